package io.millrace.engine.source;

import io.millrace.record.Flyweight;
import java.io.IOException;

/**
 * A source that is asked for its events.
 *
 * <p>Call protocol, all on one thread: {@link #poll} again and again until it returns {@link #END_OF_INPUT} or the run
 * stops; then {@link #close} once, in every case. A poll that has nothing returns 0 at once and never blocks for long:
 * the same thread may also process events.
 *
 * @param <F> the flyweight the events are written through.
 */
public interface Source<F extends Flyweight> extends AutoCloseable {
    /** Returned by {@link #poll} when there will be no more events. */
    int END_OF_INPUT = -1;

    /**
     * Publishes what is there, up to a limit.
     *
     * @param out takes the events; never without room during this call for {@code limit} of them.
     * @param limit the most events to publish; at least 1.
     * @return the number of events published (0: nothing now), or {@link #END_OF_INPUT}, then without events in this
     *     call.
     * @throws Exception what makes the source unusable; the run fails with it.
     */
    int poll(Publisher<F> out, int limit) throws Exception;

    /**
     * Number of inputs dropped before they became events, by the source's own choice (rejected lines and the like).
     *
     * @return the count so far; read by the source's thread.
     */
    default long rejected() {
        return 0;
    }

    /**
     * Whether the source gives its events ingress times of its own. Then processing time passes with its events and
     * ticks only, never with the run's clock.
     *
     * @return {@code true} if so; asked once, when the source has been opened.
     */
    default boolean hasOwnIngressTimes() {
        return false;
    }

    /**
     * Gives back what the source holds.
     *
     * @throws IOException if that fails; the run fails with it.
     */
    @Override
    default void close() throws IOException {}
}
