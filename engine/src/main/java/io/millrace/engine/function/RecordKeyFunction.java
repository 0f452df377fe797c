package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Writes the key of an event, as a record of one or more fields.
 *
 * <p>Called on the thread of its stage, one event at a time. It must be a function of its arguments alone: no clock, no
 * random numbers, nothing that another run could see differently. Records are valid until it returns.
 *
 * @param <T> the event.
 * @param <K> the flyweight of the key.
 */
@FunctionalInterface
public interface RecordKeyFunction<T, K> extends Serializable {
    /**
     * Writes the key.
     *
     * @param event the event.
     * @param key the key to write: all zero.
     */
    void keyOf(T event, K key);
}
