package io.millrace.windowing.join;

import java.util.Locale;
import java.util.Objects;

/**
 * Declares an as-of join: plain data, immutable.
 *
 * @param mode when it answers.
 * @param relation how the times must lie.
 * @param toleranceNs how far the right event may lie before the left one, in nanoseconds; {@link Long#MAX_VALUE} for as
 *     far as it likes.
 */
public record AsOfSpec(AsOfMode mode, TimeRelation relation, long toleranceNs) implements JoinSpec {
    /**
     * Checks the declaration.
     *
     * @throws IllegalArgumentException if the tolerance is negative, or the final answer is asked for without a
     *     relation of times.
     */
    public AsOfSpec {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(relation, "relation");
        if (toleranceNs < 0) {
            throw new IllegalArgumentException("tolerance must not be negative: " + toleranceNs + " ns");
        }
        if (mode == AsOfMode.FINAL && relation == TimeRelation.ANY) {
            throw new IllegalArgumentException("an as-of join by event time needs a relation of times");
        }
    }

    /**
     * The right event at or before the left one's time, when the watermark says so.
     *
     * @return the declaration, without a tolerance.
     */
    public static AsOfSpec byEventTime() {
        return new AsOfSpec(AsOfMode.FINAL, TimeRelation.AT_OR_BEFORE, Long.MAX_VALUE);
    }

    /**
     * The right event that arrived last, at once.
     *
     * @return the declaration, without a relation of times or a tolerance.
     */
    public static AsOfSpec byArrival() {
        return new AsOfSpec(AsOfMode.ARRIVAL, TimeRelation.ANY, Long.MAX_VALUE);
    }

    /**
     * The right event that arrived last, at once; corrected when the watermark says so.
     *
     * @return the declaration, without a relation of times for the first answer or a tolerance.
     */
    public static AsOfSpec corrected() {
        return new AsOfSpec(AsOfMode.CORRECTED, TimeRelation.ANY, Long.MAX_VALUE);
    }

    /**
     * The same with a relation of times.
     *
     * @param newRelation how the times must lie.
     * @return the declaration.
     */
    public AsOfSpec withRelation(final TimeRelation newRelation) {
        return new AsOfSpec(mode, newRelation, toleranceNs);
    }

    /**
     * The same with a tolerance.
     *
     * @param newToleranceNs how far the right event may lie before the left one, in nanoseconds, inclusive.
     * @return the declaration.
     */
    public AsOfSpec withTolerance(final long newToleranceNs) {
        return new AsOfSpec(mode, relation, newToleranceNs);
    }

    @Override
    public boolean needsWatermarks() {
        return mode != AsOfMode.ARRIVAL;
    }

    @Override
    public String toString() {
        final String times = relation == TimeRelation.ANY
                ? ""
                : relation == TimeRelation.BEFORE ? ", strictly before" : ", at or before";
        return "as-of " + mode.name().toLowerCase(Locale.ROOT) + times
                + (toleranceNs == Long.MAX_VALUE ? "" : ", tolerance " + toleranceNs + " ns");
    }

    @Override
    public boolean makesCorrections() {
        return mode == AsOfMode.CORRECTED;
    }
}
