package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** The largest or the smallest floating-point number; not-a-number if there is one, and -0.0 is below 0.0. */
final class DoubleExtremeColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int PRESENT = 0;
    private static final int EXTREME = Long.BYTES;

    private final DoubleValue<? super T> value;
    private final boolean largest;

    DoubleExtremeColumn(final String field, final DoubleValue<? super T> value, final boolean largest) {
        super(ResultField.of(field, ResultField.Kind.REAL));
        this.value = value;
        this.largest = largest;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "present");
        accumulator.float64(part(largest ? "max" : "min"));
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        take(accumulator, value.of(event));
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        if (get(other, PRESENT) != 0) {
            take(accumulator, getDouble(other, EXTREME));
        }
    }

    private void take(final Flyweight accumulator, final double candidate) {
        double extreme = candidate;
        if (get(accumulator, PRESENT) == 0) {
            put(accumulator, PRESENT, 1);
        } else {
            final double before = getDouble(accumulator, EXTREME);
            extreme = largest ? Math.max(before, candidate) : Math.min(before, candidate);
        }
        putDouble(accumulator, EXTREME, extreme);
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        if (get(accumulator, PRESENT) == 0) {
            result().putNothing(output);
        } else {
            result().putDouble(output, getDouble(accumulator, EXTREME));
        }
    }
}
