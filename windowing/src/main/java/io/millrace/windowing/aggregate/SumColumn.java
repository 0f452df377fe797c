package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * A sum of numbers, or of products. It is kept in 128 bits also where the result has 64: else it would depend on the
 * order of the events whether it overflows on the way.
 */
final class SumColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private final LongValue<? super T> value;
    private final LongValue<? super T> factor;

    SumColumn(final ResultField result, final LongValue<? super T> value, final LongValue<? super T> factor) {
        super(result);
        this.value = value;
        this.factor = factor;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        accumulator.int128(part("sum"));
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        final long number = value.of(event);
        if (factor == null) {
            addWide(accumulator, 0, number >> 63, number);
        } else {
            final long times = factor.of(event);
            addWide(accumulator, 0, Math.multiplyHigh(number, times), number * times);
        }
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        addWide(accumulator, 0, get(other, Long.BYTES), get(other, 0));
    }

    @Override
    boolean isDeductible() {
        return true;
    }

    @Override
    void deduct(final Flyweight accumulator, final Flyweight other) {
        subtractWide(accumulator, 0, get(other, Long.BYTES), get(other, 0));
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        result().putWide(output, get(accumulator, Long.BYTES), get(accumulator, 0));
    }
}
