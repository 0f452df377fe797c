package io.millrace.engine.graph;

import io.millrace.record.RecordType;
import io.millrace.state.StateSpec;
import java.util.List;

/**
 * The broadcast stream of a process node. Where it is the keyed stream, too, each event is one with a key first.
 *
 * @param input where its events come from.
 * @param type their type.
 * @param states the state they make: one for all keys.
 */
public record BroadcastSide(Port input, RecordType<?, ?> type, List<StateSpec> states) {
    /** Copies the list. */
    public BroadcastSide {
        states = List.copyOf(states);
    }
}
