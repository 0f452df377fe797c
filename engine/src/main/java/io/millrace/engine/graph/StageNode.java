package io.millrace.engine.graph;

import io.millrace.record.RecordType;
import java.util.List;

/**
 * A boundary behind which a further thread may work, where the layout of a run has threads.
 *
 * @param name its name, the stage's.
 * @param input where its events come from.
 * @param type their type.
 */
public record StageNode(String name, Port input, RecordType<?, ?> type) implements Node {
    @Override
    public List<Port> inputs() {
        return List.of(input);
    }

    @Override
    public String kind() {
        return "stage";
    }
}
