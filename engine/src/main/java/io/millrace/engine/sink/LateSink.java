package io.millrace.engine.sink;

import java.io.IOException;

/**
 * Takes the late ledger: one entry for every event that at least one window went without.
 *
 * <p>Call protocol as of {@link Sink}.
 */
public interface LateSink extends AutoCloseable {
    /**
     * Takes one late event.
     *
     * @param late the event and what went without it; valid until this returns.
     * @throws Exception what makes the sink unusable; the run fails with it.
     */
    void accept(LateEvent late) throws Exception;

    /**
     * Makes what was accepted visible outside.
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
