package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Makes a function of a keyed and a broadcast stream when a run starts, with handles to the state it declared.
 *
 * @param <T> the event read.
 * @param <R> the broadcast event read.
 * @param <F> the flyweight written.
 */
@FunctionalInterface
public interface BroadcastFactory<T, R, F> extends Serializable {
    /**
     * Opens the function's state.
     *
     * @param states opens what the operator declares.
     * @return the function, for one run.
     */
    BroadcastFunction<T, R, F> open(BroadcastStates states);
}
