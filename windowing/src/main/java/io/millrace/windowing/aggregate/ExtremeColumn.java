package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** The largest or the smallest number. */
final class ExtremeColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private final LongValue<? super T> value;
    private final boolean largest;
    private int offset;

    ExtremeColumn(final String field, final LongValue<? super T> value, final boolean largest) {
        super(field);
        this.value = value;
        this.largest = largest;
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
        put(accumulator, offset, largest ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        take(accumulator, value.of(event));
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        take(accumulator, get(other, offset));
    }

    private void take(final Flyweight accumulator, final long candidate) {
        final long extreme = get(accumulator, offset);
        if (largest ? candidate > extreme : candidate < extreme) {
            put(accumulator, offset, candidate);
        }
    }

    @Override
    long finish(final Window window, final Flyweight accumulator) {
        return get(accumulator, offset);
    }
}
