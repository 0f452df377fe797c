package io.millrace.demo.market;

import io.millrace.record.Record;
import io.millrace.record.Symbol;

/** A signal that nothing could be done upon: there was no quote with both sides. */
@Record
public interface Unfilled {
    /**
     * What was traded.
     *
     * @return the symbol's id.
     */
    @Symbol
    int symbol();
}
