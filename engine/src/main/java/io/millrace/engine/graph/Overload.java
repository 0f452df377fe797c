package io.millrace.engine.graph;

import io.millrace.engine.function.LongKeyFunction;
import java.util.Objects;

/**
 * What a source does when its events come faster than they are processed. Decided before an event enters the stream.
 */
public sealed interface Overload {
    /** Waits: back-pressure reaches whoever publishes. */
    record Wait() implements Overload {}

    /** Drops the new event and counts it. */
    record Drop() implements Overload {}

    /**
     * Keeps, while there is no room, only the newest event of each key, and counts those it replaced.
     *
     * @param key takes the key.
     * @param maxKeys the most keys to keep; an event of a further key waits.
     */
    record Conflate(LongKeyFunction<?> key, int maxKeys) implements Overload {
        /** Checks the parts. */
        public Conflate {
            Objects.requireNonNull(key, "key");
            if (maxKeys < 1) {
                throw new IllegalArgumentException("conflate needs room for at least 1 key, not " + maxKeys);
            }
        }
    }
}
