package io.millrace.windowing.aggregate;

import java.io.Serializable;

/**
 * Takes the floating-point number to aggregate from an event. A method that returns a {@code long} fits, too.
 *
 * @param <T> the event.
 */
@FunctionalInterface
public interface DoubleValue<T> extends Serializable {
    /**
     * The number.
     *
     * @param event the event.
     * @return the number.
     */
    double of(T event);
}
