package io.millrace.engine.run;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When a tick is due because something waits for processing time and nothing arrives. The stage that the sources feed
 * makes the ticks; the others tell it what they wait for. Where a source has ingress times of its own there are none:
 * its events and ticks say how time passes.
 *
 * <p><b>Thread-safe</b>: each stage writes its own place.
 */
final class Ticks {
    /** A stage that got a tick may not have worked on it yet: it gets a further one only after a while. */
    private static final long PATIENCE_NS = 1_000_000;

    private final RunClock clock;
    private final AtomicLongArray dueNs;
    private final AtomicLong recorded = new AtomicLong();
    private long lastNs = Long.MIN_VALUE;

    Ticks(final RunClock clock, final int stages) {
        this.clock = clock;
        dueNs = new AtomicLongArray(stages);
        for (int i = 0; i < stages; i++) {
            dueNs.set(i, Long.MAX_VALUE);
        }
    }

    /** A source has ingress times of its own. */
    void stop() {
        recorded.set(1);
    }

    /** A stage waits for a time. */
    void waitFor(final int stage, final long stageDueNs) {
        if (dueNs.get(stage) != stageDueNs) {
            dueNs.set(stage, stageDueNs);
        }
    }

    /** The time of the tick that is due now, or {@link Long#MIN_VALUE}. Asked by the first stage when it is idle. */
    long due() {
        long earliestNs = Long.MAX_VALUE;
        for (int i = 0; i < dueNs.length(); i++) {
            earliestNs = Math.min(earliestNs, dueNs.get(i));
        }
        if (earliestNs == Long.MAX_VALUE || recorded.get() != 0) {
            return Long.MIN_VALUE;
        }
        final long nowNs = clock.nowNs();
        if (earliestNs > nowNs || earliestNs <= lastNs && nowNs - lastNs < PATIENCE_NS) {
            return Long.MIN_VALUE;
        }
        lastNs = nowNs;
        return nowNs;
    }
}
