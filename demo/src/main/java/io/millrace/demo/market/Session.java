package io.millrace.demo.market;

import io.millrace.record.Decimal;
import io.millrace.record.Int128;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** Trades of one symbol that follow each other without a gap. */
@Record
public interface Session {
    /**
     * What was traded.
     *
     * @return the symbol's id.
     */
    @Symbol
    int symbol();

    /**
     * Time of the first trade.
     *
     * @return nanoseconds since the epoch.
     */
    long startNs();

    /**
     * Time of the last trade, plus the gap.
     *
     * @return nanoseconds since the epoch.
     */
    long endNs();

    /**
     * Number of trades.
     *
     * @return the number.
     */
    long count();

    /**
     * Sum of the quantities.
     *
     * @return the sum, exact, unscaled.
     */
    @Decimal(0)
    Int128 volume();
}
