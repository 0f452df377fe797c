package io.millrace.engine;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** An event for tests. */
@Record
public interface Tick {
    /** Event time. */
    @EventTime
    long timeNs();

    /** The key. */
    long key();

    /** A value. */
    long value();
}
