package io.millrace.windowing.trigger;

import java.time.Duration;
import java.util.OptionalLong;

/** Ready-made triggers. */
public final class Triggers {
    private static final String PERIOD = "period of a trigger, in ns,";

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
     */
    public static Trigger<Object> count(final long n) {
        return n > 0 ? new AfterCount(n) : mistaken("number of events of a trigger", n);
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
     * complete; each only if an event was added since the one before.
     *
     * @param periodNs the duration in nanoseconds, positive.
     * @return the trigger.
     */
    public static Trigger<Object> every(final long periodNs) {
        return every(periodNs, 0);
    }

    /**
     * Early results at multiples of a duration of event time, and one when the window is complete.
     *
     * <p>A result at a multiple {@code m} comes when the watermark is at or past {@code m - 1}, as that of a window
     * which ends at {@code m} would. It comes only if an event was added since the last result, at the first multiple
     * behind both that event's time and the watermark at its arrival. The one of the complete window comes only if an
     * event was added since the last result, too: so nothing is repeated, and a watermark that jumps over a year, and
     * over the window's end, brings one result.
     *
     * @param periodNs the duration in nanoseconds, positive.
     * @param offsetNs where a multiple lies, in nanoseconds from the epoch.
     * @return the trigger.
     */
    public static Trigger<Object> every(final long periodNs, final long offsetNs) {
        return periodNs > 0 ? new Periodic(periodNs, offsetNs) : mistaken(PERIOD, periodNs);
    }

    /**
     * Early results at multiples of a duration of event time, counted from the epoch, and one when the window is
     * complete; see {@link #every(long, long)}.
     *
     * @param period the duration, positive.
     * @return the trigger.
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
     */
    public static Trigger<Object> everyProcessingTime(final long periodNs) {
        return periodNs > 0 ? new PeriodicByProcessingTime(periodNs, true) : mistaken(PERIOD, periodNs);
    }

    /**
     * Results a duration of processing time after the first event that was in none, whatever the event time, and none
     * when the window is complete: add {@link Trigger#orAtEnd()} for that.
     *
     * @param delayNs the duration in nanoseconds, positive.
     * @return the trigger.
     */
    public static Trigger<Object> afterProcessingTime(final long delayNs) {
        return delayNs > 0
                ? new PeriodicByProcessingTime(delayNs, false)
                : mistaken("delay of a trigger, in ns,", delayNs);
    }

    /**
     * How many more events fire a window by a trigger that counts.
     *
     * @param trigger the trigger.
     * @param state the first number that it keeps of the window.
     * @return the number; empty where the trigger does not count.
     */
    public static OptionalLong eventsToCome(final Trigger<?> trigger, final long state) {
        if (trigger instanceof AtEnd) {
            return eventsToCome(((AtEnd<?>) trigger).early(), state);
        }
        return trigger instanceof AfterCount
                ? OptionalLong.of(((AfterCount) trigger).n() - state)
                : OptionalLong.empty();
    }

    private static Trigger<Object> mistaken(final String what, final long value) {
        return new MistakenTrigger(what + " must be positive: " + value);
    }
}
