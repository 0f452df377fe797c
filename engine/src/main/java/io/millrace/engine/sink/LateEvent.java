package io.millrace.engine.sink;

import io.millrace.record.Flyweight;
import java.util.List;

/** A late event. Valid during the call it is passed to. */
public interface LateEvent {
    /**
     * The source it came from, or the {@code stage(..)} whose windows went without it.
     *
     * @return the name of the source or the stage.
     */
    String source();

    /**
     * The event, as its source published it, or the record, as it came to the stage.
     *
     * @return the event.
     */
    Flyweight event();

    /**
     * Its event time.
     *
     * @return nanoseconds since the epoch.
     */
    long timeNs();

    /**
     * How far the watermark was ahead of it when it arrived.
     *
     * @return watermark minus event time, in nanoseconds; saturated at {@link Long#MAX_VALUE}.
     */
    long lateByNs();

    /**
     * The operators of which at least one window went without it.
     *
     * @return their names, in graph order.
     */
    List<String> missed();
}
