package io.millrace.state;

import io.millrace.record.Flyweight;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Records by keys of their own, for the current key. Entries are iterated in the order in which they were added.
 * Records handed out are views, valid until the next call or the next event. <b>Not thread-safe: used by the operator
 * that declared it.</b>
 *
 * <pre>
 *   value of a key: 0 first entry 8 | 8 last entry 8 | 16 entries 8
 *   an entry:       key and map key to: 0 entry before 8 | 8 entry after 8 | 16 record
 * </pre>
 *
 * @param <T> the interface through which they are read.
 * @param <F> the flyweight through which they are written.
 */
public final class MapState<T, F extends Flyweight> {
    private static final int FIRST = 0;
    private static final int LAST = 8;
    private static final int COUNT = 16;
    private static final int HEAD_BYTES = 24;
    private static final int BEFORE = 0;
    private static final int AFTER = 8;
    private static final int RECORD = 16;

    private final Arena arena;
    private final CurrentKey key;
    private final KeyedCells heads;
    private final RecordTable entries;
    private final RecordView<T, F> view;
    private final boolean longMapKeys;
    private final int mapKeyBytes;
    private final UnsafeBuffer fullKey;

    MapState(final Arena arena, final String id, final StateSpec.MapOf<T, F> spec, final CurrentKey key) {
        this.arena = arena;
        this.key = key;
        longMapKeys = spec.mapKeyType() == null;
        mapKeyBytes = longMapKeys ? Long.BYTES : spec.mapKeyType().sizeBytes();
        final StateOptions options = spec.options();
        final long type = spec.type().layout().fingerprint();
        final TableSpec headSpec =
                new TableSpec(id, HEAD_BYTES, type, options.maxKeys(), options.expectedKeys(), options.ttlNs());
        heads = KeyedCells.open(arena, headSpec, spec.kind().word(), key);
        heads.table().removalHook(this::removeEntries);
        final long mapKeys = longMapKeys ? 0 : spec.mapKeyType().layout().fingerprint();
        final TableSpec entrySpec = new TableSpec(
                id + "/entries", RECORD + spec.type().sizeBytes(), type, spec.maxEntries(), options.expectedKeys(), 0);
        final int keyBytes = key.bytes() + mapKeyBytes;
        final long keys = KeyHash.chain(key.fingerprint(), mapKeys);
        entries = new RecordTable(arena, entrySpec, "map-entries", keyBytes, keys);
        view = new RecordView<>(arena, spec.type());
        fullKey = new UnsafeBuffer(new byte[keyBytes]);
    }

    private void removeEntries(final long head) {
        long entry = arena.getLong(head + FIRST);
        while (entry != 0) {
            final long after = arena.getLong(entry + AFTER);
            entries.removeCell(entry);
            entry = after;
        }
    }

    /**
     * Reads the record of a map key.
     *
     * @param mapKey the map key, where they are longs.
     * @return the record, or null if there is none.
     */
    public T get(final long mapKey) {
        return read(find(mapKey));
    }

    /**
     * Reads the record of a map key.
     *
     * @param mapKey a flyweight over the map key, where they are records.
     * @return the record, or null if there is none.
     */
    public T get(final Flyweight mapKey) {
        return read(find(mapKey));
    }

    private T read(final long entry) {
        return entry == 0 ? null : view.read(entry + RECORD);
    }

    private long find(final long mapKey) {
        return heads.find() == 0 ? 0 : entries.get(fullKey(mapKey), 0);
    }

    private long find(final Flyweight mapKey) {
        return heads.find() == 0 ? 0 : entries.get(fullKey(mapKey), 0);
    }

    private UnsafeBuffer fullKey(final long mapKey) {
        if (!longMapKeys) {
            throw new IllegalArgumentException("the keys of map state '" + name() + "' are records, not longs");
        }
        key.copyTo(fullKey, 0);
        fullKey.putLong(key.bytes(), mapKey);
        return fullKey;
    }

    private UnsafeBuffer fullKey(final Flyweight mapKey) {
        if (longMapKeys || mapKey.sizeBytes() != mapKeyBytes) {
            throw new IllegalArgumentException(
                    "a " + mapKey.type().name() + " is no key of map state '" + name() + "'");
        }
        key.copyTo(fullKey, 0);
        fullKey.putBytes(key.bytes(), mapKey.buffer(), mapKey.offset(), mapKeyBytes);
        return fullKey;
    }

    private String name() {
        return heads.table().spec().id();
    }

    /**
     * Gets the record of a map key to change it; makes one of zeros if there is none.
     *
     * @param mapKey the map key, where they are longs.
     * @return the record.
     * @throws StateLimitException if there is no room for another entry or key.
     */
    public F edit(final long mapKey) {
        return editEntry(fullKey(mapKey));
    }

