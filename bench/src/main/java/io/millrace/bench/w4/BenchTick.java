package io.millrace.bench.w4;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** The event of W4, a quote or a trade: 40 bytes. */
@Record
public interface BenchTick {
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
     * The price; a quote's bid and ask follow from it.
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

    /**
     * Number of the event modulo 2.
     *
     * @return 0 for a quote, 1 for a trade.
     */
    long side();
}
