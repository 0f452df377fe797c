package io.millrace.engine.recovery;

import io.millrace.engine.run.RunClock;

/**
 * The clock of a journaled run: that of the machine, put forward where it is behind what an earlier run journaled, so
 * that ingress times never go back. <b>Thread-safe.</b>
 */
public final class ResumedClock implements RunClock {
    private final RunClock clock;
    private volatile long forwardNs;

    /**
     * Wraps a clock.
     *
     * @param clock the machine's.
     */
    public ResumedClock(final RunClock clock) {
        this.clock = clock;
    }

    /**
     * Goes on from a time.
     *
     * @param lastNs the largest ingress time so far, in nanoseconds; {@link Long#MIN_VALUE} if there is none.
     * @return by how many nanoseconds the clock had to be put forward.
     */
    public long resumeAt(final long lastNs) {
        final long nowNs = clock.nowNs();
        forwardNs = lastNs > nowNs ? lastNs - nowNs : 0;
        return forwardNs;
    }

    @Override
    public long nowNs() {
        return clock.nowNs() + forwardNs;
    }
}
