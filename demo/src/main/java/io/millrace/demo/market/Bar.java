package io.millrace.demo.market;

import io.millrace.record.Decimal;
import io.millrace.record.Int128;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** The trades of one symbol in one window, in brief. The scales are set when a pipeline is built. */
@Record
public interface Bar {
    /**
     * What was traded.
     *
     * @return the symbol's id.
     */
    @Symbol
    int symbol();

    /**
     * Where the window starts.
     *
     * @return nanoseconds since the epoch.
     */
    long startNs();

    /**
     * First time after the window.
     *
     * @return nanoseconds since the epoch.
     */
    long endNs();

    /**
     * Price of the first trade, by time, then arrival.
     *
     * @return the price, unscaled.
     */
    @Decimal(4)
    long open();

    /**
     * Highest price.
     *
     * @return the price, unscaled.
     */
    @Decimal(4)
    long high();

    /**
     * Lowest price.
     *
     * @return the price, unscaled.
     */
    @Decimal(4)
    long low();

    /**
     * Price of the last trade, by time, then arrival.
     *
     * @return the price, unscaled.
     */
    @Decimal(4)
    long close();

    /**
     * Sum of the quantities.
     *
     * @return the sum, exact, unscaled.
     */
    @Decimal(0)
    Int128 volume();

    /**
     * Number of trades.
     *
     * @return the number.
     */
    long count();

    /**
     * Sum of price times quantity.
     *
     * @return the sum, exact, with the decimals of prices and quantities together.
     */
    @Decimal(4)
    Int128 notional();
}
