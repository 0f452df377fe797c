package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Makes one record of another.
 *
 * <p>Called on the thread of its stage, one event at a time. It must be a function of its arguments alone: no clock, no
 * random numbers, nothing that another run could see differently. Records are valid until it returns.
 *
 * @param <T> the event read.
 * @param <F> the flyweight written.
 */
@FunctionalInterface
public interface MapFunction<T, F> extends Serializable {
    /**
     * Writes the outgoing record.
     *
     * @param event the event.
     * @param out the outgoing record: all zero, but for its event time, which is that of the event.
     */
    void map(T event, F out);
}
