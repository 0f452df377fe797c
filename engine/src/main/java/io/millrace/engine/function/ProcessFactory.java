package io.millrace.engine.function;

import java.io.Serializable;

/**
 * Makes a process function when a run starts, with handles to the state it declared.
 *
 * @param <T> the event read.
 * @param <F> the flyweight written.
 */
@FunctionalInterface
public interface ProcessFactory<T, F> extends Serializable {
    /**
     * Opens the function's state.
     *
     * @param states opens what the operator declares.
     * @return the function, for one run.
     */
    ProcessFunction<T, F> open(ProcessStates states);
}
