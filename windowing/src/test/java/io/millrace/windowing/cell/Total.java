package io.millrace.windowing.cell;

import io.millrace.record.Record;

/** A result, with all that is known of its window. */
@Record
interface Total {
    long key();

    long startNs();

    long endNs();

    long count();

    long sum();

    long last();

    long firedBefore();

    boolean dropped();
}
