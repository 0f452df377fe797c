package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Takes the key of an event, as a number.
 *
 * <p>Called on the thread of its stage, one event at a time. It must be a function of its arguments alone: no clock, no
 * random numbers, nothing that another run could see differently. Records are valid until it returns.
 *
 * @param <T> the event.
 */
@FunctionalInterface
public interface LongKeyFunction<T> extends Serializable {
    /**
     * The key.
     *
     * @param event the event.
     * @return the key; any value.
     */
    long keyOf(T event);
}
