package io.millrace.engine.graph;

import io.millrace.engine.function.FlatMapFunction;
import io.millrace.record.RecordType;
import java.util.List;

/**
 * Makes any number of records of each event.
 *
 * @param name its name.
 * @param input where its events come from.
 * @param type type of the records made.
 * @param function the user's function.
 * @param errorPolicy what happens when it throws.
 */
public record FlatMapNode(
        String name, Port input, RecordType<?, ?> type, FlatMapFunction<?, ?> function, ErrorPolicy errorPolicy)
        implements Node {
    @Override
    public List<Port> inputs() {
        return List.of(input);
    }

    @Override
    public String kind() {
        return "flatMap";
    }
}
