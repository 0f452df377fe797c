package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * A sum of floating-point numbers, or their mean. What is lost by rounding is summed up beside it (Neumaier), so that
 * the order of the events changes the last bits at most. Never deducted: that would let errors grow without bound.
 */
final class DoubleSumColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int COUNT = 0;
    private static final int SUM = Long.BYTES;
    private static final int LOST = 2 * Long.BYTES;

    private final DoubleValue<? super T> value;
    private final boolean mean;

    DoubleSumColumn(final ResultField result, final DoubleValue<? super T> value, final boolean mean) {
        super(result);
        this.value = value;
        this.mean = mean;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "count");
        accumulator.float64(part("sum")).float64(part("lost"));
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        put(accumulator, COUNT, get(accumulator, COUNT) + 1);
        take(accumulator, value.of(event), 0);
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        put(accumulator, COUNT, get(accumulator, COUNT) + get(other, COUNT));
        take(accumulator, getDouble(other, SUM), getDouble(other, LOST));
    }

    private void take(final Flyweight accumulator, final double number, final double lost) {
        final double before = getDouble(accumulator, SUM);
        final double sum = before + number;
        final double lostNow = Math.abs(before) >= Math.abs(number) ? before - sum + number : number - sum + before;
        putDouble(accumulator, SUM, sum);
        putDouble(accumulator, LOST, getDouble(accumulator, LOST) + lost + lostNow);
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        final long count = get(accumulator, COUNT);
        if (mean && count == 0) {
            result().putNothing(output);
            return;
        }
        final double sum = getDouble(accumulator, SUM);
        // What is lost of an infinite sum is not a number.
        final double whole = Double.isFinite(sum) ? sum + getDouble(accumulator, LOST) : sum;
        result().putDouble(output, mean ? whole / count : whole);
    }
}
