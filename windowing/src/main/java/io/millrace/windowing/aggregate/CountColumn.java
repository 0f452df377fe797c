package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** The number of events. */
final class CountColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    CountColumn(final String field) {
        super(ResultField.of(field, ResultField.Kind.WHOLE));
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "count");
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        put(accumulator, 0, get(accumulator, 0) + 1);
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        put(accumulator, 0, get(accumulator, 0) + get(other, 0));
    }

    @Override
    boolean isDeductible() {
        return true;
    }

    @Override
    void deduct(final Flyweight accumulator, final Flyweight other) {
        put(accumulator, 0, get(accumulator, 0) - get(other, 0));
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        result().putLong(output, get(accumulator, 0));
    }
}
