package io.millrace.windowing.count;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** An event, for tests of this package. */
@Record
interface Ping {
    @EventTime
    long timeNs();

    long key();

    long value();
}
