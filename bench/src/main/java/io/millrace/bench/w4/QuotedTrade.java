package io.millrace.bench.w4;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** Result of W4. */
@Record
public interface QuotedTrade {
    /**
     * The trade's time.
     *
     * @return nanoseconds since the epoch.
     */
    @EventTime
    long timeNs();

    /**
     * The key.
     *
     * @return the key.
     */
    long key();

    /**
     * The trade's price.
     *
     * @return the price.
     */
    long price();

    /**
     * The trade's quantity.
     *
     * @return the quantity.
     */
    long quantity();

    /**
     * The quote's time.
     *
     * @return nanoseconds since the epoch; -1 if there is no quote.
     */
    long quoteTimeNs();

    /**
     * The quote's bid.
     *
     * @return the bid; 0 if there is no quote.
     */
    long bid();

    /**
     * The quote's ask.
     *
     * @return the ask; 0 if there is no quote.
     */
    long ask();
}
