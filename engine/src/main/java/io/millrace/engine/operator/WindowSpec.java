package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.Windows;

/**
 * What a window operator computes.
 *
 * @param windows which windows.
 * @param aggregate what is computed in each.
 */
public record WindowSpec(Windows windows, Aggregate<Object, Flyweight, Flyweight> aggregate) {}
