package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Decides which events go on.
 *
 * <p>Called on the thread of its stage, one event at a time. It must be a function of its arguments alone: no clock, no
 * random numbers, nothing that another run could see differently. Records are valid until it returns.
 *
 * @param <T> the event.
 */
@FunctionalInterface
public interface FilterFunction<T> extends Serializable {
    /**
     * Whether the event goes on.
     *
     * @param event the event.
     * @return {@code true} to let it through.
     */
    boolean test(T event);
}
