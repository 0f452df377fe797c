package io.millrace.state;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A table from a record, all of its bytes, to a cell of fixed size in an {@link Arena}; see {@link CellTable} for what
 * it shares with other tables. Keys are equal if their bytes are: {@linkplain Flyweight#clear() clear} a key before
 * writing its fields. <b>Not thread-safe: one thread uses an arena.</b>
 */
public final class RecordTable extends CellTable {
    private final int keyBytes;

    /**
     * Opens a table: an empty one, or what a restored arena holds under the id.
     *
     * @param arena where the cells live.
     * @param spec what the table is.
     * @param keyType the record of the keys.
     * @throws StateMismatchException if the id is taken, or the arena was restored with another table under it.
     * @throws StateException if a cell does not fit into a segment.
     */
    public RecordTable(final Arena arena, final TableSpec spec, final RecordType<?, ?> keyType) {
        this(arena, spec, "record-table", keyType.sizeBytes(), keyType.layout().fingerprint());
    }

    RecordTable(
            final Arena arena, final TableSpec spec, final String kind, final int keyBytes, final long keyFingerprint) {
        super(arena, spec, kind, keyBytes, keyFingerprint);
        this.keyBytes = keyBytes;
    }

    @Override
    long hashOfCell(final long cell) {
        // The constructor of the class above calls this before keyBytes is set.
        final int bytes = slab.cellBytes() - KEY_OFFSET - spec.valueBytes();
        return KeyHash.of(null, arena.address(cell + KEY_OFFSET), bytes);
    }

    /**
     * Finds a key.
     *
     * @param key a flyweight over a record of the key type.
     * @return ref of its value, or 0.
     */
    public long get(final Flyweight key) {
        return get(key.buffer(), key.offset());
    }

    /**
     * Finds a key.
     *
     * @param key the buffer in which a record of the key type lies.
     * @param offset of its first byte.
     * @return ref of its value, or 0.
     */
    public long get(final UnsafeBuffer key, final int offset) {
        final long address = addressOf(key, offset);
        return find(key.byteArray(), address, KeyHash.of(key.byteArray(), address, keyBytes));
    }

    /** Where a key lies, on the heap or off it; its bounds are checked once, here. */
    private long addressOf(final UnsafeBuffer key, final int offset) {
        key.boundsCheck(offset, keyBytes);
        return key.addressOffset() + offset;
    }

    private long find(final Object base, final long address, final long hash) {
        long cell = index.find(hash);
        while (cell != 0 && !isKey(cell, base, address)) {
            cell = index.findAfter(hash, cell);
        }
        return cell == 0 ? 0 : cell + KEY_OFFSET + keyBytes;
    }

    private boolean isKey(final long cell, final Object base, final long address) {
        final long stored = arena.address(cell + KEY_OFFSET);
        for (int i = 0; i < keyBytes; i += Long.BYTES) {
            if (UnsafeApi.getLong(stored + i) != UnsafeApi.getLong(base, address + i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Finds a key, or adds it with a value of zeros; {@link #wasCreated()} tells which.
     *
     * @param key a flyweight over a record of the key type.
     * @return ref of its value.
     * @throws StateLimitException if the key is new and the table or the arena is full; nothing has changed then.
     */
    public long getOrCreate(final Flyweight key) {
        return getOrCreate(key.buffer(), key.offset());
    }

    /**
     * Finds a key, or adds it with a value of zeros; {@link #wasCreated()} tells which.
     *
     * @param key the buffer in which a record of the key type lies.
     * @param offset of its first byte.
     * @return ref of its value.
     * @throws StateLimitException if the key is new and the table or the arena is full; nothing has changed then.
     */
    public long getOrCreate(final UnsafeBuffer key, final int offset) {
        final long address = addressOf(key, offset);
        final long hash = KeyHash.of(key.byteArray(), address, keyBytes);
        final long value = find(key.byteArray(), address, hash);
        return value != 0 ? found(value) : create(key, offset, hash);
    }

    private long create(final UnsafeBuffer key, final int offset, final long hash) {
        final long cell = newCell();
        arena.buffer(cell).putBytes(arena.offset(cell) + KEY_OFFSET, key, offset, keyBytes);
        return added(hash, cell);
    }

    /**
     * Removes a key.
     *
     * @param key a flyweight over a record of the key type.
     * @return false if it was not there.
     */
    public boolean remove(final Flyweight key) {
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
     * @return ref of the first byte of its key, not to be written to.
     */
    public long keyRef(final long value) {
        return value - keyBytes;
    }
}
