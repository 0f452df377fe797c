package io.millrace.demo.market;

import io.millrace.record.Decimal;

/**
 * The best bid and ask there were from some time on. A side whose price is 0 is absent. The scales are set when a
 * pipeline is built.
 */
public interface Quote extends MarketEvent {
    /**
     * The highest price at which somebody would buy.
     *
     * @return the price, unscaled; 0 if nobody would.
     */
    @Decimal(4)
    long bid();

    /**
     * How much they would buy.
     *
     * @return the quantity, unscaled; not negative.
     */
    @Decimal(0)
    long bidQuantity();

    /**
     * The lowest price at which somebody would sell.
     *
     * @return the price, unscaled; 0 if nobody would.
     */
    @Decimal(4)
    long ask();

    /**
     * How much they would sell.
     *
     * @return the quantity, unscaled; not negative.
     */
    @Decimal(0)
    long askQuantity();
}
