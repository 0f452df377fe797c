package io.millrace.windowing.trigger;

import java.time.Duration;

/** Ready-made triggers. */
public final class Triggers {
    private Triggers() {}

    /**
     * A result when the window is complete, and one more with every event accepted after that. What windows do without
     * a trigger.
     *
     * @return the trigger.
     */
    public static Trigger<Object> eventTime() {
        return AtEndOnly.EVENT_TIME;
    }

    /**
     * A result when the input has ended. For the {@link io.millrace.windowing.GlobalWindow}.
     *
     * @return the trigger.
     */
    public static Trigger<Object> endOfInput() {
        return AtEndOnly.END_OF_INPUT;
    }

    /**
     * A result with every n-th event of the window, and none when it is complete: add {@link Trigger#orAtEnd()} for
     * that.
     *
     * @param n how many events, 1 or more.
     * @return the trigger.
     * @throws IllegalArgumentException if n is not positive.
     */
    public static Trigger<Object> count(final long n) {
        return new AfterCount(n);
    }

    /**
     * A result with every event that a predicate accepts, and none when the window is complete: add
     * {@link Trigger#orAtEnd()} for that.
     *
     * @param predicate the predicate.
     * @param <T> the event.
     * @return the trigger.
     */
    public static <T> Trigger<T> when(final EventPredicate<T> predicate) {
        return new OnPredicate<>(predicate);
    }

    /**
     * Early results at multiples of a duration of event time, counted from the epoch, and one when the window is
     * complete.
     *
     * @param periodNs the duration in nanoseconds, positive.
     * @return the trigger.
     * @throws IllegalArgumentException if the duration is not positive.
     */
    public static Trigger<Object> every(final long periodNs) {
        return every(periodNs, 0);
    }

    /**
     * Early results at multiples of a duration of event time, and one when the window is complete.
     *
     * <p>A result at a multiple {@code m} comes when the watermark is at or past {@code m - 1}, as that of a window
     * which ends at {@code m} would. It comes only if an event was added since the last result, at the first multiple
     * behind both that event's time and the watermark at its arrival: so nothing is repeated, and a watermark that
     * jumps over a year brings one result.
     *
     * @param periodNs the duration in nanoseconds, positive.
     * @param offsetNs where a multiple lies, in nanoseconds from the epoch.
     * @return the trigger.
     * @throws IllegalArgumentException if the duration is not positive.
     */
    public static Trigger<Object> every(final long periodNs, final long offsetNs) {
        return new Periodic(periodNs, offsetNs);
    }

    /**
     * Early results at multiples of a duration of event time, counted from the epoch, and one when the window is
     * complete; see {@link #every(long, long)}.
     *
     * @param period the duration, positive.
     * @return the trigger.
     * @throws IllegalArgumentException if the duration is not positive.
     * @throws ArithmeticException if it exceeds some 292 years.
     */
    public static Trigger<Object> every(final Duration period) {
        return every(period.toNanos(), 0);
    }

    /**
     * Early results at multiples of a duration of processing time, and one when the window is complete. A result comes
     * only if an event was added since the last one, as soon as the ingress time is at or past the first multiple
     * behind the ingress time of that event.
     *
     * @param periodNs the duration in nanoseconds, positive.
     * @return the trigger.
     * @throws IllegalArgumentException if the duration is not positive.
     */
    public static Trigger<Object> everyProcessingTime(final long periodNs) {
        return new PeriodicByProcessingTime(periodNs, true);
    }

    /**
     * Results a duration of processing time after the first event that was in none, whatever the event time, and none
     * when the window is complete: add {@link Trigger#orAtEnd()} for that.
     *
     * @param delayNs the duration in nanoseconds, positive.
     * @return the trigger.
     * @throws IllegalArgumentException if the duration is not positive.
     */
    public static Trigger<Object> afterProcessingTime(final long delayNs) {
        return new PeriodicByProcessingTime(delayNs, false);
    }

    static long requirePositive(final String what, final long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be positive: " + value);
        }
        return value;
    }
}
