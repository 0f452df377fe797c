package io.millrace.windowing.count;

import io.millrace.record.Record;

/** A key of two parts. */
@Record
interface Host {
    long network();

    int number();
}
