package io.millrace.state;

import java.io.Serializable;

/**
 * Options of a state. They may differ from run to run over the same snapshot. Immutable.
 *
 * @param maxKeys the most keys the state may hold.
 * @param expectedKeys keys for which there is room from the start.
 * @param ttlNs how long what is kept for a key lives after it was last written, in ns; 0 is without end.
 */
public record StateOptions(long maxKeys, long expectedKeys, long ttlNs) implements Serializable {
    /** No limit, and no end of life. */
    public static final StateOptions DEFAULT = new StateOptions(Long.MAX_VALUE, 0, 0);

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if one is out of range.
     */
    public StateOptions {
        if (maxKeys < 1 || expectedKeys < 0 || ttlNs < 0) {
            throw new IllegalArgumentException("maxKeys must be 1 or more, expectedKeys and ttlNs 0 or more");
        }
    }

    /**
     * The same with a limit of keys.
     *
     * @param limit the most keys the state may hold, 1 or more.
     * @return the options.
     */
    public StateOptions withMaxKeys(final long limit) {
        return new StateOptions(limit, expectedKeys, ttlNs);
    }

    /**
     * The same with room from the start.
     *
     * @param keys the number of keys to expect.
     * @return the options.
     */
    public StateOptions withExpectedKeys(final long keys) {
        return new StateOptions(maxKeys, keys, ttlNs);
    }

    /**
     * The same with a time to live.
     *
     * @param timeToLiveNs how long what is kept for a key lives after it was last written, in ns.
     * @return the options.
     */
    public StateOptions withTtlNs(final long timeToLiveNs) {
        return new StateOptions(maxKeys, expectedKeys, timeToLiveNs);
    }
}
