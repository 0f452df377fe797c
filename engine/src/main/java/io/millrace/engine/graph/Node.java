package io.millrace.engine.graph;

import io.millrace.record.RecordType;
import java.util.List;

/** A node of a pipeline. Its name is its stable id: state, metrics and errors carry it. */
public sealed interface Node
        permits SourceNode,
                FilterNode,
                BranchNode,
                MapNode,
                FlatMapNode,
                UnionNode,
                StageNode,
                WindowNode,
                JoinNode,
                ProcessNode,
                SinkNode {
    /**
     * The node's name, unique in its pipeline.
     *
     * @return the name.
     */
    String name();

    /**
     * Where its events come from, in order.
     *
     * @return the ports; empty for a source.
     */
    List<Port> inputs();

    /**
     * Type of the records that leave it (of those that enter it, for a sink).
     *
     * @return the type.
     */
    RecordType<?, ?> type();

    /**
     * What it is, in a word.
     *
     * @return the word, for descriptions.
     */
    String kind();

    /**
     * What it does when its user function throws.
     *
     * @return the policy.
     */
    default ErrorPolicy errorPolicy() {
        return ErrorPolicy.STOP;
    }
}
