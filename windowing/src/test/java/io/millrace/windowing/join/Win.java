package io.millrace.windowing.join;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** A right event, for tests of this package. */
@Record
interface Win {
    @EventTime
    long timeNs();

    int key();

    int id();

    long padding();
}
