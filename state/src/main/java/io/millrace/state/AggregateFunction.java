package io.millrace.state;

import io.millrace.record.Flyweight;
import java.io.Serializable;

/**
 * Adds inputs to an accumulator. Called on the arena's thread; must depend on its arguments only.
 *
 * @param <I> the inputs.
 * @param <A> the accumulator.
 */
@FunctionalInterface
public interface AggregateFunction<I, A extends Flyweight> extends Serializable {
    /**
     * Prepares the accumulator of a new key. The default leaves it all zeros.
     *
     * @param accumulator all zeros.
     */
    default void create(final A accumulator) {}

    /**
     * Adds an input.
     *
     * @param accumulator what has been added up so far, to be changed.
     * @param input the input.
     */
    void add(A accumulator, I input);
}
