package io.millrace.engine;

import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.graph.GraphException;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.join.JoinKind;
import io.millrace.windowing.join.WindowJoinSpec;

/**
 * A window join, while it is declared: every pair of a left and a right event of one key that are in one window. Unless
 * said otherwise events without a partner have no result.
 *
 * <p><b>Immutable; not to be used by several threads at a time.</b>
 *
 * @param <L> the left event.
 * @param <R> the right event.
 */
public final class WindowJoinedStreams<L, R> {
    private final JoinInputs<L, R> inputs;
    private final WindowAssigner windows;
    private final JoinKind kind;
    private final long maxBuffered;

    WindowJoinedStreams(
            final JoinInputs<L, R> inputs, final WindowAssigner windows, final JoinKind kind, final long maxBuffered) {
        this.inputs = inputs;
        this.windows = windows;
        this.kind = kind;
        this.maxBuffered = maxBuffered;
    }

    /**
     * In a window without right events, the left ones have a result each, too.
     *
     * @return the join, left outer.
     */
    public WindowJoinedStreams<L, R> left() {
        return new WindowJoinedStreams<>(inputs, windows, JoinKind.LEFT, maxBuffered);
    }

    /**
     * In a window with events of one side only, these have a result each, too.
     *
     * @return the join, full outer.
     */
    public WindowJoinedStreams<L, R> full() {
        return new WindowJoinedStreams<>(inputs, windows, JoinKind.FULL, maxBuffered);
    }

    /**
     * Limits the records buffered at a time, of both sides and all keys. At the limit the
     * {@linkplain io.millrace.engine.graph.ErrorPolicy policy} of the left stream decides: the run stops with an error
     * that says so, or the event is left out and counted.
     *
     * @param limit the most records, 1 or more, which {@link #join} checks.
     * @return the join, with a limit.
     */
    public WindowJoinedStreams<L, R> maxBuffered(final long limit) {
        return new WindowJoinedStreams<>(inputs, windows, kind, limit);
    }

    /**
     * Declares the operator. Results come when a window closes, and have its end minus one for a time.
     *
     * @param name the operator's name.
     * @param out type of the records made.
     * @param function writes one for each pair; {@code null} stands for a partner that is not there.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the results, and the events that were late for all their windows.
     * @throws GraphException if the windows neither tumble nor slide nor are sessions of a fixed gap, the keys or the
     *     pipelines differ, or the name is taken.
     */
    public <O, F extends Flyweight> Joined<O, L, R> join(
            final String name,
            final RecordType<O, F> out,
            final JoinFunction<? super L, ? super R, ? super F> function) {
        return inputs.declare(name, () -> spec(name), maxBuffered, out, function);
    }

    private WindowJoinSpec spec(final String name) {
        return new WindowJoinSpec(kind, PipelineBuilder.required(name, "windows", windows));
    }
}
