package io.millrace.engine.run;

import io.millrace.engine.Pipeline;
import io.millrace.engine.graph.SourceNode;

/** Starts pipelines. */
public final class Millrace {
    private static final int CORES_FOR_RINGS = 3;

    private Millrace() {}

    /**
     * Starts a pipeline with the default options.
     *
     * @param pipeline the pipeline.
     * @return its run.
     * @throws RunFailedException if a source or a sink cannot be opened.
     */
    public static Run start(final Pipeline pipeline) {
        return start(pipeline, RunOptions.defaults());
    }

    /**
     * Starts a pipeline.
     *
     * @param pipeline the pipeline.
     * @param options how to run it.
     * @return its run, in state {@link RunState#RUNNING} or already beyond.
     * @throws RunFailedException if a source or a sink cannot be opened.
     * @throws IllegalArgumentException if the layout does not suit the pipeline's sources.
     */
    public static Run start(final Pipeline pipeline, final RunOptions options) {
        return layout(pipeline, options.layout()) == Layout.RINGED
                ? RingedRun.start(pipeline, options)
                : InlineRun.start(pipeline, options);
    }

    static Layout layout(final Pipeline pipeline, final Layout asked) {
        if (asked != Layout.AUTO) {
            return asked;
        }
        final boolean pushed = pipeline.graph().nodes().stream()
                .anyMatch(node ->
                        node instanceof SourceNode source && source.factory().isEmpty());
        return pushed || Runtime.getRuntime().availableProcessors() >= CORES_FOR_RINGS ? Layout.RINGED : Layout.INLINE;
    }
}
