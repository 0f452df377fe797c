package io.millrace.engine.example;

import io.millrace.record.Record;

/** How many, and how much. */
// tag::sum[]
@Record
public interface Sum {
    long count();

    long quantity();
}
// end::sum[]
