package io.millrace.engine.sink;

import java.io.IOException;

/**
 * Takes the results of a pipeline.
 *
 * <p>Call protocol, all on the thread of its stage: {@link #accept} for each result in output order, {@link #flush}
 * after a batch that had results, {@link #close} once at the end, in every case.
 *
 * @param <T> the record.
 */
public interface Sink<T> extends AutoCloseable {
    /**
     * Takes one result.
     *
     * @param record the result; valid until this returns.
     * @throws Exception what makes the sink unusable; handled by the operator's error policy.
     */
    void accept(T record) throws Exception;

    /**
     * Makes what was accepted visible outside. Called when the stage has nothing more at hand, and before the end.
     *
     * @throws Exception what makes the sink unusable; the run fails with it.
     */
    default void flush() throws Exception {}

    /**
     * Flushes and gives back what the sink holds.
     *
     * @throws IOException if what was accepted could not be made visible; the run fails with it.
     */
    @Override
    default void close() throws IOException {}
}
