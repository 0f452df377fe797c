package io.millrace.windowing;

import java.time.Duration;

/**
 * Windows that are as long as events follow each other: an event's own is {@code [t, t + gap)}, and those that overlap
 * are one. Exactly one gap apart, they are two.
 *
 * <p><b>Immutable and thread-safe.</b>
 */
public final class SessionWindows implements WindowAssigner {
    private static final long serialVersionUID = 1L;

    private final long gapNs;

    private SessionWindows(final long gapNs) {
        this.gapNs = gapNs;
    }

    /**
     * Sessions that end when nothing came for a while.
     *
     * @param gapNs how long, in nanoseconds.
     * @return the windows.
     * @throws IllegalArgumentException if the gap is not positive.
     */
    public static SessionWindows withGap(final long gapNs) {
        if (gapNs <= 0) {
            throw new IllegalArgumentException("gap of sessions must be positive: " + gapNs + " ns");
        }
        return new SessionWindows(gapNs);
    }

    /**
     * Sessions that end when nothing came for a while.
     *
     * @param gap how long.
     * @return the windows.
     * @throws IllegalArgumentException if the gap is not positive.
     * @throws ArithmeticException if the gap exceeds some 292 years.
     */
    public static SessionWindows withGap(final Duration gap) {
        return withGap(gap.toNanos());
    }

    /**
     * How long nothing has to come for a session to end.
     *
     * @return nanoseconds, positive.
     */
    public long gapNs() {
        return gapNs;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof SessionWindows && ((SessionWindows) other).gapNs == gapNs;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(gapNs);
    }

    @Override
    public String toString() {
        return "sessions with gap " + gapNs + " ns";
    }
}
