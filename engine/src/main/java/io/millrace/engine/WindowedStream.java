package io.millrace.engine;

import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.Port;
import io.millrace.engine.graph.WindowNode;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.Windows;

/**
 * A keyed stream in windows, while a pipeline is declared.
 *
 * <p><b>Not thread-safe.</b>
 *
 * @param <T> the interface through which the events are read.
 */
public final class WindowedStream<T> {
    private final PipelineBuilder builder;
    private final Port port;
    private final RecordType<?, ?> type;
    private final KeySpec key;
    private final Windows windows;
    private final ErrorPolicy errorPolicy;

    WindowedStream(
            final PipelineBuilder builder,
            final Port port,
            final RecordType<?, ?> type,
            final KeySpec key,
            final Windows windows,
            final ErrorPolicy errorPolicy) {
        this.builder = builder;
        this.port = port;
        this.type = type;
        this.key = key;
        this.windows = windows;
        this.errorPolicy = errorPolicy;
    }

    /**
     * Computes one result per key and window.
     *
     * @param name the operator's name.
     * @param aggregate what is computed.
     * @param <A> the accumulator's flyweight.
     * @param <F> the result's flyweight.
     * @return the results, and the events that came too late.
     */
    public <A extends Flyweight, F extends Flyweight> Results<F, T> aggregate(
            final String name, final Aggregate<? super T, A, F> aggregate) {
        final EventStream<F> results = builder.add(
                new WindowNode(name, port, type, key, windows, PipelineBuilder.function(name, aggregate), errorPolicy));
        return new Results<>(results, new EventStream<>(builder, new Port(name, Port.LATE), type));
    }

    /**
     * What leaves a window operator.
     *
     * @param results the results.
     * @param late the events that were late for all their windows; may be left unused.
     * @param <R> the result.
     * @param <T> the event.
     */
    public record Results<R, T>(EventStream<R> results, EventStream<T> late) {}
}
