package io.millrace.engine.function;

/** The times of what a function is called for. Valid during the call it is passed to. */
public interface StepContext {
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
