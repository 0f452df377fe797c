package io.millrace.engine.operator;

/**
 * The watermark of all operators that hang on the same set of sources, and when they have something to do.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class EventClock {
    private final Timeline timeline;
    private long watermarkNs = Long.MIN_VALUE;
    private long judgedNs = Long.MIN_VALUE;
    private long nextDueNs = Long.MAX_VALUE;
    private boolean ending;
    private String silentSource;

    EventClock(final Timeline timeline) {
        this.timeline = timeline;
    }

    /**
     * The watermark: no more events with this time or an earlier one.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
     */
    public long watermarkNs() {
        return watermarkNs;
    }

    /**
     * The watermark by which an event is judged late. It follows {@link #watermarkNs()} only as far as everything due
     * has acted: what an operator emits while the watermark rises is not late for the operators behind it, which come
     * to that time later in the same step.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
     */
    public long judgedNs() {
        return judgedNs;
    }

    /**
     * Raises the watermark and lets everything due act.
     *
     * @param newWatermarkNs the watermark; a value at or below the present one changes nothing.
     */
    public void advance(final long newWatermarkNs) {
        if (newWatermarkNs > watermarkNs) {
            watermarkNs = newWatermarkNs;
            if (newWatermarkNs >= nextDueNs) {
                timeline.fireDue();
            }
            judgedNs = newWatermarkNs;
        }
    }

    /**
     * Says that an operator of this clock has something to do at a watermark.
     *
     * @param dueNs the watermark, in nanoseconds since the epoch.
     */
    public void dueAt(final long dueNs) {
        if (dueNs < nextDueNs) {
            nextDueNs = dueNs;
        }
    }

    long nextDueNs() {
        return nextDueNs;
    }

    void nextDueNs(final long dueNs) {
        nextDueNs = dueNs;
    }

    /** Sets the watermark without acting on it: restored state waits for the next event or mark. */
    void restore(final long restoredWatermarkNs) {
        watermarkNs = restoredWatermarkNs;
        judgedNs = restoredWatermarkNs;
    }

    /** Judges by the watermark just below a time, if it has risen that far: everything due before has acted. */
    void judgeBelow(final long dueNs) {
        final long belowNs = Math.min(watermarkNs, dueNs - 1);
        if (belowNs > judgedNs && dueNs != Long.MIN_VALUE) {
            judgedNs = belowNs;
        }
    }

    /** Takes the watermark as the one to judge by: everything due has acted. */
    void settle() {
        judgedNs = watermarkNs;
    }

    /** Raises the watermark without acting on it; {@link Timeline#fireDue} follows. */
    void raise(final long newWatermarkNs) {
        if (newWatermarkNs > watermarkNs) {
            watermarkNs = newWatermarkNs;
        }
    }

    /**
     * Says that one of the clock's sources gives no watermarks: there will be none before the end of the input.
     *
     * @param source the source's name.
     */
    public void neverRises(final String source) {
        silentSource = source;
    }

    /**
     * The source because of which there is no watermark before the end of the input.
     *
     * @return its name; null if nothing is known of such a source.
     */
    public String silentSource() {
        return silentSource;
    }

    /** Says that what comes from now on comes of the end of input. */
    void end() {
        ending = true;
    }

    /**
     * Whether what happens now comes of the end of input: there will be no more events but those made by it.
     *
     * @return {@code true} at the end.
     */
    public boolean isEnding() {
        return ending || watermarkNs == Long.MAX_VALUE;
    }
}
