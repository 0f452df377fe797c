package io.millrace.windowing;

/**
 * Takes events that a window goes without, so that nothing just vanishes.
 *
 * <p>Called on the thread that handed the event in, inside that call.
 *
 * @param <T> the event.
 */
public interface MissedEventHandler<T> {
    /**
     * The event came after the results of all of its windows: none of them has it.
     *
     * @param event the event; valid during this call.
     * @param timeNs its time.
     * @param lateByNs the watermark at its arrival minus its time; saturating, at least 0.
     * @param windowStartNs start of the last window that it missed.
     */
    void onLate(T event, long timeNs, long lateByNs, long windowStartNs);

    /**
     * The event came after the results of some of its windows: these go without it, the others have it.
     *
     * @param event the event; valid during this call.
     * @param timeNs its time.
     * @param lateByNs the watermark at its arrival minus its time; saturating, at least 0.
     * @param firstStartNs start of the first window that it missed.
     * @param lastStartNs start of the last window that it missed.
     */
    void onPartlyLate(T event, long timeNs, long lateByNs, long firstStartNs, long lastStartNs);

    /**
     * The event's time lies in a gap between two windows: whenever it had come, none would have it.
     *
     * @param event the event; valid during this call.
     * @param timeNs its time.
     */
    void onGap(T event, long timeNs);

    /**
     * The event's time is so close to an end of the time axis that its window cannot be represented.
     *
     * @param event the event; valid during this call.
     * @param timeNs its time.
     */
    void onUnrepresentable(T event, long timeNs);
}
