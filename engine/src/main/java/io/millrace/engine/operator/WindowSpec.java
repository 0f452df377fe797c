package io.millrace.engine.operator;

/**
 * The windows of an operator.
 *
 * @param id stable id of their state.
 * @param windows makes them.
 */
public record WindowSpec(String id, WindowsFactory windows) {}
