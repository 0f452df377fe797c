package io.millrace.engine.graph;

import io.millrace.record.RecordType;
import java.util.List;

/**
 * A computation over windows by key. Events late for all their windows leave by {@link Port#LATE}, results taken back
 * by {@link Port#RETRACTIONS}.
 *
 * @param name its name.
 * @param input where its events come from.
 * @param inputType their type.
 * @param key how their key is taken.
 * @param setup which windows.
 * @param computation what is computed of each.
 * @param errorPolicy what happens when it throws.
 */
public record WindowNode(
        String name,
        Port input,
        RecordType<?, ?> inputType,
        KeySpec key,
        WindowSetup setup,
        WindowComputation computation,
        ErrorPolicy errorPolicy)
        implements Node {
    /**
     * Checks that the parts fit together.
     *
     * @throws GraphException naming the operator, if they do not.
     */
    public WindowNode {
        WindowRules.check(name, setup, computation);
    }

    @Override
    public List<Port> inputs() {
        return List.of(input);
    }

    @Override
    public RecordType<?, ?> type() {
        return computation.type();
    }

    @Override
    public String kind() {
        return "window";
    }
}
