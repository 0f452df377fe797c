package io.millrace.engine.example;

import io.millrace.record.Decimal;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

// tag::bar[]
@Record
public interface Bar {
    @Symbol
    int symbol();

    long startNs();

    @Decimal(2)
    long open();

    @Decimal(2)
    long high();

    @Decimal(2)
    long low();

    @Decimal(2)
    long close();

    long volume();
}
// end::bar[]
