package io.millrace.windowing.watermark;

import java.time.Duration;

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
     * Only explicit watermarks count; events do not move it.
     *
     * @return the specification.
     */
    public static WatermarkSpec manual() {
        return new Manual();
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
}
