package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** The largest or the smallest whole number. */
final class ExtremeColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int PRESENT = 0;
    private static final int EXTREME = Long.BYTES;

    private final LongValue<? super T> value;
    private final boolean largest;

    ExtremeColumn(final String field, final LongValue<? super T> value, final boolean largest) {
        super(ResultField.of(field, ResultField.Kind.WHOLE));
        this.value = value;
        this.largest = largest;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "present", largest ? "max" : "min");
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        take(accumulator, value.of(event));
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        if (get(other, PRESENT) != 0) {
            take(accumulator, get(other, EXTREME));
        }
    }

    private void take(final Flyweight accumulator, final long candidate) {
        if (get(accumulator, PRESENT) == 0) {
            put(accumulator, PRESENT, 1);
            put(accumulator, EXTREME, candidate);
            return;
        }
        final long extreme = get(accumulator, EXTREME);
        if (largest ? candidate > extreme : candidate < extreme) {
            put(accumulator, EXTREME, candidate);
        }
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        if (get(accumulator, PRESENT) == 0) {
            result().putNothing(output);
        } else {
            result().putLong(output, get(accumulator, EXTREME));
        }
    }
}
