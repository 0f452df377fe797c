package io.millrace.windowing.cell;

import io.millrace.record.Record;

/** A key that is a record. */
@Record
interface TickKey {
    long left();

    int right();
}
