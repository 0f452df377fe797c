package io.millrace.engine;

import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.graph.GraphException;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.join.IntervalSpec;
import io.millrace.windowing.join.JoinKind;

/**
 * An interval join, while it is declared: every pair of a left and a right event of one key whose times lie within
 * bounds of each other. Unless said otherwise events without a partner have no result.
 *
 * <p><b>Immutable; not to be used by several threads at a time.</b>
 *
 * @param <L> the left event.
 * @param <R> the right event.
 */
public final class IntervalJoinedStreams<L, R> {
    private final JoinInputs<L, R> inputs;
    private final JoinKind kind;
    private final Bound lower;
    private final Bound upper;
    private final long maxBuffered;

    IntervalJoinedStreams(final JoinInputs<L, R> inputs, final long lowerNs, final long upperNs) {
        this(inputs, JoinKind.INNER, new Bound(lowerNs, false), new Bound(upperNs, false), Long.MAX_VALUE);
    }

    private IntervalJoinedStreams(
            final JoinInputs<L, R> inputs,
            final JoinKind kind,
            final Bound lower,
            final Bound upper,
            final long maxBuffered) {
        this.inputs = inputs;
        this.kind = kind;
        this.lower = lower;
        this.upper = upper;
        this.maxBuffered = maxBuffered;
    }

    /** A difference of times, and whether it is itself left out. */
    private record Bound(long ns, boolean exclusive) {
        Bound leftOut() {
            return new Bound(ns, true);
        }
    }

    private IntervalJoinedStreams<L, R> with(final JoinKind newKind, final Bound newLower, final Bound newUpper) {
        return new IntervalJoinedStreams<>(inputs, newKind, newLower, newUpper, maxBuffered);
    }

    /**
     * Leaves the lower bound itself out. Saying so again changes nothing.
     *
     * @return the join.
     */
    public IntervalJoinedStreams<L, R> lowerExclusive() {
        return with(kind, lower.leftOut(), upper);
    }

    /**
     * Leaves the upper bound itself out. Saying so again changes nothing.
     *
     * @return the join.
     */
    public IntervalJoinedStreams<L, R> upperExclusive() {
        return with(kind, lower, upper.leftOut());
    }

    /**
     * Left events without a partner have a result, too, as soon as none can come any more.
     *
     * @return the join, left outer.
     */
    public IntervalJoinedStreams<L, R> left() {
        return with(JoinKind.LEFT, lower, upper);
    }

    /**
     * Events of both sides without a partner have a result, too, as soon as none can come any more.
     *
     * @return the join, full outer.
     */
    public IntervalJoinedStreams<L, R> full() {
        return with(JoinKind.FULL, lower, upper);
    }

    /**
     * Limits the records buffered at a time, of both sides and all keys. At the limit the
     * {@linkplain io.millrace.engine.graph.ErrorPolicy policy} of the left stream decides: the run stops with an error
     * that says so, or the event is left out and counted.
     *
     * @param limit the most records, 1 or more, which {@link #join} checks.
     * @return the join, with a limit.
     */
    public IntervalJoinedStreams<L, R> maxBuffered(final long limit) {
        return new IntervalJoinedStreams<>(inputs, kind, lower, upper, limit);
    }

    /**
     * Declares the operator. A pair comes when the later of its events arrives, and has the larger of their times. An
     * event without a partner comes when the watermark is at the last time that a partner might have had; its result
     * has that time, or its own if that is larger.
     *
     * @param name the operator's name.
     * @param out type of the records made.
     * @param function writes one for each pair; {@code null} stands for a partner that is not there.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the results, and the events that were late: those are joined with nothing.
     * @throws GraphException if nothing lies between the bounds, the limit is not positive, the keys or the pipelines
     *     differ, or the name is taken.
     */
    public <O, F extends Flyweight> Joined<O, L, R> join(
            final String name,
            final RecordType<O, F> out,
            final JoinFunction<? super L, ? super R, ? super F> function) {
        return inputs.declare(name, this::spec, maxBuffered, out, function);
    }

    private IntervalSpec spec() {
        if (lower.exclusive && lower.ns == Long.MAX_VALUE || upper.exclusive && upper.ns == Long.MIN_VALUE) {
            throw new IllegalArgumentException("no difference of times lies beyond " + Long.MAX_VALUE + " ns");
        }
        return new IntervalSpec(
                kind, lower.exclusive ? lower.ns + 1 : lower.ns, upper.exclusive ? upper.ns - 1 : upper.ns);
    }
}
