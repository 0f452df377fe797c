package io.millrace.bench.w1;

import io.millrace.record.Record;

/** Result of W1. */
@Record
public interface BenchResult {
    /**
     * The key.
     *
     * @return the key.
     */
    long key();

    /**
     * Start of the window.
     *
     * @return nanoseconds since the epoch.
     */
    long startNs();

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

    /**
     * Largest price.
     *
     * @return the price.
     */
    long high();

    /**
     * Smallest price.
     *
     * @return the price.
     */
    long low();
}
