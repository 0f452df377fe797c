package io.millrace.engine;

import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.Port;
import io.millrace.record.RecordType;
import io.millrace.windowing.Windows;

/**
 * A stream whose events are grouped by key, while a pipeline is declared.
 *
 * <p><b>Not thread-safe.</b>
 *
 * @param <T> the interface through which the events are read.
 */
public final class KeyedStream<T> {
    private final PipelineBuilder builder;
    private final Port port;
    private final RecordType<?, ?> type;
    private final KeySpec key;
    private final ErrorPolicy errorPolicy;

    KeyedStream(
            final PipelineBuilder builder,
            final Port port,
            final RecordType<?, ?> type,
            final KeySpec key,
            final ErrorPolicy errorPolicy) {
        this.builder = builder;
        this.port = port;
        this.type = type;
        this.key = key;
        this.errorPolicy = errorPolicy;
    }

    /**
     * Puts the events of each key into windows.
     *
     * @param windows which windows.
     * @return the stream, in windows.
     */
    public WindowedStream<T> window(final Windows windows) {
        return new WindowedStream<>(builder, port, type, key, windows, errorPolicy);
    }
}
