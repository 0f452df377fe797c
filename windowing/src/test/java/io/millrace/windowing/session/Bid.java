package io.millrace.windowing.session;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** A trade of the work W3. */
@Record
interface Bid {
    @EventTime
    long timeNs();

    long key();

    long price();

    long quantity();
}
