package io.millrace.engine.csv;

/**
 * Keeps a wrong time from carrying the watermark away: a time further ahead of the largest seen than a limit is a jump.
 * The first time is never a jump.
 *
 * <p><b>Not thread-safe.</b>
 */
final class TimeJumpGuard {
    /** So many jumps in a row are no mistake of a line: the times are in another unit, or the file has a gap. */
    static final int MAX_IN_A_ROW = 1_000;

    private final TimeLimits limits;
    private long largestNs;
    private boolean seen;
    private int inARow;

    /**
     * Creates a guard.
     *
     * @param limits which times are accepted.
     */
    TimeJumpGuard(final TimeLimits limits) {
        this.limits = limits;
    }

    boolean isOutside(final long timeNs) {
        return timeNs < limits.earliestNs() || timeNs > limits.latestNs();
    }

    boolean isJump(final long timeNs) {
        if (limits.maxJumpNs() == 0 || !seen || timeNs <= largestNs) {
            return false;
        }
        // The difference of two longs fits 64 bits without a sign.
        final boolean jump = Long.compareUnsigned(timeNs - largestNs, limits.maxJumpNs()) > 0;
        if (jump) {
            inARow++;
        }
        return jump;
    }

    void onAccepted(final long timeNs) {
        largestNs = seen ? Math.max(largestNs, timeNs) : timeNs;
        seen = true;
        inARow = 0;
    }

    boolean isHopeless() {
        return inARow >= MAX_IN_A_ROW;
    }

    long largestNs() {
        return largestNs;
    }

    long maxJumpNs() {
        return limits.maxJumpNs();
    }
}
