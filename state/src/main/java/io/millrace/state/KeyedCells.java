package io.millrace.state;

/**
 * The cell of the current key in the table of one state. What has expired is gone, whether it was swept or not; what is
 * written lives on.
 */
abstract sealed class KeyedCells {
    final CurrentKey key;
    private final CellTable table;
    private final boolean hasTtl;

    private KeyedCells(final CurrentKey key, final CellTable table) {
        this.key = key;
        this.table = table;
        hasTtl = table.spec().ttlNs() != 0;
    }

    static KeyedCells open(final Arena arena, final TableSpec spec, final String kind, final CurrentKey key) {
        if (key.isLong()) {
            return new ByLong(key, new LongTable(arena, spec, kind + "-by-long"));
        }
        return new ByRecord(key, new RecordTable(arena, spec, kind + "-by-record", key.bytes(), key.fingerprint()));
    }

    /** Ref of the value, or 0. */
    final long find() {
        key.checkRead();
        final long value = lookup();
        return hasTtl ? table.live(value, key.nowNs) : value;
    }

    /** Ref of the value, ready to be written to: of zeros if it was not there, which {@link #wasCreated()} tells. */
    final long edit() {
        key.checkWrite();
        if (hasTtl) {
            table.live(lookup(), key.nowNs);
        }
        final long value = lookupOrCreate();
        if (hasTtl) {
            table.touch(value, key.nowNs);
        }
        table.arena().beforeWrite(value);
        return value;
    }

    final boolean wasCreated() {
        return table.wasCreated();
    }

    final boolean remove() {
        key.checkWrite();
        final long value = find();
        if (value == 0) {
            return false;
        }
        table.removeCell(value);
        return true;
    }

    final CellTable table() {
        return table;
    }

    abstract long lookup();

    abstract long lookupOrCreate();

    private static final class ByLong extends KeyedCells {
        private final LongTable cells;

        ByLong(final CurrentKey key, final LongTable cells) {
            super(key, cells);
            this.cells = cells;
        }

        @Override
        long lookup() {
            return cells.get(key.number);
        }

        @Override
        long lookupOrCreate() {
            return cells.getOrCreate(key.number);
        }
    }

    private static final class ByRecord extends KeyedCells {
        private final RecordTable cells;

        ByRecord(final CurrentKey key, final RecordTable cells) {
            super(key, cells);
            this.cells = cells;
        }

        @Override
        long lookup() {
            return cells.get(key.buffer, key.offset);
        }

        @Override
        long lookupOrCreate() {
            return cells.getOrCreate(key.buffer, key.offset);
        }
    }
}
