package io.millrace.demo.market;

import io.millrace.record.Decimal;
import io.millrace.record.Int128;
import io.millrace.record.Optional;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** The mean price of the trades of one symbol in one window, weighed by quantity. */
@Record
public interface Vwap {
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
     * Sum of price times quantity.
     *
     * @return the sum, exact, with the decimals of prices and quantities together.
     */
    @Decimal(4)
    Int128 notional();

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
     * Notional by volume, rounded down to the decimals of prices.
     *
     * @return the mean price, unscaled; absent where the volume is 0.
     */
    @Optional
    @Decimal(4)
    long vwap();
}
