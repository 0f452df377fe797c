package io.millrace.engine.operator;

/**
 * The windows of an operator.
 *
 * @param id stable id of their state.
 * @param windows makes them.
 * @param sizeNs size of the windows in nanoseconds; 0 where it varies.
 * @param slideNs from the start of one to that of the next, in nanoseconds; 0 where it varies.
 */
public record WindowSpec(String id, WindowsFactory windows, long sizeNs, long slideNs) {}
