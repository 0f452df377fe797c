package io.millrace.engine.graph;

import io.millrace.record.RecordType;
import io.millrace.windowing.join.JoinSpec;
import java.io.Serializable;
import java.util.List;

/**
 * A join of two streams by key. Left events that are late leave by {@link Port#LATE}, right ones that are not used by
 * {@link Port#LATE_RIGHT}, corrections of earlier results by {@link Port#CORRECTIONS}. Where one stream is both sides,
 * each of its events is a left one first.
 *
 * @param name its name.
 * @param left the left stream.
 * @param right the right stream.
 * @param spec what kind of join it is.
 * @param maxBuffered the most records it may buffer.
 * @param type type of the records made.
 * @param function makes them: a {@link io.millrace.engine.function.JoinFunction} or a
 *     {@link io.millrace.engine.function.MatchFunction}.
 * @param errorPolicy what happens when it throws, or when the limit is reached.
 */
public record JoinNode(
        String name,
        JoinSide left,
        JoinSide right,
        JoinSpec spec,
        long maxBuffered,
        RecordType<?, ?> type,
        Serializable function,
        ErrorPolicy errorPolicy)
        implements Node {
    @Override
    public List<Port> inputs() {
        return List.of(left.input(), right.input());
    }

    @Override
    public String kind() {
        return "join";
    }
}
