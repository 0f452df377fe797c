package io.millrace.engine.recovery;

import io.millrace.engine.graph.Graph;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.LateContext;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.stage.SinkOpener;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sinks in the place of those that a pipeline declares. Results of the others are made, numbered and digested, and go
 * nowhere.
 *
 * @param journaling how the run is journaled.
 * @param factories makes the sinks, by name.
 */
record OtherSinks(Journaling journaling, Map<String, SinkFactory<?>> factories) implements SinkOpener {
    OtherSinks checked(final Graph graph) {
        final List<String> declared = graph.nodes().stream()
                .filter(SinkNode.class::isInstance)
                .map(Node::name)
                .toList();
        for (final String name : factories.keySet()) {
            if (!declared.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no sink '" + name + "'; there are " + String.join(", ", declared));
            }
        }
        return this;
    }

    @Override
    public Sink<?> open(final SinkNode node, final SinkContext context) throws Exception {
        final SinkFactory<?> factory = factories.get(node.name());
        final Sink<Object> nowhere = record -> {};
        return factory == null ? nowhere : factory.open(context);
    }

    @Override
    public LateSink openLate(final Optional<LateSinkFactory> factory, final LateContext context) {
        return null;
    }
}
