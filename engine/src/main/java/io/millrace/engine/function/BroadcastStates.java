package io.millrace.engine.function;

import io.millrace.record.Flyweight;
import io.millrace.state.MapState;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;

/**
 * Opens what an operator with a broadcast stream declares. Broadcast state is one for all keys: its handles are written
 * to in {@link BroadcastFunction#onBroadcast} only.
 */
public interface BroadcastStates extends ProcessStates {
    /**
     * Opens a value that broadcast events make.
     *
     * @param spec its declaration, one of the operator's broadcast states.
     * @param <T> the record read.
     * @param <F> the flyweight written.
     * @return the handle.
     * @throws IllegalArgumentException if the operator does not declare it as broadcast state.
     */
    <T, F extends Flyweight> ValueState<T, F> openBroadcast(StateSpec.Value<T, F> spec);

    /**
     * Opens a map that broadcast events make.
     *
     * @param spec its declaration, one of the operator's broadcast states.
     * @param <T> the record read.
     * @param <F> the flyweight written.
     * @return the handle.
     * @throws IllegalArgumentException if the operator does not declare it as broadcast state.
     */
    <T, F extends Flyweight> MapState<T, F> openBroadcast(StateSpec.MapOf<T, F> spec);
}
