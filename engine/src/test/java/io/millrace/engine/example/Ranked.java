package io.millrace.engine.example;

import io.millrace.record.Decimal;
import io.millrace.record.EventTime;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** A trade and its rank. */
@Record
public interface Ranked {
    @EventTime
    long timeNs();

    @Symbol
    int symbol();

    int rank();

    @Decimal(2)
    long price();

    long quantity();
}
