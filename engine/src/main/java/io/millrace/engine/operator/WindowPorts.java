package io.millrace.engine.operator;

/**
 * Where what leaves a window operator goes.
 *
 * @param results takes the results.
 * @param late takes events that are late for all windows.
 * @param retractions takes results that are taken back.
 */
public record WindowPorts(Operator results, Operator late, Operator retractions) {}
