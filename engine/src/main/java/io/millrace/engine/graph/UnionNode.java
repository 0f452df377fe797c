package io.millrace.engine.graph;

import io.millrace.record.RecordType;
import java.util.List;

/**
 * Puts several streams of one type together; its watermark is the lowest of theirs.
 *
 * @param name its name.
 * @param inputs the streams.
 * @param type their type.
 */
public record UnionNode(String name, List<Port> inputs, RecordType<?, ?> type) implements Node {
    /** Copies the list. */
    public UnionNode {
        inputs = List.copyOf(inputs);
    }

    @Override
    public String kind() {
        return "union";
    }
}
