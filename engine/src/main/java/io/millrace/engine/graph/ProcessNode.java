package io.millrace.engine.graph;

import io.millrace.engine.function.ProcessFactory;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.record.RecordType;
import java.util.List;

/**
 * A user's function with state by key.
 *
 * @param name its name.
 * @param input where its events come from.
 * @param key how their key is taken.
 * @param spec the state, timers and side outputs it declares.
 * @param type type of the records made.
 * @param factory makes the user's function.
 * @param errorPolicy what happens when it throws.
 */
public record ProcessNode(
        String name,
        Port input,
        KeySpec key,
        ProcessSpec spec,
        RecordType<?, ?> type,
        ProcessFactory<?, ?> factory,
        ErrorPolicy errorPolicy)
        implements Node {
    @Override
    public List<Port> inputs() {
        return List.of(input);
    }

    @Override
    public String kind() {
        return "process";
    }
}
