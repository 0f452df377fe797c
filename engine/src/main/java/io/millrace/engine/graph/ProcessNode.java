package io.millrace.engine.graph;

import io.millrace.engine.function.ProcessFactory;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.record.RecordType;
import java.util.List;
import java.util.Optional;

/**
 * A user's function with state by key.
 *
 * @param name its name.
 * @param input where its events come from.
 * @param key how their key is taken.
 * @param spec the state, timers and side outputs it declares.
 * @param type type of the records made.
 * @param factory makes the user's function.
 * @param broadcast the stream whose events concern all keys, if there is one; the function is a
 *     {@link io.millrace.engine.function.BroadcastFunction} then.
 * @param errorPolicy what happens when it throws.
 */
public record ProcessNode(
        String name,
        Port input,
        KeySpec key,
        ProcessSpec spec,
        RecordType<?, ?> type,
        ProcessFactory<?, ?> factory,
        Optional<BroadcastSide> broadcast,
        ErrorPolicy errorPolicy)
        implements Node {
    @Override
    public List<Port> inputs() {
        return broadcast.isPresent() ? List.of(input, broadcast.get().input()) : List.of(input);
    }

    /**
     * Whether events of a port are broadcast ones.
     *
     * @param port one of the inputs.
     * @param again whether the same port has led here before: one stream is both.
     * @return {@code true} for those of the broadcast stream.
     */
    public boolean isBroadcast(final Port port, final boolean again) {
        return broadcast.isPresent() && (again || !port.equals(input));
    }

    @Override
    public String kind() {
        return "process";
    }
}
