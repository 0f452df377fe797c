package io.millrace.windowing;

import java.io.Serializable;

/**
 * Takes from an event how long it keeps its session open.
 *
 * @param <T> the event.
 */
@FunctionalInterface
public interface SessionGap<T> extends Serializable {
    /**
     * How long after the event nothing has to come for its session to end.
     *
     * @param event the event; valid during this call.
     * @return nanoseconds; what is not positive is an error of that event.
     */
    long gapNs(T event);
}
