package io.millrace.windowing.aggregate;

import java.io.Serializable;

/**
 * Takes the number to aggregate from an event.
 *
 * @param <T> the event.
 */
@FunctionalInterface
public interface LongValue<T> extends Serializable {
    /**
     * The number.
     *
     * @param event the event.
     * @return the number.
     */
    long of(T event);
}
