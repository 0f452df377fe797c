package io.millrace.engine.stage;

import io.millrace.engine.explain.SourceExplanation;
import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.graph.Graph;
import io.millrace.engine.graph.JoinNode;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.TimeDomain;
import io.millrace.engine.graph.WindowNode;
import io.millrace.engine.operator.Entry;
import io.millrace.windowing.Windows;
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

    Explainer(
            final Graph graph,
            final StagePlan plan,
            final Clocks clocks,
            final StageSteps steps,
            final List<Entry> entries) {
        this.graph = graph;
        this.plan = plan;
        this.clocks = clocks;
        this.steps = steps;
        this.entries = entries;
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

    WindowExplanation window(final String operator, final String key, final long startNs) {
        final Node node = graph.node(operator);
        if (!(node instanceof WindowNode) || !(((WindowNode) node).setup().assigner() instanceof Windows)) {
            throw new IllegalArgumentException(
                    "'" + operator + "' has no tumbling or sliding windows: it is a " + node.kind());
        }
        final WindowNode windowed = (WindowNode) node;
        final Windows windows = (Windows) windowed.setup().assigner();
        if (windows.startOf(startNs) != startNs) {
            throw new IllegalArgumentException("no window of '" + operator + "' (" + windows + ") begins at " + startNs
                    + " ns; one begins at " + windows.startOf(startNs) + " ns");
        }
        final WatermarkExplanation watermark =
                watermark(clocks.clockOf(node).watermarkNs(), plan.entriesOf(graph, node));
        final long endNs = windows.endOf(startNs);
        final boolean byEventTime = windowed.setup().timeDomain() == TimeDomain.EVENT_TIME;
        final long nowNs = byEventTime ? watermark.watermarkNs() : steps.of(node).ingressNs;
        final long firesAtNs = byEventTime ? endNs - 1 : endNs;
        final String reason = reason(windowed, firesAtNs, nowNs, watermark);
        return new WindowExplanation(operator, key, startNs, endNs, firesAtNs, nowNs >= firesAtNs, reason, watermark);
    }

    private static String reason(
            final WindowNode node, final long firesAtNs, final long nowNs, final WatermarkExplanation watermark) {
        final boolean byEventTime = node.setup().timeDomain() == TimeDomain.EVENT_TIME;
        final String clock = byEventTime ? "the watermark" : "processing time";
        if (node.setup().trigger().isPresent() && !node.setup().isFiringOnce()) {
            return "it fires as its trigger says: " + node.setup();
        }
        if (nowNs >= firesAtNs) {
            return clock + " has passed " + firesAtNs + " ns, so it has fired if it held events of the key: events that"
                    + " came later are in the late output, and in the late ledger";
        }
        if (nowNs == Long.MIN_VALUE) {
            return "it fires when " + clock + " reaches " + firesAtNs + " ns, and there is none yet; what raises it: "
                    + (byEventTime ? watermark.raisedTo(firesAtNs) : "an event or a tick");
        }
        return "it fires when " + clock + " reaches " + firesAtNs + " ns, which is " + (firesAtNs - nowNs)
                + " ns ahead; what raises it to that: "
                + (byEventTime ? watermark.raisedTo(firesAtNs) : "an event or a tick");
    }
}
