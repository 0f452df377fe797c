package io.millrace.engine.sink;

import java.io.Serializable;

/**
 * Makes a sink when a run starts. Part of the pipeline's graph, so it holds settings, never open files.
 *
 * @param <T> the record.
 */
@FunctionalInterface
public interface SinkFactory<T> extends Serializable {
    /**
     * Opens the sink.
     *
     * @param context what the run tells the sink; stays valid, and follows the result being accepted.
     * @return a sink of its own for this run.
     * @throws Exception if it cannot be opened; the run does not start.
     */
    Sink<? super T> open(SinkContext context) throws Exception;
}
