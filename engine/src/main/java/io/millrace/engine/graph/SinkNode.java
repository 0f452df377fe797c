package io.millrace.engine.graph;

import io.millrace.engine.sink.SinkFactory;
import io.millrace.record.RecordType;
import java.util.List;

/**
 * Where results leave the pipeline.
 *
 * @param name its name.
 * @param input where its events come from.
 * @param type their type.
 * @param factory makes the sink.
 * @param errorPolicy what happens when it throws.
 */
public record SinkNode(String name, Port input, RecordType<?, ?> type, SinkFactory<?> factory, ErrorPolicy errorPolicy)
        implements Node {
    @Override
    public List<Port> inputs() {
        return List.of(input);
    }

    @Override
    public String kind() {
        return "sink";
    }
}
