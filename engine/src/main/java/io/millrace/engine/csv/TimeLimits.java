package io.millrace.engine.csv;

import java.io.Serializable;

/**
 * Which event times are accepted.
 *
 * @param maxJumpNs how far a time may be ahead of the largest before it, in nanoseconds; 0 for any distance.
 * @param earliestNs the earliest time, in nanoseconds since the epoch.
 * @param latestNs the latest time, in nanoseconds since the epoch.
 */
record TimeLimits(long maxJumpNs, long earliestNs, long latestNs) implements Serializable {
    /** Accepts every time. */
    static final TimeLimits NONE = new TimeLimits(0, Long.MIN_VALUE, Long.MAX_VALUE);

    TimeLimits withMaxJumpNs(final long newMaxJumpNs) {
        return new TimeLimits(newMaxJumpNs, earliestNs, latestNs);
    }
}
