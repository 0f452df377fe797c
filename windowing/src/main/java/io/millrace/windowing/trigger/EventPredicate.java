package io.millrace.windowing.trigger;

import java.io.Serializable;

/**
 * Says yes or no to an event. Must depend on the event only.
 *
 * @param <T> the event.
 */
@FunctionalInterface
public interface EventPredicate<T> extends Serializable {
    /**
     * Looks at an event.
     *
     * @param event the event; valid during this call.
     * @return the answer.
     */
    boolean test(T event);
}
