package io.millrace.engine.example;

import io.millrace.record.EventTime;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

@Record
interface Quote {
    @EventTime
    long timeNs();

    @Symbol
    int symbol();

    long bid();

    long ask();
}
