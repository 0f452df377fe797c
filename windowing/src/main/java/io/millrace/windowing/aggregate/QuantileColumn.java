package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Quantiles of one number, out of one sketch; the last result is the error that was reached, if it is asked for. */
final class QuantileColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    /** Quantiles are counted in billionths, so that 0.07 of 100 numbers are 7. */
    static final long WHOLE = 1_000_000_000;

    private final QuantileSketch sketch;
    private final DoubleValue<? super T> value;
    private final long[] billionths;
    private final int precisionBits;
    private final int buckets;

    QuantileColumn(
            final DoubleValue<? super T> value,
            final int precisionBits,
            final int buckets,
            final long[] billionths,
            final ResultField... results) {
        super(results);
        this.value = value;
        this.precisionBits = precisionBits;
        this.buckets = buckets;
        this.billionths = billionths;
        this.sketch = new QuantileSketch(name(), precisionBits, buckets);
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "level" + precisionBits, "count", "zeros", "positive", "negative");
        accumulator.float64(part("min")).float64(part("max"));
        for (int i = 0; i < buckets; i += 2) {
            declareLongs(accumulator, "buckets" + i);
        }
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        sketch.add(accumulator.buffer(), at(accumulator, 0), value.of(event));
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        sketch.combine(accumulator.buffer(), at(accumulator, 0), other.buffer(), at(other, 0));
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        final int at = at(accumulator, 0);
        final long count = sketch.count(accumulator.buffer(), at);
        for (int i = 0; i < billionths.length; i++) {
            if (count == 0) {
                result(i).putNothing(output);
            } else {
                final long rank = rank(count, billionths[i]);
                result(i).putDouble(output, sketch.valueOfRank(accumulator.buffer(), at, rank));
            }
        }
        if (hasError()) {
            result(billionths.length).putDouble(output, sketch.errorAt(sketch.level(accumulator.buffer(), at)));
        }
    }

    private boolean hasError() {
        return results() > billionths.length;
    }

    /** The smallest rank at or below which that share of the numbers lies; 1 is the smallest number's. */
    static long rank(final long count, final long billionths) {
        final long whole = count / WHOLE * billionths;
        final long rest = (count % WHOLE * billionths + WHOLE - 1) / WHOLE;
        return Math.max(1, whole + rest);
    }
}
