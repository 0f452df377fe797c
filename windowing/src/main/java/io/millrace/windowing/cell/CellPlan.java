package io.millrace.windowing.cell;

import io.millrace.windowing.ProcessingClock;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;

/**
 * Which windows there are, when they have results, and how long they are kept.
 *
 * @param assigner tumbling, sliding or global windows.
 * @param trigger when they have results.
 * @param latenessNs how long a window is kept after its end, in nanoseconds, 0 or more.
 * @param discarding whether a result takes what it is made of out of the window.
 * @param clock tells the trigger the processing time.
 * @param <T> the event.
 */
public record CellPlan<T>(
        WindowAssigner assigner,
        Trigger<? super T> trigger,
        long latenessNs,
        boolean discarding,
        ProcessingClock clock) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the lateness is negative.
     */
    public CellPlan {
        if (latenessNs < 0) {
            throw new IllegalArgumentException("allowed lateness must not be negative: " + latenessNs + " ns");
        }
    }

    /**
     * Windows that have a result when they are complete.
     *
     * @param assigner tumbling, sliding or global windows.
     * @param latenessNs how long a window is kept after its end, in nanoseconds, 0 or more.
     * @param <T> the event.
     * @return the plan, accumulating.
     */
    public static <T> CellPlan<T> of(final WindowAssigner assigner, final long latenessNs) {
        return new CellPlan<>(assigner, Triggers.eventTime(), latenessNs, false, () -> Long.MIN_VALUE);
    }

    /** Whether the trigger has no say before the end. */
    boolean isFiringAtEndOnly() {
        return trigger.equals(Triggers.eventTime()) || trigger.equals(Triggers.endOfInput());
    }
}
