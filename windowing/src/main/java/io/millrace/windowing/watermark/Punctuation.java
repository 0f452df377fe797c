package io.millrace.windowing.watermark;

import java.io.Serializable;

/**
 * Takes the watermark that an event carries.
 *
 * <p>Called on the thread of its stage, one event at a time. It must be a function of the event alone.
 *
 * @param <T> the event.
 */
@FunctionalInterface
public interface Punctuation<T> extends Serializable {
    /**
     * The watermark.
     *
     * @param event the event; valid until this returns.
     * @return no more events with this time or an earlier one come after this one, in nanoseconds since the epoch;
     *     {@link WatermarkGenerator#NONE} if the event says nothing about it.
     */
    long watermarkNs(T event);
}
