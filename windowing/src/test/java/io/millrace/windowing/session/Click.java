package io.millrace.windowing.session;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** An event, for tests of this package. */
@Record
interface Click {
    @EventTime
    long timeNs();

    long key();

    long value();

    long gapNs();
}
