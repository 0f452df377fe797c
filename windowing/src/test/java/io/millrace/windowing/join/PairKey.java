package io.millrace.windowing.join;

import io.millrace.record.Record;

/** A key of two parts, for tests of this package. */
@Record
interface PairKey {
    long left();

    int right();
}
