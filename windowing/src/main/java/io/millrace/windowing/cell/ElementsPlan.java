package io.millrace.windowing.cell;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.ElementsFunction;

/**
 * What is computed of the events of a window, which are kept until then.
 *
 * @param eventType type of the events.
 * @param outputType type of the results.
 * @param function computes them.
 * @param maxElements events kept in a window of a key, at most.
 * @param <T> the event.
 * @param <O> the result.
 */
public record ElementsPlan<T, O extends Flyweight>(
        RecordType<?, ?> eventType, RecordType<?, O> outputType, ElementsFunction<T, O> function, int maxElements) {}
