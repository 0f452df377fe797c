package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * How far numbers lie apart: the count, the mean and the sum of squared distances to it (Welford), combined as Chan,
 * Golub and LeVeque do. Never a difference of large sums, so that it stays exact for numbers far from 0.
 */
final class VarianceColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int COUNT = 0;
    private static final int MEAN = Long.BYTES;
    private static final int SQUARES = 2 * Long.BYTES;

    /** What is made of the squares. */
    enum Spread {
        /** Divided by the count. */
        VARIANCE(0, false),
        /** Divided by the count minus 1. */
        SAMPLE_VARIANCE(1, false),
        /** The root of the variance. */
        DEVIATION(0, true),
        /** The root of the sample variance. */
        SAMPLE_DEVIATION(1, true);

        private final int degreesLost;
        private final boolean root;

        Spread(final int degreesLost, final boolean root) {
            this.degreesLost = degreesLost;
            this.root = root;
        }
    }

    private final DoubleValue<? super T> value;
    private final Spread spread;

    VarianceColumn(final String field, final DoubleValue<? super T> value, final Spread spread) {
        super(
                spread.degreesLost == 0
                        ? ResultField.of(field, ResultField.Kind.REAL)
                        : ResultField.optional(field, ResultField.Kind.REAL));
        this.value = value;
        this.spread = spread;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "count");
        accumulator.float64(part("mean")).float64(part("squares"));
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        final double number = value.of(event);
        final long count = get(accumulator, COUNT) + 1;
        final double mean = getDouble(accumulator, MEAN);
        final double distance = number - mean;
        final double newMean = mean + distance / count;
        put(accumulator, COUNT, count);
        putDouble(accumulator, MEAN, newMean);
        putDouble(accumulator, SQUARES, getDouble(accumulator, SQUARES) + distance * (number - newMean));
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        final long others = get(other, COUNT);
        final long own = get(accumulator, COUNT);
        if (others == 0) {
            return;
        }
        final double mean = getDouble(accumulator, MEAN);
        final double distance = getDouble(other, MEAN) - mean;
        final double share = (double) others / (own + others);
        put(accumulator, COUNT, own + others);
        putDouble(accumulator, MEAN, own == 0 ? getDouble(other, MEAN) : mean + distance * share);
        final double between = own == 0 ? 0 : distance * distance * own * share;
        putDouble(accumulator, SQUARES, getDouble(accumulator, SQUARES) + getDouble(other, SQUARES) + between);
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        final long degrees = get(accumulator, COUNT) - spread.degreesLost;
        if (degrees <= 0) {
            result().putNothing(output);
        } else {
            final double variance = getDouble(accumulator, SQUARES) / degrees;
            result().putDouble(output, spread.root ? StrictMath.sqrt(variance) : variance);
        }
    }
}
