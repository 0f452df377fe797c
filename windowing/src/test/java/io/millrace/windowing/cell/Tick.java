package io.millrace.windowing.cell;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** An event, for tests of this package. */
@Record
interface Tick {
    @EventTime
    long timeNs();

    long key();

    long value();
}
