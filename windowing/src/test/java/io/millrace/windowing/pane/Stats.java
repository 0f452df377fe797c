package io.millrace.windowing.pane;

import io.millrace.record.Record;

/** What {@link TradeStats} accumulates. */
@Record
interface Stats {
    long count();

    long notional();

    long volume();

    long high();

    long low();
}
