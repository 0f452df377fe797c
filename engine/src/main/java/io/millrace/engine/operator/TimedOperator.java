package io.millrace.engine.operator;

import io.millrace.windowing.OpenWindowVisitor;

/** An operator that acts when time passes. <b>Called on its stage's thread only.</b> */
public abstract class TimedOperator extends Operator {
    /** For the operators of this package and their copies. */
    protected TimedOperator() {}

    /**
     * Acts on everything that is due at a watermark, in the order of the rules: timers, then windows.
     *
     * @param watermarkNs the watermark, in nanoseconds since the epoch; never lower than before.
     */
    public abstract void onWatermark(long watermarkNs);

    /**
     * The lowest watermark at which {@link #onWatermark} has something to do.
     *
     * @return nanoseconds since the epoch; {@link Long#MAX_VALUE} if nothing waits.
     */
    public abstract long nextDueNs();

    /**
     * Whether something is left that nothing but the end of the input makes due: {@link #onWatermark}, or by processing
     * time {@link #onProcessingTime}, with {@link Long#MAX_VALUE}, when everything due before has been acted on.
     *
     * @return false unless overridden.
     */
    public boolean waitsForEnd() {
        return false;
    }

    /**
     * Acts on everything that is due at a processing time, in the order of the rules. Nothing unless overridden.
     *
     * @param processingNs the largest ingress time so far, in nanoseconds of the run's clock; never lower than before.
     */
    public void onProcessingTime(final long processingNs) {
        // Most operators know event time only.
    }

    /**
     * The lowest processing time at which {@link #onProcessingTime} has something to do.
     *
     * @return nanoseconds of the run's clock; {@link Long#MAX_VALUE} if nothing waits.
     */
    public long nextProcessingDueNs() {
        return Long.MAX_VALUE;
    }

    /**
     * Tells of every window that is open, for questions.
     *
     * @param visitor is told.
     * @return false if the operator has no windows, or they cannot tell.
     */
    public boolean visitOpen(final OpenWindowVisitor visitor) {
        return false;
    }

    /**
     * Counts the pending timers.
     *
     * @return the count.
     */
    public long countTimers() {
        return 0;
    }

    /**
     * Counts the timers that were dropped.
     *
     * @return the count, over the life of the operator's state.
     */
    public long droppedTimers() {
        return 0;
    }

    /**
     * Counts the windows that were dropped with something that was in no result.
     *
     * @return the number of (key, window) pairs, over the life of the operator's state.
     */
    public long unfired() {
        return 0;
    }

    /**
     * Counts what waits for time to pass. Takes time in proportion: for reports.
     *
     * @return the number of open windows.
     */
    public abstract long countOpen();
}
