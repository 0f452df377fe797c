package io.millrace.engine.example;

import io.millrace.record.Decimal;
import io.millrace.record.Record;

// tag::state-record[]
@Record
public interface Last {
    @Decimal(2)
    long price();
}
// end::state-record[]
