package io.millrace.state;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A table from a {@code long} key, any of them, to a cell of fixed size in an {@link Arena}.
 *
 * <p>Refs returned are refs of <em>values</em>; a value stays where it is until its key is removed. Read and write it
 * in {@link #buffer(long)} at {@link #offset(long)}, calling {@link Arena#beforeWrite(long)} before a store.
 *
 * <p>Iteration is in the order of the slab: keys in the order of their creation, except that a new key takes the place
 * of the one removed last. That order is the same after a restore. <b>Not thread-safe: one thread uses an arena.</b>
 */
public final class LongTable {
    private static final int KEY_OFFSET = CellSlab.CELL_HEADER_BYTES;
    private static final int VALUE_OFFSET = KEY_OFFSET + Long.BYTES;

    private final Arena arena;
    private final TableSpec spec;
    private final CellSlab slab;
    private final HashIndex index;
    private boolean created;

    /**
     * Opens a table: an empty one, or what a restored arena holds under the id.
     *
     * @param arena where the cells live.
     * @param spec  what the table is.
     * @throws StateMismatchException if the id is taken, or the arena was restored with another table under it.
     * @throws StateException         if a cell does not fit into a segment.
     */
    public LongTable(final Arena arena, final TableSpec spec) {
        this.arena = arena;
        this.spec = spec;
        final int cellBytes = VALUE_OFFSET + spec.valueBytes();
        if (cellBytes > CellSlab.MAX_CELL_BYTES) {
            throw new StateException("Table '" + spec.id() + "': a value of " + spec.valueBytes()
                    + " bytes is too large, at" + " most " + (CellSlab.MAX_CELL_BYTES - VALUE_OFFSET) + " fit");
        }
        final long fingerprint = KeyHash.chain(spec.fingerprint(), cellBytes);
        slab = new CellSlab(arena, arena.root(spec.id(), "long-table", fingerprint, CellSlab.ROOT_BYTES), cellBytes);
        index = new HashIndex(arena, this::hashOfCell, Math.max(spec.expectedKeys(), slab.liveCount()));
        for (long cell = slab.first(); cell != 0; cell = slab.next(cell)) {
            index.insert(hashOfCell(cell), cell);
        }
    }

    private long hashOfCell(final long cell) {
        return KeyHash.of(arena.getLong(cell + KEY_OFFSET));
    }

    /**
     * Finds a key.
     *
     * @param key any long.
     * @return ref of its value, or 0.
     */
    public long get(final long key) {
        final long hash = KeyHash.of(key);
        final long cell = index.find(hash);
        if (cell == 0) {
            return 0;
        }
        return arena.getLong(cell + KEY_OFFSET) == key ? cell + VALUE_OFFSET : getNext(key, hash, cell);
    }

    /** Two keys of equal tags in one run: once in some millions. */
    private long getNext(final long key, final long hash, final long after) {
        long cell = after;
        do {
            cell = index.findAfter(hash, cell);
            if (cell == 0) {
                return 0;
            }
        } while (arena.getLong(cell + KEY_OFFSET) != key);
        return cell + VALUE_OFFSET;
    }

    /**
     * Finds a key, or adds it with a value of zeros; {@link #wasCreated()} tells which.
     *
     * @param key any long.
     * @return ref of its value.
     * @throws StateLimitException if the key is new and the table or the arena is full; nothing has changed then.
     */
    public long getOrCreate(final long key) {
        final long value = get(key);
        if (value != 0) {
            created = false;
            return value;
        }
        return create(key);
    }

    private long create(final long key) {
        if (slab.liveCount() >= spec.maxKeys()) {
            throw new StateLimitException("Table '" + spec.id() + "' has reached its limit of " + spec.maxKeys()
                    + " keys: raise the limit, or let keys expire");
        }
        final long cell = slab.allocate();
        arena.putLong(cell + KEY_OFFSET, key);
        index.insert(KeyHash.of(key), cell);
        created = true;
        return cell + VALUE_OFFSET;
    }

    /**
     * Whether the last {@link #getOrCreate(long)} added its key.
     *
     * @return true if the key was new.
     */
    public boolean wasCreated() {
        return created;
    }

    /**
     * Removes a key.
     *
     * @param key any long.
     * @return false if it was not there.
     */
    public boolean remove(final long key) {
        final long value = get(key);
        if (value == 0) {
            return false;
        }
        removeCell(value);
        return true;
    }

    /**
     * Removes the key whose value is given.
     *
     * @param value ref of a value of this table, which is invalid afterwards.
     */
    public void removeCell(final long value) {
        final long cell = value - VALUE_OFFSET;
        index.remove(hashOfCell(cell), cell);
        slab.free(cell);
    }

    /**
     * The key of a value.
     *
     * @param value ref of a value of this table.
     * @return its key.
     */
    public long keyAt(final long value) {
        return arena.getLong(value - VALUE_OFFSET + KEY_OFFSET);
    }

    /**
     * Starts an iteration: {@code for (long v = t.first(); v != 0; v = t.next(v))}.
     *
     * @return ref of the first value, or 0 if the table is empty.
     */
    public long first() {
        final long cell = slab.first();
        return cell == 0 ? 0 : cell + VALUE_OFFSET;
    }

    /**
     * Goes on with an iteration. The value given may have been removed since; keys added meanwhile may or may not come.
     *
     * @param value ref of the value before.
     * @return ref of the next value, or 0 at the end.
     */
    public long next(final long value) {
        final long cell = slab.next(value - VALUE_OFFSET);
        return cell == 0 ? 0 : cell + VALUE_OFFSET;
    }

    /**
     * The buffer in which a value lies.
     *
     * @param value ref of a value.
     * @return the buffer.
     */
    public UnsafeBuffer buffer(final long value) {
        return arena.buffer(value);
    }

    /**
     * Where a value lies in its buffer.
     *
     * @param value ref of a value.
     * @return offset in bytes.
     */
    public int offset(final long value) {
        return arena.offset(value);
    }

    /**
     * How many keys there are.
     *
     * @return the number of keys.
     */
    public long size() {
        return slab.liveCount();
    }

    /**
     * How many keys fit before the index grows.
     *
     * @return a number of keys.
     */
    public long capacity() {
        return index.room();
    }

    /**
     * Memory of the cells: whole segments, free cells included.
     *
     * @return bytes.
     */
    public long cellBytes() {
        return slab.segmentBytes();
    }

    /** The index, for tests of its bounds. */
    HashIndex index() {
        return index;
    }
}
