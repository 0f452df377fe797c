package io.millrace.engine.stage;

import io.millrace.engine.graph.Graph;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.Port;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.graph.StageNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which part of a graph one stage works on: the entries by which events reach it, and the nodes behind them up to the
 * next boundary.
 */
public final class StagePlan {
    /** Name of the stage that the sources feed. */
    public static final String MAIN = Graph.MAIN_STAGE;

    private final String name;
    private final List<Node> entries;
    private final List<Node> nodes;
    private final boolean cut;

    private StagePlan(final String name, final List<Node> entries, final List<Node> nodes, final boolean cut) {
        this.name = name;
        this.entries = List.copyOf(entries);
        this.nodes = List.copyOf(nodes);
        this.cut = cut;
    }

    /**
     * One stage for everything: boundaries are passed as if they were not there.
     *
     * @param graph the graph.
     * @return the plan.
     */
    public static StagePlan whole(final Graph graph) {
        final List<Node> sources = new ArrayList<>();
        for (final Node node : graph.nodes()) {
            if (node instanceof SourceNode) {
                sources.add(node);
            }
        }
        return new StagePlan(MAIN, sources, graph.nodes(), false);
    }

    /**
     * A stage for what lies before the first boundary, and one for what lies behind each.
     *
     * @param graph the graph.
     * @return the plans; the first one is that of the sources, the others are named for their boundary.
     */
    public static List<StagePlan> cut(final Graph graph) {
        final Map<String, String> stageOf = new HashMap<>();
        final Map<String, List<Node>> entries = new LinkedHashMap<>();
        final Map<String, List<Node>> nodes = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            String stage = node.inputs().isEmpty()
                    ? MAIN
                    : stageOf.get(node.inputs().get(0).node());
            if (node instanceof StageNode) {
                nodes.get(stage).add(node);
                stage = node.name();
            }
            entries.computeIfAbsent(stage, each -> new ArrayList<>());
            nodes.computeIfAbsent(stage, each -> new ArrayList<>());
            stageOf.put(node.name(), stage);
            if (node instanceof SourceNode || node instanceof StageNode) {
                entries.get(stage).add(node);
            }
            nodes.get(stage).add(node);
        }
        final List<StagePlan> plans = new ArrayList<>();
        entries.forEach((stage, in) -> plans.add(new StagePlan(stage, in, nodes.get(stage), true)));
        return plans;
    }

    /**
     * The stage's name.
     *
     * @return the name of its boundary, or {@code main}.
     */
    public String name() {
        return name;
    }

    /**
     * Where events enter: sources, or the one boundary that the stage lies behind. An entry's place is its number in
     * slots.
     *
     * @return the nodes.
     */
    public List<Node> entries() {
        return entries;
    }

    /**
     * The nodes of the stage in graph order, a boundary at its end included.
     *
     * @return the nodes.
     */
    public List<Node> nodes() {
        return nodes;
    }

    /**
     * Whether a boundary ends this stage.
     *
     * @param node a node of the stage.
     * @return {@code true} if events leave the stage here.
     */
    boolean leavesAt(final Node node) {
        return cut && node instanceof StageNode && !entries.contains(node);
    }

    String entryName(final int number) {
        return entries.get(number).name();
    }

    /** Numbers of the entries that a node hangs on, ascending. */
    List<Integer> entriesOf(final Graph graph, final Node node) {
        final TreeSet<Integer> found = new TreeSet<>();
        collect(graph, node, found);
        return new ArrayList<>(found);
    }

    private void collect(final Graph graph, final Node node, final TreeSet<Integer> found) {
        final int number = entries.indexOf(node);
        if (number >= 0) {
            found.add(number);
            return;
        }
        for (final Port input : node.inputs()) {
            collect(graph, graph.node(input.node()), found);
        }
    }
}
