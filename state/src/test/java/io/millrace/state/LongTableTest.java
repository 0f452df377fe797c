package io.millrace.state;

final class LongTableTest extends CellTableContract {
    @Override
    Subject open(final Arena arena, final TableSpec spec) {
        final LongTable table = new LongTable(arena, spec);
        return new Subject() {
            @Override
            public CellTable table() {
                return table;
            }

            @Override
            public long get(final long key) {
                return table.get(key);
            }

            @Override
            public long getOrCreate(final long key) {
                return table.getOrCreate(key);
            }

            @Override
            public boolean remove(final long key) {
                return table.remove(key);
            }

            @Override
            public long keyAt(final long value) {
                return table.keyAt(value);
            }
        };
    }
}
