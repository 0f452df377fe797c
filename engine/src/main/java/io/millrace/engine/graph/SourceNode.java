package io.millrace.engine.graph;

import io.millrace.engine.source.SourceFactory;
import io.millrace.record.RecordType;
import io.millrace.windowing.watermark.WatermarkSpec;
import java.util.List;
import java.util.Optional;

/**
 * A source.
 *
 * @param name its name.
 * @param type the events' type; has an event time.
 * @param watermarks how its watermark follows its events.
 * @param factory makes the source that is polled; empty where events are pushed by publishers.
 * @param overload what happens when events come faster than they are processed.
 */
public record SourceNode(
        String name,
        RecordType<?, ?> type,
        WatermarkSpec watermarks,
        Optional<SourceFactory<?>> factory,
        Overload overload)
        implements Node {
    @Override
    public List<Port> inputs() {
        return List.of();
    }

    @Override
    public String kind() {
        return factory.isPresent() ? "source" : "push source";
    }
}
