package io.millrace.engine.stage;

import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SymbolText;
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
     * @param symbols the run's symbols.
     * @return the late sink, or {@code null} for none.
     * @throws Exception if it cannot be opened.
     */
    LateSink openLate(Optional<LateSinkFactory> factory, SymbolText symbols) throws Exception;

    /**
     * Opens what the pipeline declares.
     *
     * @return the opener.
     */
    static SinkOpener declared() {
        return new SinkOpener() {
            @Override
            public Sink<?> open(final SinkNode node, final SinkContext context) throws Exception {
                return node.factory().open(context);
            }

            @Override
            public LateSink openLate(final Optional<LateSinkFactory> factory, final SymbolText symbols)
                    throws Exception {
                return factory.isPresent() ? factory.get().open(symbols) : null;
            }
        };
    }
}
