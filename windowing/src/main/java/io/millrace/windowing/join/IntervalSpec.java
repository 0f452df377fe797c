package io.millrace.windowing.join;

import java.util.Locale;
import java.util.Objects;

/**
 * Declares an interval join: a left and a right event of one key belong together if the right one's time minus the left
 * one's lies between two bounds.
 *
 * @param kind what happens to events without a partner.
 * @param lowerNs the smallest difference, inclusive, in nanoseconds; may be negative.
 * @param upperNs the largest difference, inclusive, in nanoseconds; may be negative.
 */
public record IntervalSpec(JoinKind kind, long lowerNs, long upperNs) implements JoinSpec {
    /**
     * Checks the declaration.
     *
     * @throws IllegalArgumentException if no difference lies between the bounds.
     */
    public IntervalSpec {
        Objects.requireNonNull(kind, "kind");
        if (lowerNs > upperNs) {
            throw new IllegalArgumentException("no difference of times lies between the bounds " + lowerNs + " ns and "
                    + upperNs + " ns, inclusive");
        }
        if (lowerNs == Long.MIN_VALUE || upperNs == Long.MIN_VALUE) {
            throw new IllegalArgumentException("a bound must be above -2^63 ns");
        }
    }

    @Override
    public boolean needsWatermarks() {
        return true;
    }

    @Override
    public String toString() {
        return "interval " + kind.name().toLowerCase(Locale.ROOT) + " [" + lowerNs + ", " + upperNs + "] ns";
    }
}
