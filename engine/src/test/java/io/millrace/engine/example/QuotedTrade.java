package io.millrace.engine.example;

import io.millrace.record.EventTime;
import io.millrace.record.Optional;
import io.millrace.record.Record;
import io.millrace.record.Symbol;

@Record
interface QuotedTrade {
    @EventTime
    long timeNs();

    @Symbol
    int symbol();

    long price();

    @Optional
    long bid();

    boolean hasBid();
}
