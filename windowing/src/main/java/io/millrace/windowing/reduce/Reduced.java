package io.millrace.windowing.reduce;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;

/**
 * The accumulator of a {@link Reduction}: whether there was an event, then the record. <b>Not thread-safe.</b>
 *
 * @param <F> the record's flyweight.
 */
public final class Reduced<F extends Flyweight> extends Flyweight {
    private static final int VALUE = Long.BYTES;

    private final F value;

    Reduced(final RecordType<?, ?> type, final RecordType<?, F> valueType) {
        super(type);
        value = valueType.newFlyweight();
    }

    boolean isPresent() {
        return buffer.getLong(offset) != 0;
    }

    F value() {
        value.wrap(buffer, offset + VALUE);
        return value;
    }

    void set(final Flyweight record) {
        buffer.putLong(offset, 1);
        value().copyFrom(record);
    }
}