    /**
     * Gets the record of a map key to change it; makes one of zeros if there is none.
     *
     * @param mapKey a flyweight over the map key, where they are records.
     * @return the record.
     * @throws StateLimitException if there is no room for another entry or key.
     */
    public F edit(final Flyweight mapKey) {
        return editEntry(fullKey(mapKey));
    }

    private F editEntry(final UnsafeBuffer wanted) {
        final long head = heads.edit();
        final long entry = getOrCreate(wanted, head);
        if (entries.wasCreated()) {
            append(head, entry);
        }
        arena.beforeWrite(entry);
        return view.write(entry + RECORD);
    }

    private long getOrCreate(final UnsafeBuffer wanted, final long head) {
        boolean complete = false;
        try {
            final long entry = entries.getOrCreate(wanted, 0);
            complete = true;
            return entry;
        } finally {
            if (!complete && arena.getLong(head + COUNT) == 0) {
                heads.remove(); // a key without an entry must not be left behind
            }
        }
    }

    private void append(final long head, final long entry) {
        final long last = arena.getLong(head + LAST);
        arena.beforeWrite(entry);
        arena.putLong(entry + BEFORE, last);
        link(head, last, entry);
        arena.putLong(head + LAST, entry);
        arena.putLong(head + COUNT, arena.getLong(head + COUNT) + 1);
    }

    /** Makes one entry follow another, or be the first where that is 0. */
    private void link(final long head, final long before, final long entry) {
        if (before == 0) {
            arena.putLong(head + FIRST, entry);
        } else {
            arena.beforeWrite(before);
            arena.putLong(before + AFTER, entry);
        }
    }

    /**
     * Removes the record of a map key.
     *
     * @param mapKey the map key, where they are longs.
     * @return false if there was none.
     */
    public boolean remove(final long mapKey) {
        return removeEntry(find(mapKey));
    }

    /**
     * Removes the record of a map key.
     *
     * @param mapKey a flyweight over the map key, where they are records.
     * @return false if there was none.
     */
    public boolean remove(final Flyweight mapKey) {
        return removeEntry(find(mapKey));
    }

    private boolean removeEntry(final long entry) {
        if (entry == 0) {
            return false;
        }
        final long head = heads.edit();
        if (arena.getLong(head + COUNT) == 1) {
            return heads.remove();
        }
        final long before = arena.getLong(entry + BEFORE);
        final long after = arena.getLong(entry + AFTER);
        link(head, before, after);
        if (after == 0) {
            arena.putLong(head + LAST, before);
        } else {
            arena.beforeWrite(after);
            arena.putLong(after + BEFORE, before);
        }
        arena.putLong(head + COUNT, arena.getLong(head + COUNT) - 1);
        entries.removeCell(entry);
        return true;
    }

    /**
     * How many entries the key has.
     *
     * @return the number of entries.
     */
    public long size() {
        final long head = heads.find();
        return head == 0 ? 0 : arena.getLong(head + COUNT);
    }

    /**
     * Starts an iteration over the key's entries: {@code for (long e = m.first(); e != 0; e = m.next(e))}.
     *
     * @return the first entry, or 0 if there is none.
     */
    public long first() {
        final long head = heads.find();
        return head == 0 ? 0 : arena.getLong(head + FIRST);
    }

    /**
     * Goes on with an iteration.
     *
     * @param entry an entry that was not removed.
     * @return the entry added after it, or 0 at the end.
     */
    public long next(final long entry) {
        return arena.getLong(entry + AFTER);
    }

    /**
     * The map key of an entry, where they are longs.
     *
     * @param entry an entry.
     * @return its key.
     */
    public long keyAt(final long entry) {
        return arena.getLong(mapKeyRef(entry));
    }

    /**
     * The map key of an entry.
     *
     * @param entry an entry.
     * @param mapKey is pointed at it; not to be written to.
     */
    public void keyAt(final long entry, final Flyweight mapKey) {
        final long ref = mapKeyRef(entry);
        mapKey.wrap(arena.buffer(ref), arena.offset(ref));
    }

    private long mapKeyRef(final long entry) {
        return entries.keyRef(entry) + key.bytes();
    }

    /**
     * Reads the record of an entry.
     *
     * @param entry an entry.
     * @return its record.
     */
    public T valueAt(final long entry) {
        return view.read(entry + RECORD);
    }

    /**
     * Removes all entries of the key.
     *
     * @return false if there were none.
     */
    public boolean removeAll() {
        return heads.remove();
    }

    /**
     * The table of keys behind it, and how many there are.
     *
     * @return the table.
     */
    public CellTable table() {
        return heads.table();
    }

    /**
     * The table of entries of all keys.
     *
     * @return the table.
     */
    public CellTable entryTable() {
        return entries;
    }
}
