package io.millrace.demo.market;

import io.millrace.record.EventTime;
import io.millrace.record.Symbol;

/** What trades and quotes have in common. */
public interface MarketEvent {
    /**
     * When it happened.
     *
     * @return nanoseconds since the epoch.
     */
    @EventTime
    long timeNs();

    /**
     * What was traded or quoted.
     *
     * @return the symbol's id.
     */
    @Symbol
    int symbol();
}
