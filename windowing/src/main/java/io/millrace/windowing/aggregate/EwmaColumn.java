package io.millrace.windowing.aggregate;

import io.millrace.record.Flyweight;
import io.millrace.record.LayoutBuilder;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * The mean of numbers, each weighed by exp(-age / tau), its age being how long before the last event it happened. Kept
 * as the mean and the sum of the weights, as of the last event: that one's weight is 1, so that the sum is never 0.
 */
final class EwmaColumn<T> extends Column<T> {
    private static final long serialVersionUID = 1L;

    private static final int TIME = 0;
    private static final int WEIGHT = Long.BYTES;
    private static final int MEAN = 2 * Long.BYTES;

    private final DoubleValue<? super T> value;
    private final double tauNs;

    EwmaColumn(final String field, final double tauNs, final DoubleValue<? super T> value) {
        super(ResultField.of(field, ResultField.Kind.REAL));
        if (!(tauNs > 0) || Double.isInfinite(tauNs)) {
            throw new IllegalArgumentException(
                    "field " + field + ": a half-life or tau of an average is more than zero, not " + tauNs + " ns");
        }
        this.tauNs = tauNs;
        this.value = value;
    }

    @Override
    void declareFields(final LayoutBuilder accumulator) {
        declareLongs(accumulator, "timeNs");
        // The name carries the constant: state of another one is not continued.
        accumulator.float64(part("weight")).float64(part("mean" + Long.toHexString(Double.doubleToLongBits(tauNs))));
    }

    @Override
    void add(final Flyweight accumulator, final T event, final EventContext context) {
        take(accumulator, context.timeNs(), 1, value.of(event));
    }

    @Override
    void combine(final Flyweight accumulator, final Flyweight other) {
        final double weight = getDouble(other, WEIGHT);
        if (weight != 0) {
            take(accumulator, get(other, TIME), weight, getDouble(other, MEAN));
        }
    }

    private void take(final Flyweight accumulator, final long timeNs, final double weight, final double number) {
        final double before = getDouble(accumulator, WEIGHT);
        final long lastNs = get(accumulator, TIME);
        if (before == 0) {
            put(accumulator, TIME, timeNs);
            putDouble(accumulator, WEIGHT, weight);
            putDouble(accumulator, MEAN, number);
            return;
        }
        final boolean later = timeNs > lastNs;
        final double own = later ? before * decay(lastNs, timeNs) : before;
        final double added = timeNs < lastNs ? weight * decay(timeNs, lastNs) : weight;
        final double mean = getDouble(accumulator, MEAN);
        if (later) {
            put(accumulator, TIME, timeNs);
        }
        putDouble(accumulator, WEIGHT, own + added);
        putDouble(accumulator, MEAN, mean + (number - mean) * (added / (own + added)));
    }

    /** What is left of a weight after some time, which may be more than a {@code long} holds. */
    private double decay(final long fromNs, final long toNs) {
        final long spanNs = toNs - fromNs;
        return StrictMath.exp(-(spanNs >= 0 ? spanNs : spanNs + 0x1p64) / tauNs);
    }

    @Override
    void finish(final Window window, final Flyweight accumulator, final Flyweight output) {
        if (getDouble(accumulator, WEIGHT) == 0) {
            result().putNothing(output);
        } else {
            result().putDouble(output, getDouble(accumulator, MEAN));
        }
    }
}
