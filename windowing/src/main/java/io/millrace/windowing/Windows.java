package io.millrace.windowing;

import java.time.Duration;
import java.util.Optional;

/**
 * Where windows lie on the time axis: half-open intervals {@code [start, end)} of one size whose starts lie a slide
 * apart, aligned to the epoch plus an offset. Negative times round down. A tumbling window is the case where the slide
 * is the size.
 *
 * <p>A window exists only if both its start and its end are representable as a {@code long}. A time that is in another
 * window too, near either end of the axis, is outside {@link #minTimeNs()} to {@link #maxTimeNs()}: an event with it is
 * rejected alone, and is in no window, rather than silently left out of one. The smallest long also says that there is
 * no watermark yet: what ends right behind it, a window of one nanosecond, is complete and late from the start.
 *
 * <p><b>Immutable and thread-safe.</b>
 */
public final class Windows implements WindowAssigner {
    private static final long serialVersionUID = 1L;

    private final long sizeNs;
    private final long slideNs;
    private final long offsetNs;

    private Windows(final long sizeNs, final long slideNs, final long offsetNs) {
        this.sizeNs = sizeNs;
        this.slideNs = slideNs;
        this.offsetNs = slideNs <= 0 ? offsetNs : Math.floorMod(offsetNs, slideNs);
    }

    /**
     * Windows that follow each other without gap or overlap.
     *
     * @param sizeNs the size in nanoseconds; must be positive, see {@link #mistake}.
     * @return the windows, aligned to the epoch.
     */
    public static Windows tumbling(final long sizeNs) {
        return new Windows(sizeNs, sizeNs, 0);
    }

    /**
     * Windows that follow each other without gap or overlap.
     *
     * @param size the size.
     * @return the windows, aligned to the epoch.
     * @throws ArithmeticException if the size exceeds some 292 years.
     */
    public static Windows tumbling(final Duration size) {
        return tumbling(DurationNs.of("window size", size));
    }

    /**
     * Windows that overlap, or have gaps between them: one begins every slide. A time is in several windows where the
     * slide is smaller than the size, and in none where it falls into a gap.
     *
     * @param sizeNs the size in nanoseconds; must be positive, see {@link #mistake}.
     * @param slideNs from one start to the next, in nanoseconds; must be positive, too; neither need be a multiple of
     *     the other.
     * @return the windows, aligned to the epoch.
     */
    public static Windows sliding(final long sizeNs, final long slideNs) {
        return new Windows(sizeNs, slideNs, 0);
    }

    /**
     * Windows that overlap, or have gaps between them: one begins every slide.
     *
     * @param size the size.
     * @param slide from one start to the next; neither need be a multiple of the other.
     * @return the windows, aligned to the epoch.
     * @throws ArithmeticException if one of them exceeds some 292 years.
     */
    public static Windows sliding(final Duration size, final Duration slide) {
        return sliding(DurationNs.of("window size", size), DurationNs.of("slide", slide));
    }

    @Override
    public Optional<String> mistake() {
        if (sizeNs <= 0) {
            return Optional.of("window size must be positive: " + sizeNs + " ns");
        }
        return slideNs <= 0 ? Optional.of("slide must be positive: " + slideNs + " ns") : Optional.empty();
    }

    /**
     * The same windows, moved along the time axis.
     *
     * @param newOffsetNs where a window starts, in nanoseconds from the epoch; may be negative or beyond one slide.
     * @return windows of which one starts at the offset.
     */
    public Windows withOffset(final long newOffsetNs) {
        return new Windows(sizeNs, slideNs, newOffsetNs);
    }

    /**
     * The same windows, moved along the time axis.
     *
     * @param newOffset where a window starts, from the epoch; may be negative or beyond one slide.
     * @return windows of which one starts at the offset.
     * @throws ArithmeticException if the offset exceeds some 292 years.
     */
    public Windows withOffset(final Duration newOffset) {
        return withOffset(DurationNs.of("offset of windows", newOffset));
    }

    /**
     * Size of every window.
     *
     * @return nanoseconds, positive.
     */
    public long sizeNs() {
        return sizeNs;
    }

