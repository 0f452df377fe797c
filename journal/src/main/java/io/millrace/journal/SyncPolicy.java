package io.millrace.journal;

import java.time.Duration;

/**
 * When appended bytes are forced to the disk. Whatever the policy, a killed process loses nothing it appended; this is
 * about the power going off.
 *
 * <p>Thread-safe: immutable.
 *
 * @param kind how.
 * @param intervalNs for {@link Kind#INTERVAL} the nanoseconds between two syncs, else 0.
 */
public record SyncPolicy(Kind kind, long intervalNs) {
    /** How. */
    public enum Kind {
        /** Never, except when asked: the operating system writes when it likes. */
        NONE,
        /** Every so often, by a thread in the background: that much may be lost. */
        INTERVAL,
        /** In each append, before it returns. */
        BATCH
    }

    /** Checks the interval. */
    public SyncPolicy {
        if (kind == Kind.INTERVAL ? intervalNs <= 0 : intervalNs != 0) {
            throw new IllegalArgumentException("An interval of " + intervalNs + " ns does not fit " + kind + ".");
        }
    }

    /**
     * Never, except by {@link JournalWriter#sync()}.
     *
     * @return the policy.
     */
    public static SyncPolicy none() {
        return new SyncPolicy(Kind.NONE, 0);
    }

    /**
     * Every so often, in the background.
     *
     * @param interval more than 0.
     * @return the policy.
     */
    public static SyncPolicy every(final Duration interval) {
        return new SyncPolicy(Kind.INTERVAL, interval.toNanos());
    }

    /**
     * In each append.
     *
     * @return the policy.
     */
    public static SyncPolicy everyBatch() {
        return new SyncPolicy(Kind.BATCH, 0);
    }
}
