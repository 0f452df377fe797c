package io.millrace.windowing.pane;

import io.millrace.record.Record;

/** What {@link TradeStats} results in. */
@Record
interface Bar {
    long key();

    long startNs();

    long count();

    long notional();

    long volume();

    long high();

    long low();
}
