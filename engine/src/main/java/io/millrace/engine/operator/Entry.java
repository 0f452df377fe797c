package io.millrace.engine.operator;

import io.millrace.engine.explain.SourceExplanation;
import org.agrona.concurrent.UnsafeBuffer;

/** Where the slots of one source enter a stage. <b>Called on the stage's thread only.</b> */
public abstract class Entry {
    private long taken;

    /** For the entries of this package and their copies. */
    protected Entry() {}

    /**
     * Counts events that have been taken.
     *
     * @param events how many more.
     */
    public final void took(final long events) {
        taken += events;
    }

    /**
     * Number of events taken.
     *
     * @return the count, over the life of the stage's state.
     */
    public final long taken() {
        return taken;
    }

    /**
     * Restores the count.
     *
     * @param restoredTaken the count.
     */
    public final void restoreTaken(final long restoredTaken) {
        taken = restoredTaken;
    }

    /**
     * Whether the source has ended.
     *
     * @return {@code true} when it has.
     */
    public abstract boolean hasEnded();

    /**
     * Takes one event to completion: through all operators, then its watermark, then everything due.
     *
     * @param slots the slots.
     * @param slot offset of the event's slot, in bytes.
     */
    public abstract void onEvent(UnsafeBuffer slots, int slot);

    /**
     * A mark comes in: it has a number, too. What it says follows by one of the other calls.
     *
     * @param slots the slots.
     * @param slot offset of the mark's slot, in bytes.
     */
    public abstract void onMark(UnsafeBuffer slots, int slot);

    /**
     * Takes a watermark that the source gave.
     *
     * @param watermarkNs nanoseconds since the epoch.
     */
    public abstract void onWatermark(long watermarkNs);

    /**
     * Processing time has passed without an event.
     *
     * @param ingressNs processing time, in nanoseconds of the run's clock.
     */
    public void onTick(final long ingressNs) {
        // Watermarks of most entries go by events only.
    }

    /**
     * When {@link #onTick} has something to do though nothing arrives.
     *
     * @return nanoseconds of the run's clock; {@link Long#MAX_VALUE} for never.
     */
    public long nextTickNs() {
        return Long.MAX_VALUE;
    }

    /**
     * How far it has come.
     *
     * @param name its name.
     * @return the answer.
     */
    public abstract SourceExplanation explain(String name);

    /** Takes the source's idle mark. */
    public abstract void onIdle();

    /** Takes the mark that the source is active again. */
    public abstract void onActive();

    /** Takes the end of the source. */
    public abstract void onEnd();
}
