package io.millrace.demo.market;

import io.millrace.record.Decimal;
import io.millrace.record.EventTime;
import io.millrace.record.Optional;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** A trade with the quote that was valid for it, if there was one. */
@Record
public interface QuotedTrade {
    /**
     * What was traded.
     *
     * @return the symbol's id.
     */
    @Symbol
    int symbol();

    /**
     * When it was traded.
     *
     * @return nanoseconds since the epoch.
     */
    @EventTime
    long timeNs();

    /**
     * The price.
     *
     * @return the price, unscaled.
     */
    @Decimal(4)
    long price();

    /**
     * How much was traded.
     *
     * @return the quantity, unscaled.
     */
    @Decimal(0)
    long quantity();

    /**
     * When it was quoted.
     *
     * @return nanoseconds since the epoch.
     */
    @Optional
    long quoteTimeNs();

    /**
     * The quoted bid.
     *
     * @return the price, unscaled; 0 where that side was absent.
     */
    @Optional
    @Decimal(4)
    long bid();

    /**
     * The quantity at the bid.
     *
     * @return the quantity, unscaled.
     */
    @Optional
    @Decimal(0)
    long bidQuantity();

    /**
     * The quoted ask.
     *
     * @return the price, unscaled; 0 where that side was absent.
     */
    @Optional
    @Decimal(4)
    long ask();

    /**
     * The quantity at the ask.
     *
     * @return the quantity, unscaled.
     */
    @Optional
    @Decimal(0)
    long askQuantity();
}
