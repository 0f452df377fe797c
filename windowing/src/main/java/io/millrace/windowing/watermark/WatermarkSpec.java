package io.millrace.windowing.watermark;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a source's watermark is made, as immutable data in a pipeline. {@link Watermarks} has the usual ones; a lambda
 * that makes a generator of one's own will do as well.
 *
 * <p><b>Thread-safe.</b> The generators are not.
 */
@FunctionalInterface
public interface WatermarkSpec extends Serializable {
    /**
     * Makes a generator in its initial state.
     *
     * @return a new generator for one source.
     */
    WatermarkGenerator newGenerator();

    /**
     * After how long without an event a source that is polled goes idle. This is decided once, live, by the run's
     * clock, and enters the stream as a mark.
     *
     * @return nanoseconds; 0 if it never does on its own.
     */
    default long idleAfterNs() {
        return 0;
    }

    /**
     * How far the events of a source that is polled may lead those of the slowest other one. Then it is held back: it
     * is not polled until the others have come after it, have gone idle or have ended.
     *
     * @return nanoseconds; {@link Long#MAX_VALUE} without a limit.
     */
    default long maxLeadNs() {
        return Long.MAX_VALUE;
    }

    /**
     * Whether there will be watermarks before the end of input, as far as can be said beforehand. Operators that could
     * do nothing without are refused behind a source that says no.
     *
     * @return {@code false} for {@link Watermarks#none()} only.
     */
    default boolean givesWatermarks() {
        return true;
    }

    /**
     * The same for a source that goes idle on its own.
     *
     * @param duration after how long without an event; positive.
     * @return the specification.
     * @throws IllegalArgumentException if the duration is not positive.
     * @throws ArithmeticException if it exceeds some 292 years.
     */
    default WatermarkSpec withIdleAfter(final Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a source goes idle after a positive duration, not " + duration);
        }
        return new SourcePolicy(this, duration.toNanos(), maxLeadNs());
    }

    /**
     * The same for a source that may not lead the others by more than a maximum. One poll may go beyond it; the next
     * waits.
     *
     * @param lead the maximum; positive.
     * @return the specification.
     * @throws IllegalArgumentException if the maximum is not positive.
     * @throws ArithmeticException if it exceeds some 292 years.
     */
    default WatermarkSpec withMaxLead(final Duration lead) {
        if (lead.isNegative() || lead.isZero()) {
            throw new IllegalArgumentException("the maximum lead of a source must be positive, not " + lead);
        }
        return new SourcePolicy(this, idleAfterNs(), lead.toNanos());
    }
}
