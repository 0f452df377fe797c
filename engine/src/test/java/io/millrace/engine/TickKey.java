package io.millrace.engine;

import io.millrace.record.Record;

/** A key of two fields, for tests. */
@Record
public interface TickKey {
    /** Low part. */
    long low();

    /** High part. */
    long high();
}
