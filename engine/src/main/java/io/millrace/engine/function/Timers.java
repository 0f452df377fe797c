package io.millrace.engine.function;

/**
 * The timers of a keyed operator. A timer belongs to the key that the function is called for when it registers it;
 * {@link ProcessFunction#onTimer} is called once when its time has come, with state at that key.
 *
 * <p>Timers fire after the event that made time pass, and after its watermark has risen: by (time, key, registration),
 * before windows that are due at the same time further down. Keys that are numbers come in their order, keys that are
 * records in the order in which they got their first pending timer.
 *
 * <ul>
 *   <li>A timer on event time fires when the watermark reaches its time. One for a time that the watermark has passed
 *       counts as one for the next nanosecond: it fires when the watermark rises at all.
 *   <li>A timer on processing time fires with the first event or tick whose ingress time has reached its time. One for
 *       a time that has passed fires after the event at hand.
 *   <li>At the end of input all pending timers fire once, in order, those on event time first. What timers register
 *       then is dropped and counted.
 *   <li>A timer that goes round in circles, registering another one for the present or the past, and that the next, is
 *       cut off after {@link #MAX_CHAIN} of them: the next is dropped and counted.
 *   <li>Timers that register one another for later times catch up with a watermark that rises by far at once, up to
 *       {@link #MAX_ROUNDS} one after the other. Then registering the next fails, with the key and the times: the
 *       operator stops or skips as it does when its function throws, and without that timer there is an end.
 * </ul>
 *
 * <p><b>Used by the operator's function only, during its calls.</b>
 */
public interface Timers {
    /** What no timer has for a handle; a state of zeros says the same. */
    long NONE = 0;

    /** How many timers may register one another for a time that has come already. */
    int MAX_CHAIN = 1_000;

    /**
     * How many timers on event time may register one another, each for a later time, all due within one rise of the
     * watermark. One more fails: it would go on for every nanosecond of a jump in time.
     */
    int MAX_ROUNDS = 1_000_000;

    /**
     * Registers a timer on event time, for the present key.
     *
     * @param timeNs when it is due, in nanoseconds since the epoch; {@link Long#MAX_VALUE} is the end of input.
     * @param payload any number, handed back when it fires: several timers of a key are told apart by it.
     * @return its handle, to delete it with, or {@link #NONE} if it was dropped.
     * @throws io.millrace.state.StateLimitException if too many are pending.
     * @throws IllegalStateException after {@link #MAX_ROUNDS}; and if one of the sources that the operator hangs on
     *     gives no watermarks, but for the end of input.
     */
    long registerEventTime(long timeNs, long payload);

    /**
     * Registers a timer on processing time, for the present key.
     *
     * @param timeNs when it is due, in nanoseconds of the run's clock; {@link Long#MAX_VALUE} is the end of input.
     * @param payload any number, handed back when it fires: several timers of a key are told apart by it.
     * @return its handle, to delete it with, or {@link #NONE} if it was dropped.
     * @throws io.millrace.state.StateLimitException if too many are pending.
     */
    long registerProcessingTime(long timeNs, long payload);

    /**
     * Deletes a pending timer of the present key; it takes no more memory.
     *
     * @param timer its handle; {@link #NONE} is none.
     * @return {@code false} if it is not pending, or belongs to another key.
     */
    boolean delete(long timer);
}
