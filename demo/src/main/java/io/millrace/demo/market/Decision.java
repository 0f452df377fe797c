package io.millrace.demo.market;

import io.millrace.record.Decimal;
import io.millrace.record.EventTime;
import io.millrace.record.Int128;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** That one was bought or sold, and what has come of all decisions for the symbol so far. */
@Record
public interface Decision {
    /** What is done. */
    enum Side {
        /** One is bought, at the ask. */
        BUY,

        /** One is sold, at the bid. */
        SELL
    }

    /**
     * Journal position of the trade that caused it: the number of its slot, counted from 0. The same without a journal.
     *
     * @return the position.
     */
    long position();

    /**
     * What was bought or sold.
     *
     * @return the symbol's id.
     */
    @Symbol
    int symbol();

    /**
     * Time of the trade that caused it.
     *
     * @return nanoseconds since the epoch.
     */
    @EventTime
    long timeNs();

    /**
     * What was done.
     *
     * @return the side.
     */
    Side side();

    /**
     * Price of the trade that caused it.
     *
     * @return the price, unscaled.
     */
    @Decimal(4)
    long price();

    /**
     * What was paid or received.
     *
     * @return the price, unscaled.
     */
    @Decimal(4)
    long fill();

    /**
     * Cash, plus what is held at the middle between bid and ask, after the decision. One decimal more than prices have:
     * the middle may lie between two of them.
     *
     * @return the profit or loss, exact, unscaled.
     */
    @Decimal(5)
    Int128 pnl();
}
