package io.millrace.windowing;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Windows that are as long as events follow each other: an event's own is {@code [t, t + gap)}, and those that overlap
 * are one. Exactly one gap apart, they are two.
 *
 * <p><b>Immutable and thread-safe.</b>
 */
public final class SessionWindows implements WindowAssigner {
    private static final long serialVersionUID = 1L;

    private final long gapNs;
    private final SessionGap<?> gapOf;

    private SessionWindows(final long gapNs, final SessionGap<?> gapOf) {
        this.gapNs = gapNs;
        this.gapOf = gapOf;
    }

    /**
     * Sessions that end when nothing came for a while.
     *
     * @param gapNs how long, in nanoseconds; must be positive, see {@link #mistake}.
     * @return the windows.
     */
    public static SessionWindows withGap(final long gapNs) {
        return new SessionWindows(gapNs, null);
    }

    /**
     * Sessions that end when nothing came for a while.
     *
     * @param gap how long.
     * @return the windows.
     * @throws ArithmeticException if the gap exceeds some 292 years.
     */
    public static SessionWindows withGap(final Duration gap) {
        return withGap(DurationNs.of("gap of sessions", gap));
    }

    /**
     * Sessions whose gap comes with the events: an event's own is {@code [t, t + its gap)}.
     *
     * @param gapOf takes the gap from an event, in nanoseconds; one that is not positive is an error of that event.
     * @param <T> the event.
     * @return the windows.
     */
    public static <T> SessionWindows gapFrom(final SessionGap<? super T> gapOf) {
        return new SessionWindows(0, Objects.requireNonNull(gapOf, "gapOf"));
    }

    /**
     * How long nothing has to come for a session to end.
     *
     * @return nanoseconds, positive; 0 where the gap comes with the events.
     */
    public long gapNs() {
        return gapNs;
    }

    /**
     * What takes the gap from an event.
     *
     * @return the function; null where the gap is fixed.
     */
    public SessionGap<?> gapOf() {
        return gapOf;
    }

    @Override
    public Optional<String> mistake() {
        return gapOf == null && gapNs <= 0
                ? Optional.of("gap of sessions must be positive: " + gapNs + " ns")
                : Optional.empty();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof SessionWindows
                && ((SessionWindows) other).gapNs == gapNs
                && Objects.equals(((SessionWindows) other).gapOf, gapOf);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(gapNs);
    }

    @Override
    public String toString() {
        return gapOf == null ? "sessions with gap " + gapNs + " ns" : "sessions with a gap from the event";
    }
}
