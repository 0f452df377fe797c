package io.millrace.windowing.aggregate;

import io.millrace.record.Field;
import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.record.RecordType;

/** The accumulator of a reduction: whether there is a record yet, and the record. */
final class Reduction<F extends Flyweight> extends Flyweight {
    private static final int RECORD = Long.BYTES;

    private final F record;

    private Reduction(final RecordType<?, ?> type, final F record) {
        super(type);
        this.record = record;
    }

    /**
     * The type of accumulators of a record type. Its layout is that of the record, moved by one field of 8 bytes:
     * fields are placed by falling alignment.
     */
    static <T, F extends Flyweight> RecordType<?, Reduction<F>> typeOf(final RecordType<T, F> recordType) {
        final LayoutBuilder layout =
                Layout.builder(recordType.name() + "Reduction").int64("reduction$present");
        for (final Field field : recordType.layout().fields()) {
            layout.like(field.name(), field);
        }
        final Layout made = layout.build();
        for (final Field field : recordType.layout().fields()) {
            if (made.field(field.name()).offset() != field.offset() + RECORD) {
                throw new IllegalStateException("field " + field.name() + " of a reduction lies elsewhere: " + made);
            }
        }
        return new RecordType<>(Object.class, made, type -> new Reduction<>(type, recordType.newFlyweight()));
    }

    boolean isEmpty() {
        return buffer.getLong(offset) == 0;
    }

    /** Says that there is a record. */
    void fill() {
        buffer.putLong(offset, 1);
    }

    /** The record, where it lies now. */
    F record() {
        record.wrap(buffer, offset + RECORD);
        return record;
    }
}
