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
    private final IntervalSpec spec;
    private final long maxBuffered;

    IntervalJoinedStreams(final JoinInputs<L, R> inputs, final IntervalSpec spec, final long maxBuffered) {
        this.inputs = inputs;
        this.spec = spec;
        this.maxBuffered = maxBuffered;
    }

    private IntervalJoinedStreams<L, R> with(final JoinKind kind, final long lowerNs, final long upperNs) {
        return new IntervalJoinedStreams<>(inputs, new IntervalSpec(kind, lowerNs, upperNs), maxBuffered);
    }

    /**
     * Leaves the lower bound itself out.
     *
     * @return the join.
     * @throws IllegalArgumentException if nothing is left between the bounds.
     */
    public IntervalJoinedStreams<L, R> lowerExclusive() {
        return with(spec.kind(), Math.addExact(spec.lowerNs(), 1), spec.upperNs());
    }

    /**
     * Leaves the upper bound itself out.
     *
     * @return the join.
     * @throws IllegalArgumentException if nothing is left between the bounds.
     */
    public IntervalJoinedStreams<L, R> upperExclusive() {
        return with(spec.kind(), spec.lowerNs(), Math.subtractExact(spec.upperNs(), 1));
    }

    /**
     * Left events without a partner have a result, too, as soon as none can come any more.
     *
     * @return the join, left outer.
     */
    public IntervalJoinedStreams<L, R> left() {
        return with(JoinKind.LEFT, spec.lowerNs(), spec.upperNs());
    }

    /**
     * Events of both sides without a partner have a result, too, as soon as none can come any more.
     *
     * @return the join, full outer.
     */
    public IntervalJoinedStreams<L, R> full() {
        return with(JoinKind.FULL, spec.lowerNs(), spec.upperNs());
    }

    /**
     * Limits the records buffered at a time, of both sides and all keys. At the limit the
     * {@linkplain io.millrace.engine.graph.ErrorPolicy policy} of the left stream decides: the run stops with an error
     * that says so, or the event is left out and counted.
     *
     * @param limit the most records, 1 or more.
     * @return the join, with a limit.
     * @throws IllegalArgumentException if it is not positive.
     */
    public IntervalJoinedStreams<L, R> maxBuffered(final long limit) {
        return new IntervalJoinedStreams<>(inputs, spec, JoinInputs.checkedLimit(limit));
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
     * @throws GraphException if the keys or the pipelines differ, or the name is taken.
     */
    public <O, F extends Flyweight> Joined<O, L, R> join(
            final String name,
            final RecordType<O, F> out,
            final JoinFunction<? super L, ? super R, ? super F> function) {
        return inputs.declare(name, spec, maxBuffered, out, function);
    }
}
