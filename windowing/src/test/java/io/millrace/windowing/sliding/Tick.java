package io.millrace.windowing.sliding;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** The event of these tests. */
@Record
interface Tick {
    @EventTime
    long timeNs();

    long key();

    long price();

    long quantity();
}
