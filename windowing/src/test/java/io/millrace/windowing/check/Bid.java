package io.millrace.windowing.check;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** A trade of the work W3. */
@Record
public interface Bid {
    @EventTime
    long timeNs();

    long key();

    long price();

    long quantity();
}
