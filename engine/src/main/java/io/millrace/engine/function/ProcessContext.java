package io.millrace.engine.function;

import io.millrace.record.Flyweight;

/** What a process function is told of the event at hand. Valid during the call it is passed to. */
public interface ProcessContext {
    /**
     * The key, where keys are numbers.
     *
     * @return the key; 0 where keys are records.
     */
    long key();

    /**
     * The key, where keys are records.
     *
     * @return the key, or {@code null} where keys are numbers.
     */
    Flyweight keyRecord();

    /**
     * Event time.
     *
     * @return nanoseconds since the epoch.
     */
    long timeNs();

    /**
     * Processing time: the largest ingress time so far. The same on every replay.
     *
     * @return nanoseconds of the run's clock.
     */
    long processingTimeNs();

    /**
     * The watermark at the event's arrival.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} before the first.
     */
    long watermarkNs();

    /**
     * Place of the event in the order of arrival.
     *
     * @return the sequence.
     */
    long sequence();
}
