package io.millrace.engine;

import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.graph.GraphException;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.join.AsOfMode;
import io.millrace.windowing.join.AsOfSpec;
import io.millrace.windowing.join.TimeRelation;
import java.time.Duration;

/**
 * An as-of join, while it is declared: every left event with one right event of its key. Unless said otherwise it is
 * the one with the largest time at or before the left event's, and comes when the watermark has reached that time.
 *
 * <p><b>Immutable; not to be used by several threads at a time.</b>
 *
 * @param <L> the left event.
 * @param <R> the right event.
 */
public final class AsOfJoinedStreams<L, R> {
    private final JoinInputs<L, R> inputs;
    private final AsOfMode mode;
    private final TimeRelation relation;
    private final long toleranceNs;
    private final long maxBuffered;

    AsOfJoinedStreams(final JoinInputs<L, R> inputs) {
        this(inputs, AsOfMode.FINAL, TimeRelation.AT_OR_BEFORE, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private AsOfJoinedStreams(
            final JoinInputs<L, R> inputs,
            final AsOfMode mode,
            final TimeRelation relation,
            final long toleranceNs,
            final long maxBuffered) {
        this.inputs = inputs;
        this.mode = mode;
        this.relation = relation;
        this.toleranceNs = toleranceNs;
        this.maxBuffered = maxBuffered;
    }

    private AsOfJoinedStreams<L, R> with(final AsOfMode newMode, final TimeRelation newRelation) {
        return new AsOfJoinedStreams<>(inputs, newMode, newRelation, toleranceNs, maxBuffered);
    }

    /**
     * Answers at once, with the right event that arrived last before the left one, whatever its time: what was known
     * when the left event came. Nothing waits, and no event is late.
     *
     * @return the join, by arrival.
     */
    public AsOfJoinedStreams<L, R> byArrival() {
        return with(AsOfMode.ARRIVAL, relationByArrival());
    }

    /**
     * Answers at once as {@link #byArrival()} does; and where the watermark's reaching the left event's time makes
     * another right event the right one, once more: by {@link Joined#corrections()}.
     *
     * @return the join, by arrival, with corrections.
     */
    public AsOfJoinedStreams<L, R> byArrivalWithCorrections() {
        return with(AsOfMode.CORRECTED, relationByArrival());
    }

    /** That a right event lies at or before the left one is asked of an answer by arrival only if it was said. */
    private TimeRelation relationByArrival() {
        return mode == AsOfMode.FINAL && relation == TimeRelation.AT_OR_BEFORE ? TimeRelation.ANY : relation;
    }

    /**
     * The right event's time must be before the left one's. Where the right event that arrived last is not, an answer
     * by arrival is without one.
     *
     * @return the join, with strict times.
     */
    public AsOfJoinedStreams<L, R> strictlyBefore() {
        return with(mode, TimeRelation.BEFORE);
    }

    /**
     * The right event's time must be at or before the left one's: so it is by event time; by arrival, call this last.
     *
     * @return the join, with times in order.
     */
    public AsOfJoinedStreams<L, R> atOrBefore() {
        return with(mode, TimeRelation.AT_OR_BEFORE);
    }

    /**
     * Right events that lie further back are none.
     *
     * @param newToleranceNs how far a right event may lie before the left one, inclusive, in nanoseconds; not negative,
     *     which {@link #join} checks.
     * @return the join, with a tolerance.
     */
    public AsOfJoinedStreams<L, R> toleranceNs(final long newToleranceNs) {
        return new AsOfJoinedStreams<>(inputs, mode, relation, newToleranceNs, maxBuffered);
    }

    /**
     * Right events that lie further back are none.
     *
     * @param tolerance how far a right event may lie before the left one, inclusive; not negative, which {@link #join}
     *     checks.
     * @return the join, with a tolerance.
     * @throws ArithmeticException if it exceeds some 292 years.
     */
    public AsOfJoinedStreams<L, R> tolerance(final Duration tolerance) {
        return toleranceNs(tolerance.toNanos());
    }

    /**
     * Limits the records buffered at a time, of both sides and all keys. At the limit the
     * {@linkplain io.millrace.engine.graph.ErrorPolicy policy} of the left stream decides: the run stops with an error
     * that says so, or the event is left out and counted.
     *
     * @param limit the most records, 1 or more, which {@link #join} checks.
     * @return the join, with a limit.
     */
    public AsOfJoinedStreams<L, R> maxBuffered(final long limit) {
        return new AsOfJoinedStreams<>(inputs, mode, relation, toleranceNs, limit);
    }

    /**
     * Declares the operator.
     *
     * @param name the operator's name.
     * @param out type of the records made.
     * @param function writes one for each left event; the right event is {@code null} where there is none.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the results, in the order of (left time, left arrival) or of arrival, and what else leaves.
     * @throws GraphException if the tolerance or the limit makes no sense, the keys or the pipelines differ, or the
     *     name is taken.
     */
    public <O, F extends Flyweight> Joined<O, L, R> join(
            final String name,
            final RecordType<O, F> out,
            final JoinFunction<? super L, ? super R, ? super F> function) {
        return inputs.declare(name, () -> new AsOfSpec(mode, relation, toleranceNs), maxBuffered, out, function);
    }
}
