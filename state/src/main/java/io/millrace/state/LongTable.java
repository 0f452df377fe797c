package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * A table from a {@code long} key, any of them, to a cell of fixed size in an {@link Arena}; see {@link CellTable} for
 * what it shares with other tables. <b>Not thread-safe: one thread uses an arena.</b>
 */
public final class LongTable extends CellTable {
    private static final int DIRECT_KEYS = 1 << 12;

    private static final int VALUE_OFFSET = KEY_OFFSET + Long.BYTES;

    /**
     * Refs of the values of keys below {@link #DIRECT_KEYS}; 0 for none. Derived, as the index is; null when the arena
     * has been closed.
     */
    private long[] direct = new long[DIRECT_KEYS];

    /**
     * Opens a table: an empty one, or what a restored arena holds under the id.
     *
     * @param arena where the cells live.
     * @param spec what the table is.
     * @throws StateMismatchException if the id is taken, or the arena was restored with another table under it.
     * @throws StateException if a cell does not fit into a segment.
     */
    public LongTable(final Arena arena, final TableSpec spec) {
        this(arena, spec, "long-table");
    }

    LongTable(final Arena arena, final TableSpec spec, final String kind) {
        super(arena, spec, kind, Long.BYTES, 0);
        for (long value = first(); value != 0; value = next(value)) {
            setDirect(keyAt(value), value);
        }
        arena.onClose(() -> direct = null);
    }

    /** Small keys, such as ids of symbols, are found by themselves: no hash, no probing, no comparison. */
    private void setDirect(final long key, final long value) {
        if (isDirect(key)) {
            direct[(int) key] = value;
        }
    }

    private static boolean isDirect(final long key) {
        return (key & -DIRECT_KEYS) == 0;
    }

    @Override
    void beforeFree(final long cell) {
        setDirect(arena.getLong(cell + KEY_OFFSET), 0);
    }

    @Override
    long hashOfCell(final long cell) {
        return KeyHash.of(arena.getLong(cell + KEY_OFFSET));
    }

    /**
     * Finds a key.
     *
     * @param key any long.
     * @return ref of its value, or 0.
     */
    public long get(final long key) {
        return isDirect(key) ? direct[(int) key] : getHashed(key);
    }

    private long getHashed(final long key) {
        final long hash = KeyHash.of(key);
        final long cell = index.find(hash);
        if (cell == 0) {
            return 0;
        }
        // By way of the value's address: callers need it next, and the compiler then computes it once.
        final long value = cell + VALUE_OFFSET;
        return keyAtAddress(arena.address(value)) == key ? value : getNext(key, hash, cell);
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
        return value != 0 ? found(value) : create(key);
    }

    private long create(final long key) {
        final long cell = newCell();
        arena.putLong(cell + KEY_OFFSET, key);
        final long value = added(KeyHash.of(key), cell);
        setDirect(key, value);
        return value;
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
     * The key of a value.
     *
     * @param value ref of a value of this table.
     * @return its key.
     */
    public long keyAt(final long value) {
        return arena.getLong(value - Long.BYTES);
    }

    /**
     * The key of a value, for hot paths that know its {@linkplain Arena#address(long) address}: nothing is checked.
     *
     * @param valueAddress address of a value of such a table.
     * @return its key.
     */
    public static long keyAtAddress(final long valueAddress) {
        return UnsafeApi.getLong(valueAddress - VALUE_OFFSET + KEY_OFFSET);
    }
}
