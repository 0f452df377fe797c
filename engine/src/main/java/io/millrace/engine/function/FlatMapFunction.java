package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Makes any number of records of one event.
 *
 * <p>Called on the thread of its stage, one event at a time. It must be a function of its arguments alone: no clock, no
 * random numbers, nothing that another run could see differently. Records are valid until it returns.
 *
 * @param <T> the event read.
 * @param <F> the flyweight written.
 */
@FunctionalInterface
public interface FlatMapFunction<T, F> extends Serializable {
    /**
     * Writes the outgoing records.
     *
     * @param event the event.
     * @param out takes the outgoing records, in order.
     */
    void flatMap(T event, Collector<F> out);
}
