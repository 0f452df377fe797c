package io.millrace.engine.example;

import io.millrace.record.Decimal;
import io.millrace.record.EventTime;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** By how much a price has changed. */
@Record
public interface Change {
    @EventTime
    long timeNs();

    @Symbol
    int symbol();

    @Decimal(2)
    long change();
}
