package io.millrace.windowing.check;

import io.millrace.record.Record;

/** Count, notional, volume, highest and lowest price of the work W3; the accumulator, and with a key the result. */
@Record
public interface BidStats {
    long key();

    long startNs();

    long count();

    long notional();

    long volume();

    long high();

    long low();
}
