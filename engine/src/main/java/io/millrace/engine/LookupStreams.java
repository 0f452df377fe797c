package io.millrace.engine;

import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.graph.GraphException;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.join.DeletionPredicate;
import io.millrace.windowing.join.LookupSpec;
import java.time.Duration;
import java.util.OptionalLong;

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
    private final OptionalLong historyNs;
    private final DeletionPredicate<? super R> deletion;
    private final long maxEntries;

    LookupStreams(final JoinInputs<L, R> inputs) {
        this(inputs, OptionalLong.empty(), null, Long.MAX_VALUE);
    }

    private LookupStreams(
            final JoinInputs<L, R> inputs,
            final OptionalLong historyNs,
            final DeletionPredicate<? super R> deletion,
            final long maxEntries) {
        this.inputs = inputs;
        this.historyNs = historyNs;
        this.deletion = deletion;
        this.maxEntries = maxEntries;
    }

    /**
     * Looks up the entry with the largest time at or before the event's, of those that have arrived. An event or an
     * entry that is behind the watermark by the history or more is late; such an entry is kept if it is newer than the
     * one retained.
     *
     * @param newHistoryNs how far back versions of entries are kept, behind the watermark, in nanoseconds; not
     *     negative, which {@link #join} checks.
     * @return the lookup, by event time.
     */
    public LookupStreams<L, R> asOfEventTimeNs(final long newHistoryNs) {
        return new LookupStreams<>(inputs, OptionalLong.of(newHistoryNs), deletion, maxEntries);
    }

    /**
     * Looks up the entry with the largest time at or before the event's, of those that have arrived.
     *
     * @param history how far back versions of entries are kept, behind the watermark; not negative, which {@link #join}
     *     checks.
     * @return the lookup, by event time.
     * @throws ArithmeticException if it exceeds some 292 years.
     */
    public LookupStreams<L, R> asOfEventTime(final Duration history) {
        return asOfEventTimeNs(history.toNanos());
    }

    /**
     * Says which records of the reference data take an entry away.
     *
     * @param newDeletion accepts them.
     * @return the lookup, with deletions.
     */
    public LookupStreams<L, R> deletedIf(final DeletionPredicate<? super R> newDeletion) {
        return new LookupStreams<>(inputs, historyNs, newDeletion, maxEntries);
    }

    /**
     * Limits the versions of entries that are kept. At the limit the {@linkplain io.millrace.engine.graph.ErrorPolicy
     * policy} of the left stream decides: the run stops with an error that says so, or the entry is left out and
     * counted.
     *
     * @param limit the most versions of all entries, 1 or more, which {@link #join} checks.
     * @return the lookup, with a limit.
     */
    public LookupStreams<L, R> maxEntries(final long limit) {
        return new LookupStreams<>(inputs, historyNs, deletion, limit);
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
     * @throws GraphException if the history is negative, the limit is not positive, the keys or the pipelines differ,
     *     or the name is taken.
     */
    public <O, F extends Flyweight> Joined<O, L, R> join(
            final String name,
            final RecordType<O, F> out,
            final JoinFunction<? super L, ? super R, ? super F> function) {
        return inputs.declare(name, this::spec, maxEntries, out, function);
    }

    private LookupSpec spec() {
        final long keptNs = historyNs.orElse(LookupSpec.LATEST);
        if (historyNs.isPresent() && keptNs < 0) {
            throw new IllegalArgumentException("history must not be negative: " + keptNs + " ns");
        }
        return new LookupSpec(keptNs, deletion);
    }
}
