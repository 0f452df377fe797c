package io.millrace.engine;

import io.millrace.engine.function.MatchFunction;
import io.millrace.engine.graph.GraphException;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.join.BroadcastSpec;
import io.millrace.windowing.join.DeletionPredicate;

/**
 * A join with a broadcast stream, such as one of rules, while it is declared: every event with every entry of a table.
 *
 * <p><b>Immutable; not to be used by several threads at a time.</b>
 *
 * @param <L> the event.
 * @param <R> the entry.
 */
public final class BroadcastStreams<L, R> {
    private final JoinInputs<L, R> inputs;
    private final BroadcastSpec spec;
    private final long maxEntries;

    BroadcastStreams(final JoinInputs<L, R> inputs, final BroadcastSpec spec, final long maxEntries) {
        this.inputs = inputs;
        this.spec = spec;
        this.maxEntries = maxEntries;
    }

    /**
     * Says which records of the broadcast stream take an entry away.
     *
     * @param deletion accepts them.
     * @return the join, with deletions.
     */
    public BroadcastStreams<L, R> deletedIf(final DeletionPredicate<? super R> deletion) {
        return new BroadcastStreams<>(inputs, new BroadcastSpec(deletion), maxEntries);
    }

    /**
     * Limits the entries. At the limit the {@linkplain io.millrace.engine.graph.ErrorPolicy policy} of the left stream
     * decides: the run stops with an error that says so, or the entry is left out and counted.
     *
     * @param limit the most entries, 1 or more, which {@link #join} checks.
     * @return the join, with a limit.
     */
    public BroadcastStreams<L, R> maxEntries(final long limit) {
        return new BroadcastStreams<>(inputs, spec, limit);
    }

    /**
     * Declares the operator.
     *
     * @param name the operator's name.
     * @param out type of the records made.
     * @param function is called with each event and each entry, and says whether it has written a result.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the results, in the order of arrival of the events, then in that of the table: the order in which keys of
     *     entries came, where a new one takes the place of the one removed last.
     * @throws GraphException if the limit is not positive, the pipelines differ, or the name is taken.
     */
    public <O, F extends Flyweight> EventStream<O> join(
            final String name,
            final RecordType<O, F> out,
            final MatchFunction<? super L, ? super R, ? super F> function) {
        return inputs.declare(name, () -> spec, maxEntries, out, function).results();
    }
}
