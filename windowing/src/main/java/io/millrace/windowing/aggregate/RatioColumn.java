package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.Int128;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * A mean of whole numbers, each weighed by another one, or by 1: the sum of the products by the sum of the weights,
 * both exact in 128 bits. Rounded down where the result is a whole number. With weights that add up to 0 there is none.
 */
final class RatioColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int PRODUCTS = 0;
    private static final int WEIGHTS = 2 * Long.BYTES;

    private final LongValue<? super T> value;
    private final LongValue<? super T> weight;

    RatioColumn(final ResultField result, final LongValue<? super T> value, final LongValue<? super T> weight) {
        super(result);
        this.value = value;
        this.weight = weight;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        accumulator.int128(part("products")).int128(part("weights"));
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        final long number = value.of(event);
        final long weighs = weight == null ? 1 : weight.of(event);
        addWide(accumulator, PRODUCTS, Math.multiplyHigh(number, weighs), number * weighs);
        addWide(accumulator, WEIGHTS, weighs >> 63, weighs);
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        addWide(accumulator, PRODUCTS, get(other, PRODUCTS + Long.BYTES), get(other, PRODUCTS));
        addWide(accumulator, WEIGHTS, get(other, WEIGHTS + Long.BYTES), get(other, WEIGHTS));
    }

    @Override
    boolean isDeductible() {
        return true;
    }

    @Override
    void deduct(final Flyweight accumulator, final Flyweight other) {
        subtractWide(accumulator, PRODUCTS, get(other, PRODUCTS + Long.BYTES), get(other, PRODUCTS));
        subtractWide(accumulator, WEIGHTS, get(other, WEIGHTS + Long.BYTES), get(other, WEIGHTS));
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        final long low = get(accumulator, PRODUCTS);
        final long high = get(accumulator, PRODUCTS + Long.BYTES);
        final long byLow = get(accumulator, WEIGHTS);
        final long byHigh = get(accumulator, WEIGHTS + Long.BYTES);
        if ((byLow | byHigh) == 0) {
            result().putNothing(output);
        } else if (result().isReal()) {
            result().putDouble(output, real(high, low) / real(byHigh, byLow));
        } else {
            result().putLong(output, floor(high, low, byHigh, byLow));
        }
    }

    private long floor(final long high, final long low, final long byHigh, final long byLow) {
        try {
            return Int128.floorDivide(high, low, byHigh, byLow);
        } catch (final ArithmeticException e) {
            // Only where weights are negative: a mean lies between the smallest and the largest number.
            throw new ArithmeticException("the mean in field " + name() + " does not fit 64 bits");
        }
    }

    /** The nearest floating-point number, but for the last bit. */
    static double real(final long high, final long low) {
        return high == low >> 63 ? low : high * 0x1p64 + ((low >>> 1) * 2.0 + (low & 1));
    }
}
