package io.millrace.engine.sink;

import java.io.Serializable;

/** Makes a late sink when a run starts. */
@FunctionalInterface
public interface LateSinkFactory extends Serializable {
    /**
     * Opens the late sink.
     *
     * @param context what the run tells the late sink.
     * @return a late sink of its own for this run.
     * @throws Exception if it cannot be opened; the run does not start.
     */
    LateSink open(LateContext context) throws Exception;
}
