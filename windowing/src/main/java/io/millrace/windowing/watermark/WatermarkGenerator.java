package io.millrace.windowing.watermark;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Makes the watermark of one source, inline: every event may raise it.
 *
 * <p>Protocol: one thread calls {@link #onEvent} once per event, in arrival order, <em>after</em> the event went
 * through the operators that judge lateness by the watermark before it. A watermark never goes back. What a generator
 * remembers is saved with the state of the pipeline by {@link #save} and put back by {@link #load}; a loaded generator
 * continues exactly like the saved one.
 *
 * <p><b>Not thread-safe.</b>
 */
public interface WatermarkGenerator {
    /** The watermark before anything is known: no time has passed. */
    long NONE = Long.MIN_VALUE;

    /**
     * Takes the time of an event.
     *
     * @param timeNs the event time in nanoseconds since the epoch.
     * @return the watermark after this event: no more events with that time or an earlier one are expected.
     */
    long onEvent(long timeNs);

    /**
     * Takes an event, for generators that look at more than its time. Called instead of {@link #onEvent(long)}, which
     * it calls unless overridden.
     *
     * @param timeNs the event time in nanoseconds since the epoch.
     * @param ingressNs processing time, in nanoseconds of the run's clock; never goes back.
     * @param event the event; valid until this returns.
     * @return the watermark after this event.
     */
    default long onEvent(final long timeNs, final long ingressNs, final Object event) {
        return onEvent(timeNs);
    }

    /**
     * Processing time has passed without an event.
     *
     * @param ingressNs processing time, in nanoseconds of the run's clock; never goes back.
     * @return the watermark after it.
     */
    default long onTick(final long ingressNs) {
        return watermarkNs();
    }

    /**
     * When {@link #onTick} has something to do though nothing arrives.
     *
     * @return nanoseconds of the run's clock; {@link Long#MAX_VALUE} if it has nothing to wait for.
     */
    default long nextTickNs() {
        return Long.MAX_VALUE;
    }

    /**
     * The lowest time of an event that would raise the watermark now, for people who wonder why it does not rise.
     *
     * @return nanoseconds since the epoch; {@link #NONE} if no time of an event alone does; {@link Long#MAX_VALUE} if
     *     nothing does before the end of the input.
     */
    default long raisedByTimeNs() {
        return NONE;
    }

    /**
     * Takes a watermark that somebody else knows. A lower one than the present watermark changes nothing.
     *
     * @param watermarkNs the explicit watermark.
     * @return the watermark after it.
     */
    long onWatermark(long watermarkNs);

    /**
     * The present watermark.
     *
     * @return nanoseconds since the epoch, or {@link #NONE}.
     */
    long watermarkNs();

    /**
     * Bytes that {@link #save} writes.
     *
     * @return the size in bytes, a multiple of 8, the same for the life of the generator.
     */
    int stateBytes();

    /**
     * Writes what this generator remembers.
     *
     * @param buffer where to write.
     * @param offset first byte, 8-aligned; {@link #stateBytes()} bytes are written.
     */
    void save(MutableDirectBuffer buffer, int offset);

    /**
     * Takes over what a generator of the same specification remembered.
     *
     * @param buffer where to read.
     * @param offset first byte that {@link #save} wrote.
     */
    void load(DirectBuffer buffer, int offset);
}
