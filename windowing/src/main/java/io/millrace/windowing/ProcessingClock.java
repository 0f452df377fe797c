package io.millrace.windowing;

/** Tells the processing time: the largest ingress time so far. Input like any other, and the same on every replay. */
@FunctionalInterface
public interface ProcessingClock {
    /**
     * The processing time.
     *
     * @return nanoseconds of the run's clock; never lower than before.
     */
    long nowNs();

    /**
     * The watermark that is being acted on: it may have risen by far at once.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE}, unless overridden, if it is not known.
     */
    default long watermarkNs() {
        return Long.MIN_VALUE;
    }

    /**
     * Whether the input has ended: what is due acts once, and no timer is set any more.
     *
     * @return false unless overridden.
     */
    default boolean hasInputEnded() {
        return false;
    }
}
