package io.millrace.windowing.join;

/** When an as-of join answers, and with which right event. */
public enum AsOfMode {
    /**
     * When the watermark reaches the left event's time: the right event with the largest time at or before it; of equal
     * times the one that arrived last.
     */
    FINAL,

    /** At once: the right event that arrived last before the left one. Nothing waits and no event is late. */
    ARRIVAL,

    /**
     * At once as in {@link #ARRIVAL}; and when the watermark reaches the left event's time, once more where
     * {@link #FINAL} answers with another right event.
     */
    CORRECTED
}
