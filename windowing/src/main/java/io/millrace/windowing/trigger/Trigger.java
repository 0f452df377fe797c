package io.millrace.windowing.trigger;

import java.io.Serializable;
import java.util.Optional;

/**
 * Says when a window has a result, apart from the moment in which it is complete.
 *
 * <p>Calls, all on one thread: {@link #onEvent} for every event after it was added to the window; {@link #onTimer} and
 * {@link #onProcessingTimer} when a timer is due that the trigger set. A trigger remembers nothing in itself: what it
 * has to remember it keeps in the context, a state of its own for every window of every key. It must depend on its
 * arguments only, and is shared by all windows and all runs.
 *
 * <p>When the watermark reaches the last time of a window, the window has a result if {@link #firesAtEnd()} says so. An
 * event that comes after that and is not late yet then leads to a further result at once.
 *
 * @param <T> the event.
 */
public interface Trigger<T> extends Serializable {
    /**
     * Looks at an event of a window.
     *
     * @param event the event; valid during this call.
     * @param context the window.
     * @return what to do.
     */
    Decision onEvent(T event, TriggerContext context);

    /**
     * Acts on the timer by event time, which is not set any more.
     *
     * @param context the window.
     * @return what to do; nothing unless overridden.
     */
    default Decision onTimer(final TriggerContext context) {
        return Decision.CONTINUE;
    }

    /**
     * Acts on the timer by processing time, which is not set any more.
     *
     * @param context the window.
     * @return what to do; nothing unless overridden.
     */
    default Decision onProcessingTimer(final TriggerContext context) {
        return Decision.CONTINUE;
    }

    /**
     * Whether a window has a result when it is complete, and a further one with every event accepted after that. If
     * not, what it holds then and was in no result is lost: on purpose, as with {@link Triggers#count}.
     *
     * @return true unless overridden; the same on every call.
     */
    default boolean firesAtEnd() {
        return true;
    }

    /**
     * Whether a complete window has a result even if nothing was added since the one before, which it repeats then but
     * for saying that the window is complete. Asked only if {@link #firesAtEnd()}.
     *
     * @return true unless overridden; the same on every call.
     */
    default boolean repeatsAtEnd() {
        return true;
    }

    /**
     * Whether the trigger waits for watermarks before the end of the window. It is refused behind a source that gives
     * none.
     *
     * @return false unless overridden; the same on every call.
     */
    default boolean needsWatermarks() {
        return false;
    }

    /**
     * How many longs of state there are for every window of every key.
     *
     * @return 0 unless overridden, at most 16; the same on every call.
     */
    default int stateLongs() {
        return 0;
    }

    /**
     * Makes one state of two, for windows that become one. The earlier one of their timers stays.
     *
     * @param number which long of the state.
     * @param one its value in one window.
     * @param other its value in the other window.
     * @return its value in both together; the sum unless overridden.
     */
    default long merge(final int number, final long one, final long other) {
        return one + other;
    }

    /**
     * What is wrong with the trigger, such as a period of 0. Whoever is given it refuses it, naming the operator.
     *
     * @return what is wrong; empty if it can be used, and unless overridden.
     */
    default Optional<String> mistake() {
        return Optional.empty();
    }

    /**
     * The same trigger, and a result when the window is complete.
     *
     * @return a trigger for which {@link #firesAtEnd()} is true.
     */
    default Trigger<T> orAtEnd() {
        return firesAtEnd() ? this : new AtEnd<>(this);
    }
}
