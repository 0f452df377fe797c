package io.millrace.state;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import org.agrona.concurrent.UnsafeBuffer;

final class RecordTableTest extends CellTableContract {
    private static final RecordType<DynamicRecord, DynamicRecord> KEY = RecordType.of(
            Layout.builder("Key").int32("low").int64("key").int64("rest").build());

    @Override
    Subject open(final Arena arena, final TableSpec spec) {
        final RecordTable table = new RecordTable(arena, spec, KEY);
        final DynamicRecord key = KEY.newFlyweight();
        key.wrap(new UnsafeBuffer(new byte[KEY.sizeBytes()]), 0);
        final int at = KEY.layout().field("key").offset();
        final int low = KEY.layout().field("low").offset();
        return new Subject() {
            private DynamicRecord key(final long number) {
                key.clear();
                key.buffer().putLong(at, number);
                key.buffer().putInt(low, (int) number & 3);
                return key;
            }

            @Override
            public CellTable table() {
                return table;
            }

            @Override
            public long get(final long number) {
                return table.get(key(number));
            }

            @Override
            public long getOrCreate(final long number) {
                return table.getOrCreate(key(number));
            }

            @Override
            public boolean remove(final long number) {
                return table.remove(key(number));
            }

            @Override
            public long keyAt(final long value) {
                return arena.getLong(table.keyRef(value) + at);
            }
        };
    }
}
