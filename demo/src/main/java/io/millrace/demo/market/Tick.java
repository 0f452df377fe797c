package io.millrace.demo.market;

import io.millrace.record.Record;

/**
 * A trade or a quote: both come out of one source, so that one watermark holds for both. What only the other kind has
 * is 0. Behind the source everything reads it as what it is, a {@link Trade} or a {@link Quote}, without a copy.
 */
@Record
public interface Tick extends Trade, Quote {
    /** What a tick is. */
    enum Kind {
        /** A trade. */
        TRADE,

        /** A quote. */
        QUOTE
    }

    /**
     * What this is.
     *
     * @return its kind.
     */
    Kind kind();
}
