package io.millrace.windowing.join.cells;

/** Sums of times and durations that stay at an end of the axis instead of wrapping around. */
public final class SaturatingTime {
    private SaturatingTime() {}

    /**
     * A time plus a duration.
     *
     * @param timeNs the time.
     * @param durationNs the duration, of any sign.
     * @return the sum, saturating, in nanoseconds.
     */
    public static long plus(final long timeNs, final long durationNs) {
        final long sum = timeNs + durationNs;
        return ((timeNs ^ sum) & (durationNs ^ sum)) < 0 ? endOfAxis(timeNs) : sum;
    }

    /**
     * A time minus a duration.
     *
     * @param timeNs the time.
     * @param durationNs the duration, of any sign.
     * @return the difference, saturating, in nanoseconds.
     */
    public static long minus(final long timeNs, final long durationNs) {
        final long difference = timeNs - durationNs;
        return ((timeNs ^ durationNs) & (timeNs ^ difference)) < 0 ? endOfAxis(timeNs) : difference;
    }

    private static long endOfAxis(final long timeNs) {
        return timeNs < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
