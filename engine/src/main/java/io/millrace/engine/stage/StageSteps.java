package io.millrace.engine.stage;

import io.millrace.engine.graph.Graph;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.StageNode;
import io.millrace.engine.operator.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The steps of a stage: the one that its slots move, and one behind each boundary that is passed on the way. Behind a
 * boundary sequence and processing time are those of the latest record that passed it, whether or not it is also one
 * between threads.
 */
final class StageSteps {
    private final Graph graph;
    private final StagePlan plan;
    private final SavedStates saved;
    private final Step first = new Step();
    private final Map<String, Step> behind = new HashMap<>();

    StageSteps(final Graph graph, final StagePlan plan, final SavedStates saved) {
        this.graph = graph;
        this.plan = plan;
        this.saved = saved;
    }

    /** The step that slots move. */
    Step first() {
        return first;
    }

    /** The step that a node works in; for a boundary, the one behind it. */
    Step of(final Node node) {
        if (plan.entries().contains(node)) {
            return first;
        }
        if (node instanceof StageNode) {
            return behind.computeIfAbsent(node.name(), this::newStep);
        }
        return before(node);
    }

    /** The step in which records come to a node. */
    Step before(final Node node) {
        return of(graph.node(node.inputs().get(0).node()));
    }

    /** All steps. */
    List<Step> all() {
        final List<Step> all = new ArrayList<>(behind.values());
        all.add(first);
        return all;
    }

    private Step newStep(final String boundary) {
        final Step step = new Step();
        saved.add("step/" + boundary, new SavedStep(step));
        return step;
    }

    /** Where a step is. */
    private static final class SavedStep implements SavedState {
        private final Step step;

        SavedStep(final Step step) {
            this.step = step;
        }

        @Override
        public int stateBytes() {
            return 2 * Long.BYTES;
        }

        @Override
        public void save(final MutableDirectBuffer buffer, final int offset) {
            buffer.putLong(offset, step.ingressNs);
            buffer.putLong(offset + Long.BYTES, step.sequence);
        }

        @Override
        public void load(final DirectBuffer buffer, final int offset) {
            step.ingressNs = buffer.getLong(offset);
            step.sequence = buffer.getLong(offset + Long.BYTES);
        }
    }
}