    /**
     * Distance between the starts of two neighbouring windows.
     *
     * @return nanoseconds, positive.
     */
    public long slideNs() {
        return slideNs;
    }

    /**
     * Where the windows start, relative to the epoch.
     *
     * @return nanoseconds, from 0 to less than the slide.
     */
    public long offsetNs() {
        return offsetNs;
    }

    /**
     * Whether a time can be in several windows.
     *
     * @return true if the slide is smaller than the size.
     */
    public boolean isOverlapping() {
        return slideNs < sizeNs;
    }

    /**
     * Whether a time lies between two windows, in none of them.
     *
     * @param timeNs a time from {@link #minTimeNs()} to {@link #maxTimeNs()}; for others the result is meaningless.
     * @return true if it is in a gap; never where the slide is not larger than the size.
     */
    public boolean isInGap(final long timeNs) {
        return sinceStart(timeNs) >= sizeNs;
    }

    /**
     * The latest window start that is not after a time.
     *
     * @param timeNs a time from {@link #minTimeNs()} to {@link #maxTimeNs()}; for others the result is meaningless.
     * @return the start in nanoseconds.
     */
    public long startOf(final long timeNs) {
        return timeNs - sinceStart(timeNs);
    }

    /**
     * The end of a window: the first time that is not in it.
     *
     * @param startNs the window's start.
     * @return the end in nanoseconds, saturating.
     */
    public long endOf(final long startNs) {
        return saturatingAdd(startNs, sizeNs);
    }

    /**
     * The last time in a window. The window is complete as soon as the watermark is at or past it.
     *
     * @param startNs the window's start.
     * @return the end minus one, in nanoseconds, saturating.
     */
    public long lastOf(final long startNs) {
        return saturatingAdd(startNs, sizeNs - 1);
    }

    /**
     * The smallest start of a window.
     *
     * @return the smallest start that can be represented, in nanoseconds.
     */
    public long firstStartNs() {
        final long beyond = sinceStart(Long.MIN_VALUE);
        return beyond == 0 ? Long.MIN_VALUE : Long.MIN_VALUE + (slideNs - beyond);
    }

    /**
     * The smallest time of which all windows can be represented.
     *
     * @return the first start, or the end of the latest window that begins before the axis does, in nanoseconds.
     */
    public long minTimeNs() {
        return firstStartNs() + Math.max(0, sizeNs - slideNs);
    }

    /**
     * The largest time of which all windows can be represented.
     *
     * @return the last time before the first window that ends behind {@link Long#MAX_VALUE}, in nanoseconds.
     */
    public long maxTimeNs() {
        return saturatingAdd(startOf(Long.MAX_VALUE - sizeNs), slideNs - 1);
    }

    /**
     * Whether start and end of all windows of a time can be represented.
     *
     * @param timeNs the time.
     * @return true if it lies from {@link #minTimeNs()} to {@link #maxTimeNs()}.
     */
    public boolean isRepresentable(final long timeNs) {
        return timeNs >= minTimeNs() && timeNs <= maxTimeNs();
    }

    /**
     * Time passed since the latest start not after {@code timeNs}: 0 to slide - 1, for every time, without overflow.
     */
    private long sinceStart(final long timeNs) {
        final long since = Math.floorMod(timeNs, slideNs) - offsetNs;
        return since < 0 ? since + slideNs : since;
    }

    /** Adds a summand that is not negative. */
    private static long saturatingAdd(final long timeNs, final long durationNs) {
        final long sum = timeNs + durationNs;
        return sum < timeNs ? Long.MAX_VALUE : sum;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Windows
                && ((Windows) other).sizeNs == sizeNs
                && ((Windows) other).slideNs == slideNs
                && ((Windows) other).offsetNs == offsetNs;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sizeNs * 31 * 31 + slideNs * 31 + offsetNs);
    }

    @Override
    public String toString() {
        final String kind = slideNs == sizeNs ? "tumbling " + sizeNs : "sliding " + sizeNs + " by " + slideNs;
        return kind + " ns" + (offsetNs == 0 ? "" : " offset " + offsetNs + " ns");
    }
}
