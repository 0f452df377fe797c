package io.millrace.engine.testkit;

import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.sink.LateContext;
import io.millrace.engine.sink.LateEvent;
import io.millrace.engine.sink.LateSink;
import io.millrace.engine.sink.LateSinkFactory;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.stage.SinkOpener;
import io.millrace.record.Flyweight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stands in for every sink of a pipeline, and keeps copies of what reaches them. */
final class Collected implements SinkOpener {
    private final List<TestOutput> outputs = new ArrayList<>();
    private final List<TestLate> late = new ArrayList<>();

    @Override
    public Sink<?> open(final SinkNode node, final SinkContext context) {
        final Sink<Flyweight> sink = record ->
                outputs.add(new TestOutput(node.name(), context.outputSequence(), context.timeNs(), Copies.of(record)));
        return sink;
    }

    @Override
    public LateSink openLate(final Optional<LateSinkFactory> factory, final LateContext context) {
        return this::keep;
    }

    private void keep(final LateEvent event) {
        late.add(new TestLate(
                event.source(),
                event.timeNs(),
                event.lateByNs(),
                List.copyOf(event.missed()),
                List.copyOf(event.partly()),
                windows(event),
                Copies.of(event.event())));
    }

    private static Map<String, List<Long>> windows(final LateEvent event) {
        final Map<String, List<Long>> windows = new TreeMap<>();
        for (final String operator : event.missed()) {
            final List<Long> startsNs = new ArrayList<>();
            for (long i = 0; i < Math.min(TestLate.MAX_WINDOWS, event.missedWindows(operator)); i++) {
                startsNs.add(event.missedStartNs(operator, i));
            }
            windows.put(operator, List.copyOf(startsNs));
        }
        return windows;
    }

    /** What came since the last call. */
    TestStep take() {
        final TestStep step = new TestStep(outputs, late);
        outputs.clear();
        late.clear();
        return step;
    }
}
