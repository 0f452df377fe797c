package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** A sum; a count is a sum of ones. */
final class SumColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private final LongValue<? super T> value;
    private int offset;

    SumColumn(final String field, final LongValue<? super T> value) {
        super(field);
        this.value = value;
    }

    @Override
    void declare(final LayoutBuilder accumulator) {
        accumulator.int64(field());
    }

    @Override
    void locate(final Layout accumulator) {
        offset = accumulator.field(field()).offset();
    }

    @Override
    void create(final Flyweight accumulator) {
        // Zero is neutral.
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        put(accumulator, offset, Math.addExact(get(accumulator, offset), value.of(event)));
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        put(accumulator, offset, Math.addExact(get(accumulator, offset), get(other, offset)));
    }

    @Override
    long finish(final Window window, final Flyweight accumulator) {
        return get(accumulator, offset);
    }
}
