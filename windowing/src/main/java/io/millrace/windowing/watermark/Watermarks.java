package io.millrace.windowing.watermark;

import java.time.Duration;
import java.util.Objects;

/** The usual kinds of watermark. <b>Thread-safe.</b> */
public final class Watermarks {
    private Watermarks() {}

    /**
     * For events in order of time (equal times are in order): after every event, W = largest time seen - 1.
     *
     * @return the specification.
     */
    public static WatermarkSpec ascending() {
        return new Bounded(0);
    }

    /**
     * For events that come at most a bound behind the largest time seen: after every event, W = largest time seen -
     * bound - 1.
     *
     * @param boundNs the bound in nanoseconds, from 0.
     * @return the specification.
     * @throws IllegalArgumentException if the bound is negative or {@link Long#MAX_VALUE}.
     */
    public static WatermarkSpec boundedDisorder(final long boundNs) {
        if (boundNs < 0 || boundNs == Long.MAX_VALUE) {
            throw new IllegalArgumentException("disorder must be from 0 to 2^63 - 2 ns: " + boundNs);
        }
        return new Bounded(boundNs);
    }

    /**
     * For events that come at most a bound behind the largest time seen.
     *
     * @param bound the bound, not negative.
     * @return the specification.
     * @throws IllegalArgumentException if the bound is negative.
     * @throws ArithmeticException if the bound exceeds some 292 years.
     */
    public static WatermarkSpec boundedDisorder(final Duration bound) {
        return boundedDisorder(bound.toNanos());
    }

    /**
     * For events in whose times nobody is interested: there is no watermark before the end of input, and what the
     * source publishes as one changes nothing. Windows on event time and joins that wait for a watermark are refused
     * behind such a source when the pipeline is built.
     *
     * @return the specification.
     */
    public static WatermarkSpec none() {
        return new None();
    }

    /**
     * Only explicit watermarks count, which the source publishes; events do not move it. Until the first one, what
     * waits for a watermark waits; {@code explain()} names the joins for which that is so.
     *
     * @return the specification.
     */
    public static WatermarkSpec manual() {
        return new Manual();
    }

    /**
     * For events some of which carry a watermark, in a field or otherwise.
     *
     * @param punctuation takes the watermark from an event.
     * @param <T> the event.
     * @return the specification.
     */
    public static <T> WatermarkSpec punctuated(final Punctuation<T> punctuation) {
        return new Punctuated(Objects.requireNonNull(punctuation, "punctuation"));
    }

    /**
     * Lets the watermark through after each so many events only: it rises less often, by more at a time.
     *
     * @param events how many, positive.
     * @param inner what makes the watermark.
     * @return the specification.
     * @throws IllegalArgumentException if the number is not positive.
     */
    public static WatermarkSpec everyEvents(final long events, final WatermarkSpec inner) {
        return periodic(PeriodicWatermark.Period.EVENTS, events, inner);
    }

    /**
     * Lets the watermark through only when it has crossed a multiple of a duration.
     *
     * @param duration the duration of event time, positive.
     * @param inner what makes the watermark.
     * @return the specification.
     * @throws IllegalArgumentException if the duration is not positive.
     * @throws ArithmeticException if it exceeds some 292 years.
     */
    public static WatermarkSpec everyEventTime(final Duration duration, final WatermarkSpec inner) {
        return periodic(PeriodicWatermark.Period.EVENT_TIME, duration.toNanos(), inner);
    }

    /**
     * Lets the watermark through only when processing time, the ingress time, has crossed a multiple of a duration; if
     * nothing arrives then, a tick does it.
     *
     * @param duration the duration of processing time, positive.
     * @param inner what makes the watermark.
     * @return the specification.
     * @throws IllegalArgumentException if the duration is not positive.
     * @throws ArithmeticException if it exceeds some 292 years.
     */
    public static WatermarkSpec everyProcessingTime(final Duration duration, final WatermarkSpec inner) {
        return periodic(PeriodicWatermark.Period.PROCESSING_TIME, duration.toNanos(), inner);
    }

    private static WatermarkSpec periodic(
            final PeriodicWatermark.Period period, final long length, final WatermarkSpec inner) {
        if (length <= 0) {
            throw new IllegalArgumentException("the period of a watermark must be positive: " + length);
        }
        return new Periodic(period, length, Objects.requireNonNull(inner, "inner"));
    }

    private record Punctuated(Punctuation<?> punctuation) implements WatermarkSpec {
        @Override
        @SuppressWarnings("unchecked") // an event that does not fit the function fails with the first one
        public WatermarkGenerator newGenerator() {
            return new PunctuatedWatermark((Punctuation<Object>) punctuation);
        }

        @Override
        public String toString() {
            return "punctuated";
        }
    }

    private record Periodic(PeriodicWatermark.Period period, long length, WatermarkSpec inner)
            implements WatermarkSpec {
        @Override
        public WatermarkGenerator newGenerator() {
            return new PeriodicWatermark(inner.newGenerator(), period, length);
        }

        @Override
        public boolean givesWatermarks() {
            return inner.givesWatermarks();
        }

        @Override
        public long idleAfterNs() {
            return inner.idleAfterNs();
        }

        @Override
        public long maxLeadNs() {
            return inner.maxLeadNs();
        }

        @Override
        public String toString() {
            return inner + ", every " + length
                    + (period == PeriodicWatermark.Period.EVENTS
                            ? " events"
                            : period == PeriodicWatermark.Period.EVENT_TIME ? " ns" : " ns of processing time");
        }
    }

    private record Bounded(long boundNs) implements WatermarkSpec {
        @Override
        public WatermarkGenerator newGenerator() {
            return new BoundedDisorder(boundNs);
        }

        @Override
        public String toString() {
            return boundNs == 0 ? "ascending" : "bounded disorder " + boundNs + " ns";
        }
    }

    private record Manual() implements WatermarkSpec {
        @Override
        public WatermarkGenerator newGenerator() {
            return new ManualWatermark();
        }

        @Override
        public String toString() {
            return "manual";
        }
    }

    private record None() implements WatermarkSpec {
        @Override
        public WatermarkGenerator newGenerator() {
            return new NoWatermark();
        }

        @Override
        public boolean givesWatermarks() {
            return false;
        }

        @Override
        public String toString() {
            return "no watermarks";
        }
    }
}
