package io.millrace.engine.graph;

import io.millrace.engine.function.FilterFunction;
import io.millrace.record.RecordType;
import java.util.List;

/**
 * Lets through what a function accepts.
 *
 * @param name its name.
 * @param input where its events come from.
 * @param type their type.
 * @param function the user's function.
 * @param errorPolicy what happens when it throws.
 */
public record FilterNode(
        String name, Port input, RecordType<?, ?> type, FilterFunction<?> function, ErrorPolicy errorPolicy)
        implements Node {
    @Override
    public List<Port> inputs() {
        return List.of(input);
    }

    @Override
    public String kind() {
        return "filter";
    }
}
