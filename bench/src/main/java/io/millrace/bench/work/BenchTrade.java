package io.millrace.bench.work;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** The event of the benchmarks: 32 bytes. */
@Record
public interface BenchTrade {
    /**
     * Event time.
     *
     * @return nanoseconds since the epoch.
     */
    @EventTime
    long timeNs();

    /**
     * The key.
     *
     * @return 0 to the number of keys - 1.
     */
    long key();

    /**
     * The price.
     *
     * @return the price, a plain number.
     */
    long price();

    /**
     * The quantity.
     *
     * @return the quantity, a plain number.
     */
    long quantity();
}
