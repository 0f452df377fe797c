package io.millrace.demo.market;

import io.millrace.record.Decimal;
import io.millrace.record.Int128;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** How far bid and ask of one symbol were apart in one window, over the quotes that have both. */
@Record
public interface Spread {
    /**
     * What was quoted.
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
     * Number of quotes.
     *
     * @return the number.
     */
    long updates();

    /**
     * Smallest ask minus bid.
     *
     * @return the spread, unscaled; negative where bid and ask were crossed.
     */
    @Decimal(4)
    long min();

    /**
     * Largest ask minus bid.
     *
     * @return the spread, unscaled.
     */
    @Decimal(4)
    long max();

    /**
     * Sum of ask minus bid.
     *
     * @return the sum, exact, unscaled.
     */
    @Decimal(4)
    Int128 sum();

    /**
     * Number of quotes whose bid is the ask.
     *
     * @return the number.
     */
    long locked();

    /**
     * Number of quotes whose bid is above the ask.
     *
     * @return the number.
     */
    long crossed();
}
