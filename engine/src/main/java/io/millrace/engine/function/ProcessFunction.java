package io.millrace.engine.function;

/**
 * Works on the events of one key at a time, with state. Made by a {@link ProcessFactory} for each run.
 *
 * <p>Called on the thread of its stage, one event at a time. It must be a function of its arguments and its declared
 * state alone: what it remembers elsewhere is lost on a restore, and differs on a replay.
 *
 * @param <T> the event read.
 * @param <F> the flyweight written.
 */
@FunctionalInterface
public interface ProcessFunction<T, F> {
    /**
     * Takes one event. The state handles that the function was made with stand at the event's key.
     *
     * @param event the event; valid until this returns.
     * @param context its key and its times.
     * @param out takes the records made.
     */
    void onEvent(T event, ProcessContext context, Collector<F> out);

    /**
     * Takes one timer whose time has come. The state handles stand at the key that it was registered for. What is made
     * here has the timer's time for its event time, unless the function writes another. Nothing unless overridden.
     *
     * @param context the timer, its key and the times; valid until this returns.
     * @param out takes the records made.
     */
    default void onTimer(final TimerContext context, final Collector<F> out) {
        // Most functions have no timers.
    }
}
