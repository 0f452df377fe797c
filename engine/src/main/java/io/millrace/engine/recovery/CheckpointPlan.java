package io.millrace.engine.recovery;

import java.time.Duration;

/**
 * When checkpoints are taken, apart from the one at the end of a run.
 *
 * @param everyNs after this long, in nanoseconds; 0 for never.
 * @param everyEvents after this many events; 0 for never.
 * @param minPauseNs the least time between the end of one and the beginning of the next, in nanoseconds.
 */
public record CheckpointPlan(long everyNs, long everyEvents, long minPauseNs) {
    private static final long DEFAULT_EVERY_NS = Duration.ofSeconds(10).toNanos();
    private static final long DEFAULT_PAUSE_NS = Duration.ofMillis(100).toNanos();

    /** Checks the numbers. */
    public CheckpointPlan {
        if (everyNs < 0 || everyEvents < 0 || minPauseNs < 0) {
            throw new IllegalArgumentException("checkpoints every " + everyNs + " ns and " + everyEvents
                    + " events with a pause of " + minPauseNs + " ns: none of these may be negative");
        }
    }

    /**
     * A checkpoint every 10 seconds.
     *
     * @return the plan.
     */
    public static CheckpointPlan defaults() {
        return new CheckpointPlan(DEFAULT_EVERY_NS, 0, DEFAULT_PAUSE_NS);
    }

    /**
     * Checkpoints at an interval.
     *
     * @param interval how long; zero for none but the one at the end.
     * @return the plan.
     */
    public static CheckpointPlan every(final Duration interval) {
        return new CheckpointPlan(interval.toNanos(), 0, Math.min(DEFAULT_PAUSE_NS, interval.toNanos()));
    }

    /**
     * Checkpoints by number of events.
     *
     * @param events how many; at least 1.
     * @return the plan.
     */
    public static CheckpointPlan everyEvents(final long events) {
        return new CheckpointPlan(0, events, 0);
    }
}
