package io.millrace.engine.operator;

/**
 * What takes the records that leave a join.
 *
 * @param results takes the results.
 * @param corrections takes corrections of earlier results.
 * @param late takes left events that are late.
 * @param lateRight takes right events that are late and not used.
 */
public record JoinPorts(Operator results, Operator corrections, Operator late, Operator lateRight) {}
