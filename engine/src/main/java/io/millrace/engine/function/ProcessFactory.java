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

    /**
     * Whether the function can do nothing, or would keep state for good, without watermarks. It is refused behind a
     * source that gives none.
     *
     * @return false unless overridden.
     */
    default boolean needsWatermarks() {
        return false;
    }
}
