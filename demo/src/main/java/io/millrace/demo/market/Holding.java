package io.millrace.demo.market;

import io.millrace.record.Int128;
import io.millrace.record.Record;

/** What the decisions for one symbol have come to. All zero before the first. */
@Record
public interface Holding {
    /**
     * What was received less what was paid, in tenths of the last decimal of prices.
     *
     * @return the cash.
     */
    Int128 cash();

    /**
     * How many are held.
     *
     * @return the number; negative where more were sold than bought.
     */
    long held();

    /**
     * What was done last.
     *
     * @return 1 for bought, -1 for sold, 0 for nothing.
     */
    long side();
}
