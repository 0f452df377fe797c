package io.millrace.engine.recovery;

import java.util.concurrent.locks.LockSupport;

/** When a recorded slot is due in a replay at a pace. */
final class ReplayPace {
    private static final long LONGEST_PARK_NS = 100_000_000L;

    private final double speed;
    private long firstIngressNs = Long.MIN_VALUE;
    private long startNs;

    /** A pace of 0 is none. */
    ReplayPace(final double speed) {
        this.speed = speed;
    }

    boolean isLimited() {
        return speed > 0;
    }

    boolean isDue(final long ingressNs) {
        if (firstIngressNs == Long.MIN_VALUE) {
            firstIngressNs = ingressNs;
            startNs = System.nanoTime();
        }
        return waitNs(ingressNs) <= 0;
    }

    private long waitNs(final long ingressNs) {
        return (long) ((ingressNs - firstIngressNs) / speed) - (System.nanoTime() - startNs);
    }

    void await(final long ingressNs) throws InterruptedException {
        for (long left = waitNs(ingressNs); left > 0; left = waitNs(ingressNs)) {
            LockSupport.parkNanos(Math.min(left, LONGEST_PARK_NS));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
