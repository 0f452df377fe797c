package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Makes a record of an event and an entry of a table, where the two have anything to say to each other.
 *
 * <p>Called on the thread of its stage, one pair at a time. It must be a function of its arguments alone: no clock, no
 * random numbers, nothing that another run could see differently. Records are valid until it returns.
 *
 * @param <L> the event read.
 * @param <R> the entry read.
 * @param <F> the flyweight written.
 */
@FunctionalInterface
public interface MatchFunction<L, R, F> extends Serializable {
    /**
     * Writes the outgoing record.
     *
     * @param event the event.
     * @param entry the entry.
     * @param out the outgoing record: all zero, but for its event time, which is that of the event.
     * @return whether to hand the record on.
     */
    boolean match(L event, R entry, F out);
}
