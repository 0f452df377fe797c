package io.millrace.engine.source;

import io.millrace.record.Flyweight;
import java.io.Serializable;
import java.util.Optional;

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

    /**
     * What identifies the input, where it can be read again from its beginning: with the same fingerprint a source
     * opened later publishes the same events in the same order. A journaled run that goes on after a crash opens the
     * source anew, and leaves out what it had journaled.
     *
     * @return the fingerprint, for people, too; empty if the input cannot be read again.
     * @throws Exception if the input cannot be looked at; the run does not start.
     */
    default Optional<String> fingerprint() throws Exception {
        return Optional.empty();
    }
}
