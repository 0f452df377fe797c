package io.millrace.windowing.sliding;

import io.millrace.record.Record;

/** What {@link TickSums} accumulates and results in. */
@Record
interface Sums {
    long key();

    long startNs();

    long count();

    long notional();

    long volume();

    long high();

    long low();

    long chain();

    long chainFactor();
}
