package io.millrace.engine.run;

import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.LateContext;
import io.millrace.engine.sink.LateEvent;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SymbolText;
import io.millrace.engine.stage.SinkOpener;
import java.io.IOException;
import java.util.Optional;

/**
 * Opens the sinks that a pipeline declares, and one late sink for all stages of a run, which take turns to call it. The
 * late events of a stage come in order; between stages there is none. <b>Thread-safe.</b>
 */
final class SharedLateSink implements SinkOpener {
    private LateSink sink;
    private SymbolText symbolsOfCaller;
    private int open;

    @Override
    public Journaling journaling() {
        return Journaling.NONE;
    }

    @Override
    public Sink<?> open(final SinkNode node, final SinkContext context) throws Exception {
        return node.factory().open(context);
    }

    @Override
    public synchronized LateSink openLate(final Optional<LateSinkFactory> factory, final LateContext context)
            throws Exception {
        if (factory.isEmpty()) {
            return null;
        }
        if (sink == null) {
            symbolsOfCaller = context.symbols();
            sink = factory.get().open(new OfRun(context.journaling()));
        }
        open++;
        return new OfStage(context.symbols());
    }

    /** What the late sink is told: symbols of the stage that calls it. */
    private final class OfRun implements LateContext {
        private final Journaling journaling;

        OfRun(final Journaling journaling) {
            this.journaling = journaling;
        }

        @Override
        public SymbolText symbols() {
            return id -> symbolsOfCaller.textOf(id);
        }

        @Override
        public Journaling journaling() {
            return journaling;
        }
    }

    /** The sink as one stage sees it. */
    private final class OfStage implements LateSink {
        private final SymbolText symbols;

        OfStage(final SymbolText symbols) {
            this.symbols = symbols;
        }

        @Override
        public void accept(final LateEvent late) throws Exception {
            synchronized (SharedLateSink.this) {
                symbolsOfCaller = symbols;
                sink.accept(late);
            }
        }

        @Override
        public void flush() throws Exception {
            synchronized (SharedLateSink.this) {
                sink.flush();
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (SharedLateSink.this) {
                open--;
                if (open == 0) {
                    sink.close();
                }
            }
        }
    }
}
