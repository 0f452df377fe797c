package io.millrace.windowing.cell;

import io.millrace.record.Record;

/** An accumulator. */
@Record
interface Sums {
    long count();

    long sum();

    long last();
}
