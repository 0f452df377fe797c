package io.millrace.engine.recovery;

import java.util.function.LongSupplier;

/**
 * The clock of a journaled run: that of the machine, put forward where it is behind what an earlier run journaled, so
 * that ingress times never go back. <b>Thread-safe.</b>
 */
final class ResumedClock implements LongSupplier {
    private final LongSupplier clock;
    private volatile long forwardNs;

    /**
     * Wraps a clock.
     *
     * @param clock the machine's, in nanoseconds since the epoch.
     */
    ResumedClock(final LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Goes on from a time.
     *
     * @param lastNs the largest ingress time so far, in nanoseconds; {@link Long#MIN_VALUE} if there is none.
     * @return by how many nanoseconds the clock had to be put forward.
     */
    long resumeAt(final long lastNs) {
        final long nowNs = clock.getAsLong();
        forwardNs = lastNs > nowNs ? lastNs - nowNs : 0;
        return forwardNs;
    }

    @Override
    public long getAsLong() {
        return clock.getAsLong() + forwardNs;
    }
}
