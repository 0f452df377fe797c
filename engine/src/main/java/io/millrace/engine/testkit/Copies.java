package io.millrace.engine.testkit;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import org.agrona.concurrent.UnsafeBuffer;

/** Copies of records, on memory of their own. */
final class Copies {
    private Copies() {}

    static Flyweight of(final Flyweight record) {
        final Flyweight copy = record.type().newFlyweight();
        copy.wrap(new UnsafeBuffer(new byte[record.sizeBytes()]), 0);
        copy.copyFrom(record);
        return copy;
    }

    /** A record of zeros. */
    static <F extends Flyweight> F zeros(final RecordType<?, F> type) {
        final F record = type.newFlyweight();
        record.wrap(new UnsafeBuffer(new byte[type.sizeBytes()]), 0);
        return record;
    }

    static <F extends Flyweight> F as(final Flyweight record, final RecordType<?, F> type) {
        if (record.type().layout().fingerprint() != type.layout().fingerprint()) {
            throw new IllegalArgumentException(
                    "the record is a " + record.type().name() + ", not a " + type.name() + ": " + record);
        }
        final F view = type.newFlyweight();
        view.wrap(record.buffer(), record.offset());
        return view;
    }
}
