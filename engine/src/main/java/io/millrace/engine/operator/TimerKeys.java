package io.millrace.engine.operator;

import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.KeyedStates;
import io.millrace.state.RecordTable;
import io.millrace.state.TableSpec;
import org.agrona.UnsafeApi;

/**
 * The keys that have pending timers. A key that is a number stands for itself; one that is a record gets a number when
 * it gets its first timer, and is forgotten with its last.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class TimerKeys {
    private static final int NUMBER = 0;
    private static final int PENDING = 8;
    private static final int VALUE_BYTES = 16;

    private final Arena arena;
    private final EventKey key;
    private final KeyText texts;
    private final RecordTable records;
    private final long root;

    /**
     * Opens the keys of an operator, with what a restored arena holds.
     *
     * @param arena where they live.
     * @param id stable id, unique in the arena.
     * @param type type of the keys; {@code null} where they are numbers.
     * @param key the key of the event at hand.
     * @param texts how keys that are numbers are called.
     */
    public TimerKeys(
            final Arena arena, final String id, final RecordType<?, ?> type, final EventKey key, final KeyText texts) {
        this.arena = arena;
        this.key = key;
        this.texts = texts;
        records = type == null ? null : new RecordTable(arena, TableSpec.of(id, VALUE_BYTES), type);
        root = type == null ? 0 : arena.root(id + "-count", "count", 0, Long.BYTES);
    }

    /**
     * Counts a timer for the key at hand.
     *
     * @return what stands for the key among timers: {@link #numberOf} tells its number; 0 where keys are numbers.
     */
    public long retain() {
        if (records == null) {
            return 0;
        }
        final long owner = records.getOrCreate(key.record());
        arena.beforeWrite(owner);
        final long address = arena.address(owner);
        if (records.wasCreated()) {
            final long number = arena.getLong(root);
            arena.beforeWrite(root);
            arena.putLong(root, number + 1);
            UnsafeApi.putLong(address + NUMBER, number);
        }
        UnsafeApi.putLong(address + PENDING, UnsafeApi.getLong(address + PENDING) + 1);
        return owner;
    }

    /**
     * The number of a key, by which timers of one time are ordered.
     *
     * @param owner what {@link #retain} returned.
     * @return the number.
     */
    public long numberOf(final long owner) {
        return owner == 0 ? key.number() : arena.getLong(owner + NUMBER);
    }

    /**
     * What stands for the key at hand, if it has timers.
     *
     * @return as {@link #retain}; 0 if it has none.
     */
    public long find() {
        return records == null ? 0 : records.get(key.record());
    }

    /**
     * The key at hand, for messages.
     *
     * @return the number or the symbol it stands for, or the record as it prints itself.
     */
    public String text() {
        return records == null ? texts.of(key.number()) : key.record().toString();
    }

    /**
     * Whether keys are records.
     *
     * @return {@code true} if so.
     */
    public boolean areRecords() {
        return records != null;
    }

    /**
     * A timer is no longer pending.
     *
     * @param owner what {@link #retain} returned.
     */
    public void release(final long owner) {
        if (owner == 0) {
            return;
        }
        final long pending = arena.getLong(owner + PENDING) - 1;
        arena.beforeWrite(owner);
        arena.putLong(owner + PENDING, pending);
        if (pending == 0) {
            records.removeCell(owner);
        }
    }

    /**
     * Moves state to the key of a timer.
     *
     * @param number the key's number.
     * @param owner what {@link #retain} returned.
     * @param states the state.
     * @param nowNs processing time.
     */
    public void moveTo(final long number, final long owner, final KeyedStates states, final long nowNs) {
        if (owner == 0) {
            key.moveTo(number, states, nowNs);
        } else {
            final long ref = records.keyRef(owner);
            key.moveTo(arena.buffer(ref), arena.offset(ref), states, nowNs);
        }
    }
}
