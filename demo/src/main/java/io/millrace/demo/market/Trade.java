package io.millrace.demo.market;

import io.millrace.record.Decimal;
import io.millrace.record.EventTime;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** A trade. The scales of price and quantity are set when a pipeline is built. */
@Record
public interface Trade {
    /**
     * When it happened.
     *
     * @return nanoseconds since the epoch.
     */
    @EventTime
    long timeNs();

    /**
     * What was traded.
     *
     * @return the symbol's id.
     */
    @Symbol
    int symbol();

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
     * @return the quantity, unscaled; not negative.
     */
    @Decimal(0)
    long quantity();
}
