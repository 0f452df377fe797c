package io.millrace.windowing.pane;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** A trade, for tests and measurements of this package. */
@Record
interface Trade {
    @EventTime
    long timeNs();

    long key();

    long price();

    long quantity();
}
