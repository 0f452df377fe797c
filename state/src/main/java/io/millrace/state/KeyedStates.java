package io.millrace.state;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of one keyed operator. They are opened when the pipeline is built; then, for every event, the operator's
 * key is set first, and all states show what they keep for it. <b>Not thread-safe: used by one operator.</b>
 */
public final class KeyedStates {
    private final Arena arena;
    private final String operatorId;
    private final CurrentKey key;
    private final List<CellTable> expiring = new ArrayList<>();

    KeyedStates(final Arena arena, final String operatorId, final RecordType<?, ?> keyType) {
        this.arena = arena;
        this.operatorId = operatorId;
        key = new CurrentKey(keyType);
    }

    /**
     * Sets the key of the event that comes now, where keys are longs.
     *
     * @param number the key.
     * @param nowNs the time to go by for times to live, in ns.
     */
    public void key(final long number, final long nowNs) {
        if (!key.isLong()) {
            throw new IllegalArgumentException("the keys of operator '" + operatorId + "' are records, not longs");
        }
        key.number = number;
        key.nowNs = nowNs;
    }

    /**
     * Sets the key of the event that comes now, where keys are records.
     *
     * @param record a flyweight over the key, which must stay as it is until the next call.
     * @param nowNs the time to go by for times to live, in ns.
     */
    public void key(final Flyweight record, final long nowNs) {
        if (key.isLong() || record.sizeBytes() != key.bytes()) {
            throw new IllegalArgumentException(
                    "a " + record.type().name() + " is no key of operator '" + operatorId + "'");
        }
        key.buffer = record.buffer();
        key.offset = record.offset();
        key.nowNs = nowNs;
    }

    /** Lets all states be read and written, which they are unless told otherwise. */
    public void allowAll() {
        key.refusesReads = null;
        key.refusesWrites = null;
    }

    /**
     * Lets all states be read only, until told otherwise.
     *
     * @param why says, to whoever writes, why that must not be.
     */
    public void allowReading(final String why) {
        key.refusesReads = null;
        key.refusesWrites = why;
    }

    /**
     * Lets no state be used, until told otherwise: there is no key.
     *
     * @param why says so to whoever tries.
     */
    public void refuseAll(final String why) {
        key.refusesReads = why;
        key.refusesWrites = why;
    }

    /**
     * Looks at a few more keys of every state with a time to live, and removes those that have expired by the time
     * given with the key set last.
     *
     * @param maxCells how many keys to look at in each state, at most.
     * @return how many were removed.
     */
    public int sweep(final int maxCells) {
        int removed = 0;
        for (int i = 0; i < expiring.size(); i++) {
            removed += expiring.get(i).sweep(key.nowNs, maxCells);
        }
        return removed;
    }

    /**
     * Opens a state of one record a key.
     *
     * @param <T> the interface through which it is read.
     * @param <F> the flyweight through which it is written.
     * @param spec what was declared.
     * @return the state, with what a restored arena holds under its id.
     * @throws StateMismatchException if the id is taken, or the arena was restored with something else under it.
     */
    public <T, F extends Flyweight> ValueState<T, F> open(final StateSpec.Value<T, F> spec) {
        return new ValueState<>(cells(spec), new RecordView<>(arena, spec.type()));
    }

    /**
     * Opens a state of the last few records a key.
     *
     * @param <T> the interface through which they are read.
     * @param <F> the flyweight through which they are written.
     * @param spec what was declared.
     * @return the state, with what a restored arena holds under its id.
     * @throws StateMismatchException if the id is taken, or the arena was restored with something else under it.
     * @throws StateException if it keeps more records than one cell can hold the chunks of.
     */
    public <T, F extends Flyweight> ListState<T, F> open(final StateSpec.ListOf<T, F> spec) {
        final ListState<T, F> state = new ListState<>(arena, fullId(spec), spec, key);
        addExpiring(state.table());
        return state;
    }

    /**
     * Opens a state of records by keys of their own, a key.
     *
     * @param <T> the interface through which they are read.
     * @param <F> the flyweight through which they are written.
     * @param spec what was declared.
     * @return the state, with what a restored arena holds under its id.
     * @throws StateMismatchException if the id is taken, or the arena was restored with something else under it.
     */
    public <T, F extends Flyweight> MapState<T, F> open(final StateSpec.MapOf<T, F> spec) {
        final MapState<T, F> state = new MapState<>(arena, fullId(spec), spec, key);
        addExpiring(state.table());
        return state;
    }

    /**
     * Opens a state of one record a key, into which others are reduced.
     *
     * @param <T> the interface through which it is read.
     * @param <F> the flyweight through which it is written.
     * @param spec what was declared.
     * @return the state, with what a restored arena holds under its id.
     * @throws StateMismatchException if the id is taken, or the arena was restored with something else under it.
     */
    public <T, F extends Flyweight> ReducingState<T, F> open(final StateSpec.Reducing<T, F> spec) {
        return new ReducingState<>(cells(spec), new RecordView<>(arena, spec.type()), spec.reducer());
    }

    /**
     * Opens a state of one accumulator a key, to which inputs are added.
     *
     * @param <I> the inputs.
     * @param <T> the interface through which the accumulator is read.
     * @param <A> the flyweight through which it is written.
     * @param spec what was declared.
     * @return the state, with what a restored arena holds under its id.
     * @throws StateMismatchException if the id is taken, or the arena was restored with something else under it.
     */
    public <I, T, A extends Flyweight> AggregatingState<I, T, A> open(final StateSpec.Aggregating<I, T, A> spec) {
        return new AggregatingState<>(cells(spec), new RecordView<>(arena, spec.type()), spec.function());
    }

    /**
     * Opens the operator's timers.
     *
     * @param id stable id, unique among the states of the operator.
     * @param maxTimers the most timers that may be pending.
     * @return the timers, with what a restored arena holds under the id.
     * @throws StateMismatchException if the id is taken, or the arena was restored with something else under it.
     */
    public TimerQueue openTimers(final String id, final int maxTimers) {
        return new TimerQueue(arena, operatorId + "/" + id, maxTimers);
    }

    private KeyedCells cells(final StateSpec spec) {
        final StateOptions options = spec.options();
        final TableSpec table = TableSpec.ofRecord(fullId(spec), spec.type())
                .withMaxKeys(options.maxKeys())
                .withExpectedKeys(options.expectedKeys())
                .withTtlNs(options.ttlNs());
        final KeyedCells cells = KeyedCells.open(arena, table, spec.kind().word(), key);
        addExpiring(cells.table());
        return cells;
    }

    private void addExpiring(final CellTable table) {
        if (table.spec().ttlNs() != 0) {
            expiring.add(table);
        }
    }

    private String fullId(final StateSpec spec) {
        return operatorId + "/" + spec.id();
    }
}
