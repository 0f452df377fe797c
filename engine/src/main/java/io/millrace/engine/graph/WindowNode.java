package io.millrace.engine.graph;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.Windows;
import java.util.List;

/**
 * An aggregate over tumbling windows by key. Events late for all their windows leave by {@link Port#LATE}.
 *
 * @param name its name.
 * @param input where its events come from.
 * @param inputType their type.
 * @param key how their key is taken.
 * @param windows which windows.
 * @param aggregate what is computed.
 * @param errorPolicy what happens when it throws.
 */
public record WindowNode(
        String name,
        Port input,
        RecordType<?, ?> inputType,
        KeySpec key,
        Windows windows,
        Aggregate<?, ?, ?> aggregate,
        ErrorPolicy errorPolicy)
        implements Node {
    @Override
    public List<Port> inputs() {
        return List.of(input);
    }

    @Override
    public RecordType<?, ?> type() {
        return aggregate.outputType();
    }

    @Override
    public String kind() {
        return "window";
    }
}
