package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Makes a record of an event and its rank.
 *
 * <p>Called on the thread of its stage, one event at a time. It must be a function of its arguments alone.
 *
 * @param <T> the event read.
 * @param <F> the flyweight written.
 */
@FunctionalInterface
public interface RankFunction<T, F> extends Serializable {
    /**
     * Writes the outgoing record.
     *
     * @param rank the event's rank, from 1.
     * @param event the event; valid until this returns.
     * @param out the outgoing record: all zero, but for its event time, which is that of the event that changed the
     *     ranks.
     */
    void write(int rank, T event, F out);
}
