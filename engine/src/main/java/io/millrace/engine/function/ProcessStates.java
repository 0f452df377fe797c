package io.millrace.engine.function;

import io.millrace.record.Flyweight;
import io.millrace.state.AggregatingState;
import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ReducingState;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;

/**
 * Opens what an operator declares: state, timers, side outputs. Every handle stands at the key of the event being
 * processed.
 */
public interface ProcessStates {
    /**
     * Opens a value per key.
     *
     * @param spec its declaration, one of the operator's.
     * @param <T> the record read.
     * @param <F> the flyweight written.
     * @return the handle.
     * @throws IllegalArgumentException if the operator does not declare it.
     */
    <T, F extends Flyweight> ValueState<T, F> open(StateSpec.Value<T, F> spec);

    /**
     * Opens a list of the last few records per key.
     *
     * @param spec its declaration, one of the operator's.
     * @param <T> the record read.
     * @param <F> the flyweight written.
     * @return the handle.
     * @throws IllegalArgumentException if the operator does not declare it.
     */
    <T, F extends Flyweight> ListState<T, F> open(StateSpec.ListOf<T, F> spec);

    /**
     * Opens a map per key.
     *
     * @param spec its declaration, one of the operator's.
     * @param <T> the record read.
     * @param <F> the flyweight written.
     * @return the handle.
     * @throws IllegalArgumentException if the operator does not declare it.
     */
    <T, F extends Flyweight> MapState<T, F> open(StateSpec.MapOf<T, F> spec);

    /**
     * Opens a record per key into which others are reduced.
     *
     * @param spec its declaration, one of the operator's.
     * @param <T> the record read.
     * @param <F> the flyweight written.
     * @return the handle.
     * @throws IllegalArgumentException if the operator does not declare it.
     */
    <T, F extends Flyweight> ReducingState<T, F> open(StateSpec.Reducing<T, F> spec);

    /**
     * Opens an accumulator per key.
     *
     * @param spec its declaration, one of the operator's.
     * @param <I> what is added.
     * @param <T> the accumulator read.
     * @param <A> the accumulator written.
     * @return the handle.
     * @throws IllegalArgumentException if the operator does not declare it.
     */
    <I, T, A extends Flyweight> AggregatingState<I, T, A> open(StateSpec.Aggregating<I, T, A> spec);

    /**
     * The operator's timers.
     *
     * @return the timers, always the same.
     * @throws IllegalArgumentException if the operator does not declare timers.
     */
    Timers timers();

    /**
     * Opens a side output.
     *
     * @param output its declaration, one of the operator's.
     * @param <O> the record, as read behind it.
     * @param <F> the flyweight written.
     * @return takes the records made for it, during calls of the function.
     * @throws IllegalArgumentException if the operator does not declare it.
     */
    <O, F extends Flyweight> Collector<F> side(SideOutput<O, F> output);
}
