package io.millrace.windowing.join;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** A left event, for tests of this package. */
@Record
interface Bid {
    @EventTime
    long timeNs();

    long key();

    long id();
}
