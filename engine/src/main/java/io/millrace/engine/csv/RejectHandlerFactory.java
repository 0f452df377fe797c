package io.millrace.engine.csv;

import java.io.IOException;
import java.io.Serializable;

/** Makes a reject handler when a run starts. Part of the pipeline's graph, so it holds settings, never open files. */
@FunctionalInterface
public interface RejectHandlerFactory extends Serializable {
    /**
     * Opens the handler.
     *
     * @return a handler of its own for this run.
     * @throws IOException if it cannot be opened; the run does not start.
     */
    RejectHandler open() throws IOException;

    /**
     * Forgets rejected lines; they are counted all the same.
     *
     * @return the factory.
     */
    static RejectHandlerFactory none() {
        return () -> (file, line, reason, text) -> {};
    }
}
