package io.millrace.bench.w2;

import io.millrace.record.Record;

/** What {@link SumsAggregate} adds up. */
@Record
public interface BenchSums {
    /**
     * Number of trades.
     *
     * @return the count.
     */
    long count();

    /**
     * Sum of price times quantity.
     *
     * @return the sum.
     */
    long notional();

    /**
     * Sum of quantities.
     *
     * @return the sum.
     */
    long volume();
}
