package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.ElementsFunction;

/**
 * What an operator computes of the events of a window.
 *
 * @param eventType type of the events.
 * @param outputType type of the results.
 * @param function computes them.
 * @param maxElements events kept in a window of a key, at most.
 */
public record ElementsWork(
        RecordType<?, ?> eventType,
        RecordType<?, Flyweight> outputType,
        ElementsFunction<Object, Flyweight> function,
        int maxElements) {}
