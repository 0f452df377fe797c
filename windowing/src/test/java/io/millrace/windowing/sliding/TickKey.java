package io.millrace.windowing.sliding;

import io.millrace.record.Record;

/** A key of two parts. */
@Record
interface TickKey {
    long left();

    int right();
}
