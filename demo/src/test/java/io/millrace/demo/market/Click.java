package io.millrace.demo.market;

import io.millrace.record.EventTime;
import io.millrace.record.Record;

/** A click on an advertisement. */
@Record
public interface Click {
    /** When. */
    @EventTime
    long timeNs();

    /** From where. */
    long ip();

    /** For which program. */
    long app();
}
