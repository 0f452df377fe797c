package io.millrace.windowing;

import io.millrace.record.Flyweight;

/**
 * Takes the results of a window, one by one. Valid during the call it is passed to. <b>Not thread-safe.</b>
 *
 * @param <O> the result.
 */
public interface Emitter<O extends Flyweight> {
    /**
     * Begins a result.
     *
     * @return where to write; its bytes are zeros.
     */
    O next();

    /**
     * Hands on what {@link #next()} gave.
     *
     * @throws IllegalStateException if no result was begun.
     */
    void emit();
}
