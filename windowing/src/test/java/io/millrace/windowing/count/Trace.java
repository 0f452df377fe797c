package io.millrace.windowing.count;

import io.millrace.record.Record;

/** What {@link PingTrace} accumulates, and what it results in. */
@Record
interface Trace {
    long key();

    long startNs();

    long endNs();

    long count();

    long sum();

    long hash();

    long factor();
}
