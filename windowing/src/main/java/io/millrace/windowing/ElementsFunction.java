package io.millrace.windowing;

import io.millrace.record.Flyweight;
import java.io.Serializable;

/**
 * Works on all events of a window at once, when it has a result. It must be a function of its arguments alone.
 *
 * @param <T> the event.
 * @param <O> the result.
 */
@FunctionalInterface
public interface ElementsFunction<T, O extends Flyweight> extends Serializable {
    /**
     * Makes any number of results of a window.
     *
     * @param window the window: its key, start and end, and which of its firings this is.
     * @param elements its events.
     * @param out takes the results.
     */
    void process(Window window, Elements<T> elements, Emitter<O> out);
}
