package io.millrace.windowing;

/**
 * Takes events that are in no window, so that nothing just vanishes.
 *
 * <p>Called on the thread that handed the event in, inside that call.
 *
 * @param <T> the event.
 */
public interface MissedEventHandler<T> {
    /**
     * The event came after the result of its window.
     *
     * @param event the event; valid during this call.
     * @param timeNs its time.
     * @param lateByNs the watermark at its arrival minus its time; saturating, at least 0.
     * @param windowStartNs start of the window that it missed.
     */
    void onLate(T event, long timeNs, long lateByNs, long windowStartNs);

    /**
     * The event's time is so close to an end of the time axis that its window cannot be represented.
     *
     * @param event the event; valid during this call.
     * @param timeNs its time.
     */
    void onUnrepresentable(T event, long timeNs);
}
