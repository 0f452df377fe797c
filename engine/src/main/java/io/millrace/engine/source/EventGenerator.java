package io.millrace.engine.source;

import io.millrace.record.Flyweight;
import java.io.Serializable;

/**
 * Makes the events of a {@link GeneratedSource}.
 *
 * <p>Called on the source's thread, once for each index in order. It should depend on its arguments alone: then the
 * same seed gives the same events in every run. One generator serves all runs of its pipeline.
 *
 * @param <F> the flyweight the events are written through.
 */
@FunctionalInterface
public interface EventGenerator<F extends Flyweight> extends Serializable {
    /**
     * Writes one event.
     *
     * @param index the event's number, from 0.
     * @param event the event to write: all zero, valid until this returns.
     * @param draw random numbers of this event's own, and symbols; valid until this returns.
     * @throws Exception what makes the source unusable; the run fails, naming the index.
     */
    void write(long index, F event, Draw draw) throws Exception;
}
