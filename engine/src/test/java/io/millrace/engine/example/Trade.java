package io.millrace.engine.example;

// tag::trade[]
import io.millrace.record.Decimal;
import io.millrace.record.EventTime;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

@Record
public interface Trade {
    @EventTime
    long timeNs();

    @Symbol
    int symbol();

    @Decimal(2)
    long price();

    long quantity();
}
// end::trade[]
