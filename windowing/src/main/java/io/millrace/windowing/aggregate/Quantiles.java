package io.millrace.windowing.aggregate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Declares quantiles of a number, all out of one sketch of a fixed size.
 *
 * <pre>{@code
 * Aggregates.<Request>named("Latency")
 *     .quantiles(Quantiles.<Request>of(Request::latencyNs).at("median", 0.5).at("p99", 0.99))
 *     .build();
 * }</pre>
 *
 * <p><b>Rank.</b> The quantile q of n numbers is the one of rank max(1, ceil(q n)), the smallest having rank 1: the
 * smallest number such that at least the share q of all lie at or below it. q has up to nine decimals, and counts as
 * written: 0.07 of 100 numbers are 7.
 *
 * <p><b>Error.</b> The ranks 1 and n, the smallest and the largest number, are exact. Others are off by at most the
 * stated share of the true number (1 percent unless said otherwise), as long as the numbers' range fits the buckets:
 * there are {@link #DEFAULT_BUCKETS} unless said otherwise, and from 100 to 200 they take 64 at 1 percent, and so for
 * each further doubling, on either side of zero. If it does not fit, all buckets are put together in pairs, which
 * doubles the error and halves what the range takes; the error reached can be written to a field. Magnitudes below
 * 2.2e-308 count as zero. A result field that is a whole number gets the nearest one.
 *
 * <p>The result depends on the numbers only, not on their order or on how they were put together. A number that is
 * infinite or not a number is an {@link IllegalArgumentException}.
 *
 * <p><b>Not thread-safe.</b>
 *
 * @param <T> the event.
 */
public final class Quantiles<T> {
    /** Buckets unless said otherwise; each takes 4 bytes. */
    public static final int DEFAULT_BUCKETS = 480;

    private static final int MAX_PRECISION_BITS = 10;
    private static final int MIN_BUCKETS = 16;
    private static final int MAX_BUCKETS = 980;

    private final DoubleValue<? super T> value;
    private final List<ResultField> results = new ArrayList<>();
    private final List<Long> billionths = new ArrayList<>();
    private ResultField reachedError;
    private double relativeError = 0.01;
    private int buckets = DEFAULT_BUCKETS;

    private Quantiles(final DoubleValue<? super T> value) {
        this.value = value;
    }

    /**
     * Begins a declaration.
     *
     * @param value takes the number; a method that returns a {@code long} fits, too.
     * @param <T> the event.
     * @return a declaration without quantiles.
     */
    public static <T> Quantiles<T> of(final DoubleValue<? super T> value) {
        return new Quantiles<>(value);
    }

    /**
     * Adds a quantile.
     *
     * @param field name of the field.
     * @param quantile 0 for the smallest number, 0.5 for the median, 1 for the largest; up to nine decimals.
     * @return this.
     * @throws IllegalArgumentException if it is not from 0 to 1, or has more decimals.
     */
    public Quantiles<T> at(final String field, final double quantile) {
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new IllegalArgumentException(
                    "field " + field + ": a quantile is a share from 0 to 1, not " + quantile + percentHint(quantile));
        }
        final BigDecimal exact = BigDecimal.valueOf(quantile).multiply(BigDecimal.valueOf(QuantileColumn.WHOLE));
        if (exact.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(
                    "field " + field + ": a quantile has up to nine decimals, unlike " + quantile);
        }
        results.add(ResultField.of(field, ResultField.Kind.REAL));
        billionths.add(exact.longValueExact());
        return this;
    }

    private static String plain(final double number, final int left) {
        return BigDecimal.valueOf(number)
                .movePointLeft(left)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String percentHint(final double quantile) {
        return quantile > 1 && quantile <= 100
                ? "; for " + plain(quantile, 0) + " percent write " + plain(quantile, 2)
                : "";
    }

    /**
     * Sets the largest relative error.
     *
     * @param share 0.01 for one percent; 0.0005 to 0.3.
     * @return this.
     * @throws IllegalArgumentException if it is out of that range.
     */
    public Quantiles<T> relativeError(final double share) {
        if (!(share >= 0.0005 && share <= 0.3)) {
            throw new IllegalArgumentException("a relative error of quantiles is 0.0005 to 0.3, not " + share);
        }
        relativeError = share;
        return this;
    }

    /**
     * Sets the number of buckets, and with it how many bytes an accumulator takes.
     *
     * @param count 16 to 980, even; each takes 4 bytes.
     * @return this.
     * @throws IllegalArgumentException if it is out of that range or odd.
     */
    public Quantiles<T> buckets(final int count) {
        if (count < MIN_BUCKETS || count > MAX_BUCKETS || count % 2 != 0) {
            throw new IllegalArgumentException("quantiles take " + MIN_BUCKETS + " to " + MAX_BUCKETS
                    + " buckets, an even number, not " + count + "; more do not fit the memory of an accumulator");
        }
        buckets = count;
        return this;
    }

    /**
     * Writes the relative error that was reached to a field: what was asked for or less, unless the numbers of the
     * window lie too far apart.
     *
     * @param field name of the field, a floating-point number.
     * @return this.
     */
    public Quantiles<T> reachedError(final String field) {
        reachedError = ResultField.of(field, ResultField.Kind.REAL);
        return this;
    }

    Column<T> column() {
        if (results.isEmpty()) {
            throw new IllegalArgumentException("quantiles without a quantile: add at(\"median\", 0.5)");
        }
        int precisionBits = 0;
        while (precisionBits < MAX_PRECISION_BITS && 1 / (Math.scalb(2.0, precisionBits) + 1) > relativeError) {
            precisionBits++;
        }
        final List<ResultField> fields = new ArrayList<>(results);
        if (reachedError != null) {
            fields.add(reachedError);
        }
        return new QuantileColumn<>(
                value,
                precisionBits,
                buckets,
                billionths.stream().mapToLong(Long::longValue).toArray(),
                fields.toArray(new ResultField[0]));
    }
}
