package io.millrace.engine;

import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.graph.GraphException;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.join.DeletionPredicate;
import io.millrace.windowing.join.LookupSpec;
import java.time.Duration;

/**
 * A lookup in reference data that changes over time, while it is declared: every event with the entry of its key, at
 * once. Unless said otherwise it is the entry that arrived last.
 *
 * <p><b>Immutable; not to be used by several threads at a time.</b>
 *
 * @param <L> the event.
 * @param <R> the entry.
 */
public final class LookupStreams<L, R> {
    private final JoinInputs<L, R> inputs;
    private final LookupSpec spec;
    private final long maxEntries;

    LookupStreams(final JoinInputs<L, R> inputs, final LookupSpec spec, final long maxEntries) {
        this.inputs = inputs;
        this.spec = spec;
        this.maxEntries = maxEntries;
    }

    /**
     * Looks up the entry with the largest time at or before the event's, of those that have arrived. An event or an
     * entry that is behind the watermark by the history or more is late; such an entry is kept if it is newer than the
     * one retained.
     *
     * @param historyNs how far back versions of entries are kept, behind the watermark, in nanoseconds.
     * @return the lookup, by event time.
     * @throws IllegalArgumentException if the history is negative.
     */
    public LookupStreams<L, R> asOfEventTimeNs(final long historyNs) {
        if (historyNs < 0) {
            throw new IllegalArgumentException("history must not be negative: " + historyNs + " ns");
        }
        return new LookupStreams<>(inputs, new LookupSpec(historyNs, spec.deletion()), maxEntries);
    }

    /**
     * Looks up the entry with the largest time at or before the event's, of those that have arrived.
     *
     * @param history how far back versions of entries are kept, behind the watermark.
     * @return the lookup, by event time.
     * @throws IllegalArgumentException if the history is negative.
     */
    public LookupStreams<L, R> asOfEventTime(final Duration history) {
        return asOfEventTimeNs(history.toNanos());
    }

    /**
     * Says which records of the reference data take an entry away.
     *
     * @param deletion accepts them.
     * @return the lookup, with deletions.
     */
    public LookupStreams<L, R> deletedIf(final DeletionPredicate<? super R> deletion) {
        return new LookupStreams<>(inputs, new LookupSpec(spec.historyNs(), deletion), maxEntries);
    }

    /**
     * Limits the versions of entries that are kept. At the limit the {@linkplain io.millrace.engine.graph.ErrorPolicy
     * policy} of the left stream decides: the run stops with an error that says so, or the entry is left out and
     * counted.
     *
     * @param limit the most versions of all entries, 1 or more.
     * @return the lookup, with a limit.
     * @throws IllegalArgumentException if it is not positive.
     */
    public LookupStreams<L, R> maxEntries(final long limit) {
        return new LookupStreams<>(inputs, spec, JoinInputs.checkedLimit(limit));
    }

    /**
     * Declares the operator.
     *
     * @param name the operator's name.
     * @param out type of the records made.
     * @param function writes one for each event; the entry is {@code null} where there is none.
     * @param <O> the record, as read behind this.
     * @param <F> the flyweight written.
     * @return the results, in the order of arrival, and what was late.
     * @throws GraphException if the keys or the pipelines differ, or the name is taken.
     */
    public <O, F extends Flyweight> Joined<O, L, R> join(
            final String name,
            final RecordType<O, F> out,
            final JoinFunction<? super L, ? super R, ? super F> function) {
        return inputs.declare(name, spec, maxEntries, out, function);
    }
}
