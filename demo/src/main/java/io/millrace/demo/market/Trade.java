package io.millrace.demo.market;

import io.millrace.record.Decimal;

/** A trade. The scales of price and quantity are set when a pipeline is built. */
public interface Trade extends MarketEvent {
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
