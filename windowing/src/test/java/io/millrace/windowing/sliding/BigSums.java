package io.millrace.windowing.sliding;

import io.millrace.record.Ascii;
import io.millrace.record.Record;

/** An accumulator of which not even three fit into a segment. */
@Record
interface BigSums {
    long count();

    long high();

    @Ascii(1_000)
    CharSequence nothing();
}
