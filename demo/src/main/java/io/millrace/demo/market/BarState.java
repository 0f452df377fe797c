package io.millrace.demo.market;

import io.millrace.record.Int128;
import io.millrace.record.Record;

/** A bar being made. All zero while there are no trades. */
@Record
public interface BarState {
    /**
     * Time of the first trade.
     *
     * @return nanoseconds since the epoch.
     */
    long firstNs();

    /**
     * Place of the first trade in the order of arrival.
     *
     * @return the ingress sequence.
     */
    long firstSequence();

    /**
     * Price of the first trade.
     *
     * @return the price, unscaled.
     */
    long open();

    /**
     * Highest price.
     *
     * @return the price, unscaled.
     */
    long high();

    /**
     * Lowest price.
     *
     * @return the price, unscaled.
     */
    long low();

    /**
     * Time of the last trade.
     *
     * @return nanoseconds since the epoch.
     */
    long lastNs();

    /**
     * Place of the last trade in the order of arrival.
     *
     * @return the ingress sequence.
     */
    long lastSequence();

    /**
     * Price of the last trade.
     *
     * @return the price, unscaled.
     */
    long close();

    /**
     * Number of trades.
     *
     * @return the number.
     */
    long count();

    /**
     * Sum of the quantities.
     *
     * @return the sum, unscaled.
     */
    Int128 volume();

    /**
     * Sum of price times quantity.
     *
     * @return the sum, unscaled.
     */
    Int128 notional();
}
