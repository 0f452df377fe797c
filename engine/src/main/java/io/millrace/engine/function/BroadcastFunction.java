package io.millrace.engine.function;

/**
 * Works on the events of one key at a time, as a {@link ProcessFunction} does, and on the events of a broadcast stream,
 * which concern all keys. Made by a {@link BroadcastFactory} for each run.
 *
 * <p>Broadcast state is written when a broadcast event comes, and read when any other does or a timer fires. State by
 * key and timers are for events with a key. What is used against that throws {@link IllegalStateException}.
 *
 * @param <T> the event read.
 * @param <R> the broadcast event read.
 * @param <F> the flyweight written.
 */
public interface BroadcastFunction<T, R, F> extends ProcessFunction<T, F> {
    /**
     * Takes one broadcast event. It counts for the events that arrive after it.
     *
     * @param event the event; valid until this returns.
     * @param context its times; there is no key.
     * @param out takes the records made.
     */
    void onBroadcast(R event, StepContext context, Collector<F> out);
}
