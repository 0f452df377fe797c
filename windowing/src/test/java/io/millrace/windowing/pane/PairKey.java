package io.millrace.windowing.pane;

import io.millrace.record.Record;

/** A key of two parts. */
@Record
interface PairKey {
    long left();

    int right();
}
