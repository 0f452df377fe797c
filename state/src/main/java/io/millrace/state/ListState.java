package io.millrace.state;

import io.millrace.record.Flyweight;

/**
 * The last few records for the current key, oldest first. Records handed out are views, valid until the next call or
 * the next event. <b>Not thread-safe: used by the operator that declared it.</b>
 *
 * <p>A ring of records, in chunks that are taken when they are first reached:
 *
 * <pre>
 *   value of a key: 0 records ever added 8 | refs of the chunks, 8 each
 *   chunk:          0 cell header 8 | records
 * </pre>
 *
 * @param <T> the interface through which they are read.
 * @param <F> the flyweight through which they are written.
 */
public final class ListState<T, F extends Flyweight> {
    private static final int CHUNKS = 8;
    private static final int CHUNK_TARGET_BYTES = 512;

    private final Arena arena;
    private final KeyedCells cells;
    private final CellSlab slab;
    private final RecordView<T, F> view;
    private final int length;
    private final int recordBytes;
    private final int recordsPerChunk;
    private final int chunks;

    ListState(final Arena arena, final String id, final StateSpec.ListOf<T, F> spec, final CurrentKey key) {
        this.arena = arena;
        length = spec.length();
        recordBytes = spec.type().sizeBytes();
        recordsPerChunk = Math.min(length, Math.max(1, CHUNK_TARGET_BYTES / recordBytes));
        chunks = (length - 1) / recordsPerChunk + 1;
        final int valueBytes = CHUNKS + chunks * Long.BYTES;
        final int largest = CellSlab.MAX_CELL_BYTES - CellTable.KEY_OFFSET - key.bytes();
        if (valueBytes > largest) {
            throw new StateException("List state '" + id + "': " + length + " records of " + recordBytes
                    + " bytes are too many, at most " + (largest - CHUNKS) / Long.BYTES * recordsPerChunk + " fit");
        }
        final StateOptions options = spec.options();
        final long fingerprint = KeyHash.chain(spec.type().layout().fingerprint(), length);
        final TableSpec table =
                new TableSpec(id, valueBytes, fingerprint, options.maxKeys(), options.expectedKeys(), options.ttlNs());
        cells = KeyedCells.open(arena, table, spec.kind().word(), key);
        cells.table().removalHook(this::freeChunks);
        final long root = arena.root(id + "/chunks", "list-chunks", fingerprint, CellSlab.ROOT_BYTES);
        slab = new CellSlab(arena, root, CellSlab.CELL_HEADER_BYTES + recordsPerChunk * recordBytes);
        view = new RecordView<>(arena, spec.type());
    }

    private void freeChunks(final long value) {
        for (int i = 0; i < chunks; i++) {
            final long chunk = arena.getLong(value + CHUNKS + (long) i * Long.BYTES);
            if (chunk != 0) {
                slab.free(chunk);
            }
        }
    }

    /**
     * Adds a record of zeros at the end; the oldest is dropped if there are too many.
     *
     * @return the record, to be written to.
     * @throws StateLimitException if there is no room in the arena, or for another key.
     */
    public F add() {
        final long value = cells.edit();
        final long number = arena.getLong(value);
        final long record = placeOf(value, (int) (number % length));
        arena.beforeWrite(value);
        arena.putLong(value, number + 1);
        arena.beforeWrite(record);
        final F flyweight = view.write(record);
        flyweight.clear();
        return flyweight;
    }

    /**
     * Adds a copy of a record at the end; the oldest is dropped if there are too many.
     *
     * @param record a flyweight over the record, not one that this state handed out.
     * @throws StateLimitException if there is no room in the arena, or for another key.
     */
    public void add(final T record) {
        add().copyFrom((Flyweight) record);
    }

    private long placeOf(final long value, final int place) {
        final long link = value + CHUNKS + (long) (place / recordsPerChunk) * Long.BYTES;
        long chunk = arena.getLong(link);
        if (chunk == 0) {
            chunk = newChunk(value);
            arena.beforeWrite(link);
            arena.putLong(link, chunk);
        }
        return chunk + CellSlab.CELL_HEADER_BYTES + (long) (place % recordsPerChunk) * recordBytes;
    }

    private long newChunk(final long value) {
        boolean complete = false;
        try {
            final long chunk = slab.allocate();
            complete = true;
            return chunk;
        } finally {
            if (!complete && arena.getLong(value) == 0) {
                cells.remove(); // a key without a record must not be left behind
            }
        }
    }

    /**
     * How many records there are.
     *
     * @return 0 to the declared length.
     */
    public int size() {
        return (int) Math.min(length, added());
    }

    /**
     * How many records were ever added for the key, dropped ones included.
     *
     * @return the number of records.
     */
    public long added() {
        final long value = cells.find();
        return value == 0 ? 0 : arena.getLong(value);
    }

    /**
     * Reads a record.
     *
     * @param number 0 is the oldest there is.
     * @return the record.
     * @throws IndexOutOfBoundsException if there are not so many.
     */
    public T get(final int number) {
        final long value = cells.find();
        final long added = value == 0 ? 0 : arena.getLong(value);
        final long size = Math.min(length, added);
        if (number < 0 || number >= size) {
            throw new IndexOutOfBoundsException("record " + number + " of " + size);
        }
        return view.read(placeOf(value, (int) ((added - size + number) % length)));
    }

    /**
     * Removes all records of the key.
     *
     * @return false if there were none.
     */
    public boolean remove() {
        return cells.remove();
    }

    /**
     * The table behind it: sizes, and all keys in a fixed order.
     *
     * @return the table.
     */
    public CellTable table() {
        return cells.table();
    }
}
