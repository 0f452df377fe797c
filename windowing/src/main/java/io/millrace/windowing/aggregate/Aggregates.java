package io.millrace.windowing.aggregate;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.LayoutBuilder;
import io.millrace.record.RecordType;
import io.millrace.state.Reducer;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.aggregate.ResultField.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Declares several aggregates over one window; each becomes a field of the result.
 *
 * <pre>{@code
 * Aggregates.<Trade>named("Bar")
 *     .key("symbol").start("startNs")
 *     .ohlc("open", "high", "low", "close", Trade::price)
 *     .vwap("vwap", Trade::price, Trade::quantity)
 *     .sum("volume", Trade::quantity).count("count")
 *     .into(BarFlyweight.TYPE);
 * }</pre>
 *
 * <p>Where no value exists, such as a mean weighed by nothing, an optional field stays absent; another one gets 0, or
 * not-a-number where it is a floating-point number. A result with a fraction that goes into a field for whole numbers
 * is rounded down for means of whole numbers, and to the nearest for what is computed in floating point. A result that
 * does not fit its field is an {@link ArithmeticException} that names it. What is first and last is decided by event
 * time, then order of arrival, never by the order of calls.
 *
 * <p>The result is {@linkplain Aggregate#isDeductible deductible} if all of it is: counts, sums and means of whole
 * numbers, {@code vwap}, and what the window says.
 *
 * <p><b>Not thread-safe</b>, but what it builds keeps no state and may serve several operators.
 *
 * @param <T> the event.
 */
public final class Aggregates<T> {
    private final String name;
    private final List<Supplier<Column<T>>> columns = new ArrayList<>();

    private Aggregates(final String name) {
        this.name = name;
    }

    /**
     * Begins a declaration.
     *
     * @param name name of the result, a Java identifier.
     * @param <T> the event.
     * @return a declaration without fields.
     */
    public static <T> Aggregates<T> named(final String name) {
        return new Aggregates<>(name);
    }

    /**
     * Reduces the events of a window to one record of their kind: the first to arrive is copied, each further one is
     * reduced into it, and so are parts of a window. All fields, its event time too, are as the reducer leaves them;
     * like every result it happens at the end of the window minus 1 ns.
     *
     * @param type the event's type.
     * @param reducer takes a further record in; associative, since windows may be put together from parts.
     * @param <T> the interface through which the event is read.
     * @param <F> the event's flyweight.
     * @return the aggregate.
     */
    public static <T, F extends Flyweight> Aggregate<T, ?, F> reduce(
            final RecordType<T, F> type, final Reducer<T, F> reducer) {
        return new ReduceAggregate<>(type, reducer);
    }

    /**
     * The window's key, where keys are numbers; where they are records, an {@link IllegalStateException} says so.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> key(final String field) {
        return add(() -> new WindowColumn<>(field, WindowColumn.Part.KEY));
    }

    /**
     * A number of the window's key, where keys are records.
     *
     * @param field name of the field.
     * @param keyClass the interface through which keys are read.
     * @param value takes the number from a key.
     * @param <K> the key.
     * @return this.
     */
    public <K> Aggregates<T> key(final String field, final Class<K> keyClass, final LongValue<? super K> value) {
        return add(() -> new KeyColumn<>(field, keyClass, value));
    }

    /**
     * First time in the window, in nanoseconds since the epoch.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> start(final String field) {
        return add(() -> new WindowColumn<>(field, WindowColumn.Part.START));
    }

    /**
     * First time after the window, in nanoseconds since the epoch.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> end(final String field) {
        return add(() -> new WindowColumn<>(field, WindowColumn.Part.END));
    }

    /**
     * How often the window fired before: 0 for its first result.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> firedBefore(final String field) {
        return add(() -> new WindowColumn<>(field, WindowColumn.Part.FIRED_BEFORE));
    }

    /**
     * Whether the window's state is dropped after this result: a boolean, or 0 or 1.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> dropped(final String field) {
        return add(() -> new WindowColumn<>(field, WindowColumn.Part.DROPPED));
    }

    /**
     * Number of events.
     *
     * @param field name of the field.
     * @return this.
     */
    public Aggregates<T> count(final String field) {
        return add(() -> new CountColumn<>(field));
    }

    /**
     * Sum of whole numbers, exact, in 64 bits: if it does not fit in the end, an {@link ArithmeticException} says so.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> sum(final String field, final LongValue<? super T> value) {
        return add(() -> new SumColumn<>(ResultField.of(field, Kind.WHOLE), value, null));
    }

    /**
     * Sum of whole numbers, exact, in 128 bits.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> sum128(final String field, final LongValue<? super T> value) {
        return add(() -> new SumColumn<>(ResultField.of(field, Kind.WIDE), value, null));
    }

    /**
     * Sum of products of two whole numbers, exact, in 128 bits: price times quantity is a notional.
     *
     * @param field name of the field.
     * @param value takes a factor.
     * @param factor takes the other factor.
     * @return this.
     */
    public Aggregates<T> sumOfProducts(
            final String field, final LongValue<? super T> value, final LongValue<? super T> factor) {
        return add(() -> new SumColumn<>(ResultField.of(field, Kind.WIDE), value, factor));
    }

    /**
     * Sum of floating-point numbers, compensated: the order of the events may change the last bits only.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> sumDouble(final String field, final DoubleValue<? super T> value) {
        return add(() -> new DoubleSumColumn<>(ResultField.of(field, Kind.REAL), value, false));
    }

    /**
     * Smallest whole number.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> min(final String field, final LongValue<? super T> value) {
        return add(() -> new ExtremeColumn<>(field, value, false));
    }

    /**
     * Largest whole number.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> max(final String field, final LongValue<? super T> value) {
        return add(() -> new ExtremeColumn<>(field, value, true));
    }

    /**
     * Smallest floating-point number; not-a-number if there is one.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> minDouble(final String field, final DoubleValue<? super T> value) {
        return add(() -> new DoubleExtremeColumn<>(field, value, false));
    }

    /**
     * Largest floating-point number; not-a-number if there is one.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> maxDouble(final String field, final DoubleValue<? super T> value) {
        return add(() -> new DoubleExtremeColumn<>(field, value, true));
    }

    /**
     * Mean of whole numbers, from an exact sum: a floating-point number, or rounded down where the field is a whole
     * number, such as a price.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> mean(final String field, final LongValue<? super T> value) {
        return add(() -> new RatioColumn<>(ResultField.of(field, Kind.REAL), value, null));
    }

    /**
     * Mean of floating-point numbers, from a compensated sum.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> meanDouble(final String field, final DoubleValue<? super T> value) {
        return add(() -> new DoubleSumColumn<>(ResultField.of(field, Kind.REAL), value, true));
    }

    /**
     * Number of the event that is first by (event time, order of arrival).
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> first(final String field, final LongValue<? super T> value) {
        return add(() -> new EdgeColumn<>(field, value, false));
    }

    /**
     * Number of the event that is last by (event time, order of arrival).
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> last(final String field, final LongValue<? super T> value) {
        return add(() -> new EdgeColumn<>(field, value, true));
    }

    /**
     * Number of the event at which another number is smallest; of several such events, of the first.
     *
     * @param field name of the field.
     * @param by takes the number that is compared.
     * @param value takes the result.
     * @return this.
     */
    public Aggregates<T> argMin(final String field, final LongValue<? super T> by, final LongValue<? super T> value) {
        return add(() -> new ArgumentColumn<>(field, by, value, false));
    }

    /**
     * Number of the event at which another number is largest; of several such events, of the first.
     *
     * @param field name of the field.
     * @param by takes the number that is compared.
     * @param value takes the result.
     * @return this.
     */
    public Aggregates<T> argMax(final String field, final LongValue<? super T> by, final LongValue<? super T> value) {
        return add(() -> new ArgumentColumn<>(field, by, value, true));
    }

    /**
     * First, largest, smallest and last number.
     *
     * @param open name of the field for the first one by (event time, order of arrival).
     * @param high name of the field for the largest one.
     * @param low name of the field for the smallest one.
     * @param close name of the field for the last one.
     * @param price takes the number.
     * @return this.
     */
    public Aggregates<T> ohlc(
            final String open,
            final String high,
            final String low,
            final String close,
            final LongValue<? super T> price) {
        return add(() -> new BarColumn<>(
                price,
                ResultField.of(open, Kind.WHOLE),
                ResultField.of(high, Kind.WHOLE),
                ResultField.of(low, Kind.WHOLE),
                ResultField.of(close, Kind.WHOLE)));
    }

    /**
     * Mean price weighed by quantity: the sum of price times quantity by the sum of quantities, both exact in 128 bits,
     * rounded down at the price's decimals, also where it is negative. There is none if the quantities add up to 0.
     *
     * @param field name of the field.
     * @param price takes the price.
     * @param quantity takes the weight.
     * @return this.
     */
    public Aggregates<T> vwap(
            final String field, final LongValue<? super T> price, final LongValue<? super T> quantity) {
        return add(() -> new RatioColumn<>(ResultField.optional(field, Kind.WHOLE), price, quantity));
    }

    /**
     * Mean price over time, with 32 points kept; see {@link #twap(String, LongValue, int)}.
     *
     * @param field name of the field.
     * @param price takes the price.
     * @return this.
     */
    public Aggregates<T> twap(final String field, final LongValue<? super T> price) {
        return twap(field, price, TwapColumn.DEFAULT_POINTS);
    }

    /**
     * Mean price over time: each price is weighed by how long it holds, from its event to the next one by (event time,
     * order of arrival), the last one to the end of the window, or to itself if the window has no end. Nothing is
     * carried in: the time before the first event does not count. Of events at one time the last one holds. If no time
     * passes it is the last price. Exact, rounded down at the price's decimals.
     *
     * <p>An event may come behind as many later ones of its window as points are kept, each of which takes 24 bytes;
     * behind more it is an {@link IllegalStateException}, unless it is the first of all.
     *
     * @param field name of the field.
     * @param price takes the price.
     * @param points how many of the latest points are kept, 1 or more.
     * @return this.
     */
    public Aggregates<T> twap(final String field, final LongValue<? super T> price, final int points) {
        return add(() -> new TwapColumn<>(field, price, points));
    }

    /**
     * Variance of all numbers: mean square of their distance to the mean.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> variance(final String field, final DoubleValue<? super T> value) {
        return add(() -> new VarianceColumn<>(field, value, VarianceColumn.Spread.VARIANCE));
    }

    /**
     * Variance of what the numbers are a sample of: divided by their count minus 1. A single number has none.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> sampleVariance(final String field, final DoubleValue<? super T> value) {
        return add(() -> new VarianceColumn<>(field, value, VarianceColumn.Spread.SAMPLE_VARIANCE));
    }

    /**
     * Root of the {@linkplain #variance variance}.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> standardDeviation(final String field, final DoubleValue<? super T> value) {
        return add(() -> new VarianceColumn<>(field, value, VarianceColumn.Spread.DEVIATION));
    }

    /**
     * Root of the {@linkplain #sampleVariance sample variance}.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> sampleStandardDeviation(final String field, final DoubleValue<? super T> value) {
        return add(() -> new VarianceColumn<>(field, value, VarianceColumn.Spread.SAMPLE_DEVIATION));
    }

    /**
     * Mean in which a number weighs half as much for every half-life that it happened before the last event of the
     * window. Numbers at one time weigh the same; nothing is carried in from before the window.
     *
     * @param field name of the field.
     * @param halfLife after which a weight is half: tau times the logarithm of 2. More than zero.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> ewma(final String field, final Duration halfLife, final DoubleValue<? super T> value) {
        final double tauNs = halfLife.toNanos() / StrictMath.log(2);
        return add(() -> new EwmaColumn<>(field, tauNs, value));
    }

    /**
     * One quantile, with one percent of relative error; see {@link Quantiles}, which serves for several of one number.
     *
     * @param field name of the field.
     * @param quantile 0 for the smallest number, 0.5 for the median, 1 for the largest.
     * @param value takes the number.
     * @return this.
     * @throws IllegalArgumentException if the quantile is not from 0 to 1.
     */
    public Aggregates<T> quantile(final String field, final double quantile, final DoubleValue<? super T> value) {
        try {
            return quantiles(Quantiles.<T>of(value).at(field, quantile));
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("aggregate '" + name + "', " + e.getMessage(), e);
        }
    }

    /**
     * Several quantiles of one number.
     *
     * @param quantiles which ones, and how exactly.
     * @return this.
     */
    public Aggregates<T> quantiles(final Quantiles<T> quantiles) {
        return add(quantiles::column);
    }

    /**
     * How many different numbers there are, such as ids or symbols: exactly up to 64, beyond with a standard error of
     * 2.3 percent. Takes 2,160 bytes.
     *
     * @param field name of the field.
     * @param value takes the number.
     * @return this.
     */
    public Aggregates<T> distinct(final String field, final LongValue<? super T> value) {
        return distinct(field, 11, value);
    }

    /**
     * How many different numbers there are: exactly up to 64, beyond estimated (HyperLogLog), with a standard error of
     * 1.04 by the root of two to the power of the precision.
     *
     * @param field name of the field.
     * @param precision 4 for an error of 26 percent in 536 bytes, 10 for 3.3 percent in 1,344, 12 for 1.6 percent in
     *     3,800.
     * @param value takes the number.
     * @return this.
     * @throws IllegalArgumentException if the precision is not 4 to 12.
     */
    public Aggregates<T> distinct(final String field, final int precision, final LongValue<? super T> value) {
        return add(() -> new DistinctColumn<>(field, precision, value));
    }

    /**
     * Numbers of the events at which another number is largest, in fields whose names end in 1 for the best, 2 and so
     * on; absent, or 0, where there are fewer events. Of equal ones the earlier event comes first.
     *
     * @param field what the names of the fields begin with.
     * @param count how many, 1 or more; each takes 32 bytes.
     * @param by takes the number that is compared.
     * @param value takes the result.
     * @return this.
     */
    public Aggregates<T> top(
            final String field, final int count, final LongValue<? super T> by, final LongValue<? super T> value) {
        return add(() -> new TopColumn<>(field, count, by, value, true));
    }

    /**
     * Numbers of the events at which another number is smallest; otherwise as {@link #top}.
     *
     * @param field what the names of the fields begin with.
     * @param count how many, 1 or more; each takes 32 bytes.
     * @param by takes the number that is compared.
     * @param value takes the result.
     * @return this.
     */
    public Aggregates<T> bottom(
            final String field, final int count, final LongValue<? super T> by, final LongValue<? super T> value) {
        return add(() -> new TopColumn<>(field, count, by, value, false));
    }

    /** Columns remember where their fields lie: every aggregate that is built gets its own. */
    private Aggregates<T> add(final Supplier<Column<T>> column) {
        column.get();
        columns.add(column);
        return this;
    }

    /**
     * Finishes the declaration; the result is a record type made for it, with a field for each aggregate.
     *
     * @return the aggregate.
     * @throws IllegalArgumentException if a field name is used twice, or is no Java identifier, or the accumulator
     *     would be larger than {@link Layout#MAX_SIZE_BYTES} bytes.
     */
    public Aggregate<T, DynamicRecord, DynamicRecord> build() {
        final LayoutBuilder layout = Layout.builder(name);
        columns.forEach(column -> column.get().declareResults(layout));
        requireColumns();
        return into(RecordType.of(layout.build()));
    }

    /**
     * Finishes the declaration; the result is a record of the user's own, whose fields of the same names are written.
     *
     * @param type the result's type.
     * @param <F> the result's flyweight.
     * @return the aggregate.
     * @throws IllegalArgumentException if the type lacks a field, or it cannot hold what is computed, or the
     *     accumulator would be larger than {@link Layout#MAX_SIZE_BYTES} bytes.
     */
    public <F extends Flyweight> Aggregate<T, DynamicRecord, F> into(final RecordType<?, F> type) {
        requireColumns();
        final List<Column<T>> made = new ArrayList<>();
        final LayoutBuilder layout = Layout.builder(name + "Accumulator");
        final Set<String> fields = new HashSet<>();
        for (final Supplier<Column<T>> supplier : columns) {
            final Column<T> column = supplier.get();
            column.locateResults(type, name, fields);
            column.declare(layout);
            made.add(column);
        }
        final int sizeBytes = layout.sizeBytes();
        if (sizeBytes == 0) {
            layout.int64("unused"); // a record has at least one field, also where only the window is asked for
        } else if (sizeBytes > Layout.MAX_SIZE_BYTES) {
            throw new IllegalArgumentException("aggregate " + name + " would take " + sizeBytes
                    + " bytes for each key and window, at most " + Layout.MAX_SIZE_BYTES
                    + ": take fewer points, buckets or entries, or divide it among several windows");
        }
        return new ColumnsAggregate<>(RecordType.of(layout.build()), type, made);
    }

    private void requireColumns() {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "aggregate " + name + " computes nothing: add a count(..), sum(..), ...");
        }
    }
}
