package io.millrace.windowing.trigger;

/**
 * What a {@link Trigger} knows of a window of one key, and what it keeps with it: a few longs, one timer by event time
 * and one by processing time. Valid during the call it is passed to. <b>Not thread-safe.</b>
 */
public interface TriggerContext {
    /**
     * How many timers of a window may set one another, each to a later time, all due within one rise of the watermark,
     * or of the processing time. One more fails: it would go on for every nanosecond of a jump in time.
     */
    int MAX_ROUNDS = 1_000_000;

    /**
     * First time in the window.
     *
     * @return nanoseconds since the epoch.
     */
    long startNs();

    /**
     * First time after the window, as far as is known.
     *
     * @return nanoseconds since the epoch.
     */
    long endNs();

    /**
     * Time of the event at hand; in a timer's call, the time it was set to.
     *
     * @return nanoseconds since the epoch.
     */
    long timeNs();

    /**
     * The watermark before the event at hand; in a timer's call, the time it is acting on.
     *
     * @return nanoseconds since the epoch; {@link Long#MIN_VALUE} if there is none yet.
     */
    long watermarkNs();

    /**
     * The largest ingress time so far.
     *
     * @return nanoseconds of the run's clock.
     */
    long processingTimeNs();

    /**
     * How often this window had a result before.
     *
     * @return the count.
     */
    long firedBefore();

    /**
     * Reads a long of the trigger's state.
     *
     * @param number 0 to {@link Trigger#stateLongs()} - 1.
     * @return 0 unless it was set.
     */
    long get(int number);

    /**
     * Changes a long of the trigger's state.
     *
     * @param number 0 to {@link Trigger#stateLongs()} - 1.
     * @param value the value.
     */
    void set(int number, long value);

    /**
     * Sets the window's timer by event time, whatever it was set to before: {@link Trigger#onTimer} is called when the
     * watermark is at or past that time. A time that the watermark has reached already is due at once, after the event
     * at hand; one at which the window is gone never is. In the call of such a timer it must be later than that one
     * was, and is ignored if the input has ended.
     *
     * @param timeNs when, in nanoseconds since the epoch.
     * @throws IllegalArgumentException in the call of such a timer, if the time is not later than that one was.
     * @throws IllegalStateException after {@link #MAX_ROUNDS}.
     */
    void setTimer(long timeNs);

    /**
     * When the timer by event time is due.
     *
     * @return nanoseconds since the epoch; {@link Long#MAX_VALUE} if none is set.
     */
    long timerNs();

    /** Takes the timer by event time back. */
    void clearTimer();

    /**
     * Sets the window's timer by processing time, whatever it was set to before: {@link Trigger#onProcessingTimer} is
     * called when the ingress time is at or past that time. In the call of such a timer it must be later than that one
     * was, and is ignored if the input has ended.
     *
     * @param timeNs when, in nanoseconds of the run's clock.
     * @throws IllegalArgumentException in the call of such a timer, if the time is not later than that one was.
     * @throws IllegalStateException after {@link #MAX_ROUNDS}.
     */
    void setProcessingTimer(long timeNs);

    /**
     * When the timer by processing time is due.
     *
     * @return nanoseconds of the run's clock; {@link Long#MAX_VALUE} if none is set.
     */
    long processingTimerNs();

    /** Takes the timer by processing time back. */
    void clearProcessingTimer();
}
