package io.millrace.engine.recovery;

import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.LateContext;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.stage.SinkOpener;
import java.util.Optional;

/** Results that are made, numbered and digested, and go nowhere. */
record NoSinks(Journaling journaling) implements SinkOpener {
    @Override
    public Sink<?> open(final SinkNode node, final SinkContext context) {
        final Sink<Object> nowhere = record -> {};
        return nowhere;
    }

    @Override
    public LateSink openLate(final Optional<LateSinkFactory> factory, final LateContext context) {
        return null;
    }
}
