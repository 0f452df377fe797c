package io.millrace.demo.market;

import io.millrace.record.Optional;
import io.millrace.record.Record;

/** The mean price of the last window of one symbol that was closed. */
@Record
public interface Level {
    /**
     * Where the window ended.
     *
     * @return nanoseconds since the epoch.
     */
    long endNs();

    /**
     * The mean price.
     *
     * @return the price, unscaled; absent where nothing but quantities of 0 were traded.
     */
    @Optional
    long vwap();
}
