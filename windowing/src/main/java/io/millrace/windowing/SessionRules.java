package io.millrace.windowing;

/**
 * When sessions end and how long they are kept.
 *
 * @param gapNs how long nothing has to come for a session to end, in nanoseconds, positive; 0 where the event says.
 * @param gapOf takes the gap from an event, in nanoseconds; null where it is fixed.
 * @param allowedLatenessNs how long a session is kept after it was complete, in nanoseconds of event time, from 0.
 * @param discarding whether a session forgets what it holds whenever it had a result.
 * @param <T> the event.
 */
public record SessionRules<T>(long gapNs, SessionGap<? super T> gapOf, long allowedLatenessNs, boolean discarding) {
    /**
     * Checks the rules.
     *
     * @throws IllegalArgumentException if a number is out of its range.
     */
    public SessionRules {
        if (gapOf == null ? gapNs <= 0 : gapNs != 0) {
            throw new IllegalArgumentException("gap of sessions must be positive: " + gapNs + " ns");
        }
        if (allowedLatenessNs < 0) {
            throw new IllegalArgumentException("allowed lateness must not be negative: " + allowedLatenessNs + " ns");
        }
    }

    /**
     * Sessions of a fixed gap that are dropped as soon as they are complete.
     *
     * @param gapNs how long nothing has to come for a session to end, in nanoseconds, positive.
     * @param <T> the event.
     * @return the rules.
     * @throws IllegalArgumentException if the gap is not positive.
     */
    public static <T> SessionRules<T> gap(final long gapNs) {
        return new SessionRules<>(gapNs, null, 0, false);
    }

    /**
     * Sessions whose gap comes with the events: each event keeps its session open for as long as it says.
     *
     * @param gapOf takes the gap from an event, in nanoseconds; one that is not positive is an error of that event.
     * @param <T> the event.
     * @return the rules.
     */
    public static <T> SessionRules<T> gapFrom(final SessionGap<? super T> gapOf) {
        return new SessionRules<>(0, gapOf, 0, false);
    }

    /**
     * The same with sessions that are kept for late events.
     *
     * @param latenessNs how long after they were complete, in nanoseconds of event time, from 0.
     * @return the rules.
     * @throws IllegalArgumentException if the lateness is negative.
     */
    public SessionRules<T> withAllowedLateness(final long latenessNs) {
        return new SessionRules<>(gapNs, gapOf, latenessNs, discarding);
    }

    /**
     * The same with sessions that forget what they hold whenever they had a result: each has what came since the one
     * before, and nothing is taken back.
     *
     * @return the rules.
     */
    public SessionRules<T> withDiscarding() {
        return new SessionRules<>(gapNs, gapOf, allowedLatenessNs, true);
    }
}
