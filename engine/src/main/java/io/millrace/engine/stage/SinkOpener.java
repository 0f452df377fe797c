package io.millrace.engine.stage;

import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.LateContext;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import java.util.Optional;

/** Opens the sinks of a stage: those that the pipeline declares, or others in their place, for tests. */
public interface SinkOpener {
    /**
     * Opens a sink.
     *
     * @param node the sink's node.
     * @param context what the sink is told.
     * @return the sink.
     * @throws Exception if it cannot be opened.
     */
    Sink<?> open(SinkNode node, SinkContext context) throws Exception;

    /**
     * Opens the late sink. Called by each stage.
     *
     * @param factory what the pipeline declares.
     * @param context what the late sink is told.
     * @return the late sink, or {@code null} for none.
     * @throws Exception if it cannot be opened.
     */
    LateSink openLate(Optional<LateSinkFactory> factory, LateContext context) throws Exception;

    /**
     * Whether what the sinks store must outlive the run.
     *
     * @return how the run is journaled.
     */
    default Journaling journaling() {
        return Journaling.NONE;
    }

    /**
     * Opens what the pipeline declares.
     *
     * @param journaling how the run is journaled.
     * @return the opener.
     */
    static SinkOpener declared(final Journaling journaling) {
        return new SinkOpener() {
            @Override
            public Sink<?> open(final SinkNode node, final SinkContext context) throws Exception {
                return node.factory().open(context);
            }

            @Override
            public LateSink openLate(final Optional<LateSinkFactory> factory, final LateContext context)
                    throws Exception {
                return factory.isPresent() ? factory.get().open(context) : null;
            }

            @Override
            public Journaling journaling() {
                return journaling;
            }
        };
    }
}
