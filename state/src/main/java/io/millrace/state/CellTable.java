package io.millrace.state;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * What tables of all kinds of keys share: fixed-size cells in an {@link Arena}, found through an index.
 *
 * <p>Refs are refs of <em>values</em>; a value stays where it is until its key is removed. Read and write it in
 * {@link #buffer(long)} at {@link #offset(long)}, calling {@link Arena#beforeWrite(long)} before a store.
 *
 * <p>Iteration is in the order of the slab: keys in the order of their creation, except that a new key takes the place
 * of the one removed last. That order is the same after a restore.
 *
 * <p>A table with a time to live reads no clock: callers {@link #touch} values with the time they go by, ask
 * {@link #live} before they use a value, and call {@link #sweep} now and then. Whatever happens depends on these times
 * only. <b>Not thread-safe: one thread uses an arena.</b>
 */
public abstract sealed class CellTable permits LongTable, RecordTable {
    static final int KEY_OFFSET = CellSlab.CELL_HEADER_BYTES;

    final Arena arena;
    final TableSpec spec;
    final HashIndex index;
    final CellSlab slab;
    private final int valueOffset;
    private boolean created;
    private RemovalHook removalHook;

    CellTable(
            final Arena arena, final TableSpec spec, final String kind, final int keyBytes, final long keyFingerprint) {
        this.arena = arena;
        this.spec = spec;
        valueOffset = KEY_OFFSET + keyBytes;
        final int cellBytes = valueOffset + spec.valueBytes();
        if (cellBytes > CellSlab.MAX_CELL_BYTES) {
            throw new StateException(
                    "Table '" + spec.id() + "': a key of " + keyBytes + " and a value of " + spec.valueBytes()
                            + " bytes are too large, at most " + (CellSlab.MAX_CELL_BYTES - KEY_OFFSET) + " fit");
        }
        final long fingerprint = KeyHash.chain(KeyHash.chain(keyFingerprint, keyBytes), spec.fingerprint());
        final long root = arena.root(spec.id(), kind, KeyHash.chain(fingerprint, cellBytes), CellSlab.ROOT_BYTES);
        slab = new CellSlab(arena, root, cellBytes);
        index = new HashIndex(arena, this::hashOfCell, Math.max(spec.expectedKeys(), slab.liveCount()));
        for (long cell = slab.first(); cell != 0; cell = slab.next(cell)) {
            index.insert(hashOfCell(cell), cell);
        }
    }

    /** The hash of the key in a cell. Called by the constructor, too. */
    abstract long hashOfCell(long cell);

    /** Is called before a cell is freed, while its key can still be read. */
    void beforeFree(final long cell) {
        // Most tables keep nothing beside the index.
    }

    /** Is told of every value before it is removed, whatever the cause, so that what hangs off it can be freed. */
    interface RemovalHook {
        void beforeRemoval(long value);
    }

    final void removalHook(final RemovalHook hook) {
        removalHook = hook;
    }

    /** A new cell, whose key the caller writes at once, and then calls {@link #added}. */
    final long newCell() {
        if (slab.liveCount() >= spec.maxKeys()) {
            throw new StateLimitException("Table '" + spec.id() + "' has reached its limit of " + spec.maxKeys()
                    + " keys: raise it, by StateOptions.withMaxKeys(..), or let keys expire, by withTtlNs(..)");
        }
        return slab.allocate();
    }

    final long added(final long hash, final long cell) {
        created = false;
        try {
            index.insert(hash, cell);
            created = true;
        } finally {
            if (!created) {
                slab.free(cell);
            }
        }
        return cell + valueOffset;
    }

    final long found(final long value) {
        created = false;
        return value;
    }

    /**
     * Whether the last {@code getOrCreate} added its key.
     *
     * @return true if the key was new.
     */
    public final boolean wasCreated() {
        return created;
    }

    /**
     * Removes the key whose value is given.
     *
     * @param value ref of a value of this table, which is invalid afterwards.
     */
    public final void removeCell(final long value) {
        if (removalHook != null) {
            removalHook.beforeRemoval(value);
        }
        final long cell = value - valueOffset;
        beforeFree(cell);
        index.remove(hashOfCell(cell), cell);
        slab.free(cell);
    }

    /**
     * Starts an iteration: {@code for (long v = t.first(); v != 0; v = t.next(v))}.
     *
     * @return ref of the first value, or 0 if the table is empty.
     */
    public final long first() {
        return valueOf(slab.first());
    }

    /**
     * Goes on with an iteration. The value given may have been removed since; keys added meanwhile may or may not come.
     *
     * @param value ref of the value before.
     * @return ref of the next value, or 0 at the end.
     */
    public final long next(final long value) {
        return valueOf(slab.next(value - valueOffset));
    }

    private long valueOf(final long cell) {
        return cell == 0 ? 0 : cell + valueOffset;
    }

    /**
     * Gives a value its full time to live again.
     *
     * @param value ref of a value of this table.
     * @param nowNs the time to go by, in ns; it expires at {@code nowNs} + time to live, rounded up to 8 ns.
     * @throws IllegalStateException if the table was declared without a time to live.
     */
    public final void touch(final long value, final long nowNs) {
        if (spec.ttlNs() == 0) {
            throw new IllegalStateException("table '" + spec.id() + "' was declared without a time to live");
        }
        slab.expireAt(value - valueOffset, nowNs, spec.ttlNs());
    }

    /**
     * Tells whether a value's time to live is over. A value that was never touched does not expire.
     *
     * @param value ref of a value of this table.
     * @param nowNs the time to go by, in ns.
     * @return true if it expired at that time or before.
     */
    public final boolean isExpired(final long value, final long nowNs) {
        return slab.isExpired(value - valueOffset, nowNs);
    }

    /**
     * Removes a value if it has expired: to be asked for every value that is found, so that what is seen does not
     * depend on how far sweeping has come.
     *
     * @param value ref of a value of this table, or 0.
     * @param nowNs the time to go by, in ns.
     * @return the value, or 0 if it has expired, or if it was 0.
     */
    public final long live(final long value, final long nowNs) {
        if (value == 0 || !isExpired(value, nowNs)) {
            return value;
        }
        removeCell(value);
        return 0;
    }

    /**
     * Looks at the next few cells, round and round the table, and removes those that have expired.
     *
     * @param nowNs the time to go by, in ns.
     * @param maxCells how many cells to look at, at most.
     * @return how many keys were removed.
     */
    public final int sweep(final long nowNs, final int maxCells) {
        int removed = 0;
        long cell = slab.sweepCell();
        for (int i = 0; i < maxCells && cell != 0; i++) {
            if (slab.isLive(cell) && slab.isExpired(cell, nowNs)) {
                removeCell(cell + valueOffset);
                removed++;
            }
            cell = slab.sweptAfter(cell);
        }
        slab.sweepCell(cell);
        return removed;
    }

    /**
     * The buffer in which a value lies.
     *
     * @param value ref of a value.
     * @return the buffer.
     */
    public final UnsafeBuffer buffer(final long value) {
        return arena.buffer(value);
    }

    /**
     * Where a value lies in its buffer.
     *
     * @param value ref of a value.
     * @return offset in bytes.
     */
    public final int offset(final long value) {
        return arena.offset(value);
    }

    /**
     * How many keys there are, expired ones that were not removed yet included.
     *
     * @return the number of keys.
     */
    public final long size() {
        return slab.liveCount();
    }

    /**
     * How many keys fit before the index grows.
     *
     * @return a number of keys.
     */
    public final long capacity() {
        return index.room();
    }

    /**
     * Memory of the cells: whole segments, free cells included.
     *
     * @return bytes.
     */
    public final long cellBytes() {
        return slab.segmentBytes();
    }

    /**
     * Memory of the index, a level that it grows into or out of included.
     *
     * @return bytes.
     */
    public final long indexBytes() {
        return index.bytes();
    }

    /**
     * What the table was declared as.
     *
     * @return the declaration.
     */
    public final TableSpec spec() {
        return spec;
    }

    /**
     * The arena in which the table lives.
     *
     * @return the arena.
     */
    public final Arena arena() {
        return arena;
    }
}
