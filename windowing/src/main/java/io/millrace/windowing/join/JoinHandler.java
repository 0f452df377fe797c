package io.millrace.windowing.join;

import io.millrace.record.Flyweight;

/**
 * Takes what a join finds. Called on the thread that handed an event in or moved the watermark, inside that call;
 * records are valid during the call, and must not be written to.
 *
 * <p>An exception out of {@link #onPair} or {@link #onCorrection} leaves the join as if the call had returned, and goes
 * on to the caller of the join; what else was due stays due.
 */
public interface JoinHandler {
    /**
     * Takes one result. Within one call of the join they come in the order (left time, left arrival).
     *
     * @param left the left event; null for a right event that has no partner.
     * @param right the right event; null for a left event that has no partner.
     * @param timeNs the result's event time.
     */
    void onPair(Flyweight left, Flyweight right, long timeNs);

    /**
     * The result that an as-of join gave at once was not the one that event time makes right.
     *
     * @param left the left event.
     * @param right the right event that is right in the end; null if there is none.
     * @param timeNs the left event's time.
     */
    void onCorrection(Flyweight left, Flyweight right, long timeNs);

    /**
     * Of which windows the event is left out that {@link #onLateLeft} or {@link #onLateRight} is called for next. Joins
     * without windows do not call it.
     *
     * @param count how many.
     * @param lastStartNs start of the last one, in nanoseconds since the epoch; of a session the event's own time.
     */
    default void onMissedWindows(final long count, final long lastStartNs) {}

    /**
     * A left event came after the watermark had passed its time or closed some of its windows: results that it belongs
     * to may have gone without it.
     *
     * @param left the left event.
     * @param timeNs its time.
     * @param kept whether it is used for later results all the same.
     */
    void onLateLeft(Flyweight left, long timeNs, boolean kept);

    /**
     * A right event came after the watermark had passed its time or closed some of its windows: results that it belongs
     * to may have gone without it.
     *
     * @param right the right event.
     * @param timeNs its time.
     * @param kept whether it is used for later results all the same.
     */
    void onLateRight(Flyweight right, long timeNs, boolean kept);

    /**
     * An event's time is so close to an end of the time axis that no watermark is beyond it.
     *
     * @param event the event, of either side; it was not taken.
     * @param timeNs its time.
     */
    void onUnrepresentable(Flyweight event, long timeNs);

    /**
     * An event's time lies in a gap between two windows: whenever it had come, none would have it.
     *
     * @param event the event, of either side.
     * @param timeNs its time.
     */
    void onGap(Flyweight event, long timeNs);
}
