package io.millrace.engine.source;

import io.millrace.record.Flyweight;
import java.io.Serializable;

/**
 * Makes a source when a run starts. Part of the pipeline's graph, so it holds settings, never open files.
 *
 * @param <F> the flyweight the events are written through.
 */
@FunctionalInterface
public interface SourceFactory<F extends Flyweight> extends Serializable {
    /**
     * Opens the source.
     *
     * @param context what the run tells the source.
     * @return a source of its own for this run.
     * @throws Exception if it cannot be opened; the run does not start.
     */
    Source<F> open(SourceContext context) throws Exception;
}
