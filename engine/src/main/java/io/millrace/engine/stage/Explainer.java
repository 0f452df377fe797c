package io.millrace.engine.stage;

import io.millrace.engine.explain.SourceExplanation;
import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.graph.Graph;
import io.millrace.engine.graph.JoinNode;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.WindowNode;
import io.millrace.engine.operator.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers questions about time in a stage. <b>Used on the stage's thread, between two slots.</b> */
final class Explainer {
    private final Graph graph;
    private final StagePlan plan;
    private final Clocks clocks;
    private final StageSteps steps;
    private final List<Entry> entries;
    private final Symbols symbols;
    private boolean stateGone;

    Explainer(
            final Graph graph,
            final StagePlan plan,
            final Clocks clocks,
            final StageSteps steps,
            final List<Entry> entries,
            final Symbols symbols) {
        this.graph = graph;
        this.plan = plan;
        this.clocks = clocks;
        this.steps = steps;
        this.entries = entries;
        this.symbols = symbols;
    }

    WatermarkExplanation watermark() {
        final List<Integer> all = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            all.add(i);
        }
        return watermark(clocks.overall().watermarkNs(), all);
    }

    private WatermarkExplanation watermark(final long watermarkNs, final List<Integer> numbers) {
        final List<SourceExplanation> sources = new ArrayList<>();
        SourceExplanation holder = null;
        for (final int number : numbers) {
            final SourceExplanation source = entries.get(number).explain(plan.entryName(number));
            sources.add(source);
            final boolean counts = source.state() == SourceExplanation.State.ACTIVE;
            if (counts && (holder == null || source.watermarkNs() < holder.watermarkNs())) {
                holder = source;
            }
        }
        return new WatermarkExplanation(watermarkNs, Optional.ofNullable(holder), sources, waitingJoins());
    }

    private List<String> waitingJoins() {
        final List<String> waiting = new ArrayList<>();
        for (final Node node : plan.nodes()) {
            if (node instanceof JoinNode
                    && ((JoinNode) node).spec().needsWatermarks()
                    && clocks.clockOf(node).watermarkNs() == Long.MIN_VALUE) {
                waiting.add(node.name());
            }
        }
        return waiting;
    }

    /** The memory of state is given back: it is not looked at any more. */
    void stateIsGone() {
        stateGone = true;
    }

    WindowExplanation window(final String operator, final String key, final long startNs) {
        final Node node = graph.node(operator);
        if (!(node instanceof WindowNode || node instanceof JoinNode)) {
            throw new IllegalArgumentException("'" + operator + "' has no windows: it is a " + node.kind());
        }
        final WatermarkExplanation watermark =
                watermark(clocks.clockOf(node).watermarkNs(), plan.entriesOf(graph, node));
        if (node instanceof JoinNode) {
            return JoinExplainer.explain(
                    (JoinNode) node,
                    key,
                    startNs,
                    stateGone ? 0 : clocks.operatorOf(node).countOpen(),
                    watermark);
        }
        final Optional<List<OpenWindow>> open = stateGone
                ? Optional.empty()
                : OpenWindow.of(clocks.operatorOf(node), key, new OpenWindow.Keys(symbols, symbols.size()));
        return new WindowExplainer((WindowNode) node, watermark, steps.of(node).ingressNs).explain(key, startNs, open);
    }
}
