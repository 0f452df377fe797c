package io.millrace.engine.graph;

import io.millrace.engine.function.ProcessSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes of a pipeline, each behind those it takes its events from. Immutable. */
public final class Graph {
    /** Name of the stage that the sources feed. */
    public static final String MAIN_STAGE = "main";

    private final Map<String, Node> nodes;

    /**
     * Checks and keeps the nodes.
     *
     * @param nodes the nodes, in the order they were declared: a node only refers to earlier ones.
     * @throws GraphException naming the operator, if two share a name, or an input does not exist or leads nowhere.
     */
    public Graph(final List<Node> nodes) {
        final Map<String, Node> byName = new LinkedHashMap<>();
        for (final Node node : nodes) {
            for (final Port input : node.inputs()) {
                if (!byName.containsKey(input.node())) {
                    throw new GraphException(
                            node.name(), "takes its input from '" + input.node() + "', which is not there");
                }
            }
            if (byName.put(node.name(), node) != null) {
                throw new GraphException(
                        node.name(), "this name is used twice: names are the ids of state and metrics");
            }
        }
        this.nodes = java.util.Collections.unmodifiableMap(byName);
        checkComplete();
        checkStages();
        checkWatermarks();
        checkSideOutputs();
    }

    /** What takes events of an output that never has any would wait for ever, and nobody would know. */
    private void checkSideOutputs() {
        for (final Node node : nodes.values()) {
            if (node instanceof JoinNode
                    && !((JoinNode) node).spec().makesCorrections()
                    && !consumers(new Port(node.name(), Port.CORRECTIONS)).isEmpty()) {
                throw new GraphException(
                        node.name(),
                        "makes no corrections, but something takes them: leave corrections() out, or ask for an as-of"
                                + " join byArrivalWithCorrections()");
            }
            if (node instanceof WindowNode
                    && !((WindowNode) node).setup().makesRetractions()
                    && !consumers(new Port(node.name(), Port.RETRACTIONS)).isEmpty()) {
                throw new GraphException(
                        node.name(),
                        "takes no results back, but something takes retractions: leave retractions() out; only sessions"
                                + " have some. Of results of one window the last one counts");
            }
        }
    }

    /** What waits for a watermark would wait for ever: of several sources the lowest one counts. */
    private void checkWatermarks() {
        final Map<String, String> silent = new HashMap<>();
        for (final Node node : nodes.values()) {
            if (node instanceof SourceNode && !((SourceNode) node).watermarks().givesWatermarks()) {
                silent.put(node.name(), node.name());
            }
            for (final Port input : node.inputs()) {
                if (silent.containsKey(input.node())) {
                    silent.putIfAbsent(node.name(), silent.get(input.node()));
                }
            }
            if (silent.containsKey(node.name()) && needsWatermarks(node)) {
                throw new GraphException(
                        node.name(),
                        "waits for watermarks, and source '" + silent.get(node.name())
                                + "' gives none: say how they follow its events, such as"
                                + " Watermarks.boundedDisorder(..)");
            }
        }
    }

    private static boolean needsWatermarks(final Node node) {
        return node instanceof JoinNode && ((JoinNode) node).spec().needsWatermarks()
                || node instanceof WindowNode && ((WindowNode) node).setup().needsWatermarks()
                || node instanceof ProcessNode && ((ProcessNode) node).factory().needsWatermarks();
    }

    /** Streams that different threads work on cannot be put together: their order would differ from run to run. */
    private void checkStages() {
        final Map<String, String> stages = new HashMap<>();
        for (final Node node : nodes.values()) {
            String stage = MAIN_STAGE;
            for (final Port input : node.inputs()) {
                final String stageOfInput = stages.get(input.node());
                if (!input.equals(node.inputs().get(0)) && !stageOfInput.equals(stage)) {
                    throw new GraphException(
                            node.name(),
                            "puts streams of different stages together: put the stage(..) behind it instead");
                }
                stage = stageOfInput;
            }
            if (node instanceof StageNode && node.name().equals(MAIN_STAGE)) {
                throw new GraphException(node.name(), "is the name of the stage that the sources feed: take another");
            }
            stages.put(node.name(), node instanceof StageNode ? node.name() : stage);
        }
    }

    private void checkComplete() {
        if (nodes.values().stream().noneMatch(SourceNode.class::isInstance)) {
            throw new GraphException("pipeline", "has no source");
        }
        for (final Node node : nodes.values()) {
            if (!(node instanceof SinkNode)
                    && consumers(new Port(node.name(), Port.OUT)).isEmpty()
                    && !hasSideInUse(node)) {
                throw new GraphException(node.name(), "its output goes nowhere: end it with a sink, or leave it out");
            }
        }
    }

    private boolean hasSideInUse(final Node node) {
        return node instanceof ProcessNode
                && ((ProcessNode) node)
                        .spec().sides().stream()
                                .anyMatch(side -> !consumers(Port.side(node.name(), side.name()))
                                        .isEmpty());
    }

    /**
     * All nodes, each behind its inputs.
     *
     * @return the nodes in the order they were declared.
     */
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /**
     * One node.
     *
     * @param name its name.
     * @return the node.
     * @throws GraphException if there is none of this name.
     */
    public Node node(final String name) {
        final Node node = nodes.get(name);
        if (node == null) {
            throw new GraphException(
                    name, "there is no operator of this name; there are: " + String.join(", ", nodes.keySet()));
        }
        return node;
    }

    /**
     * The nodes that take their events from a port.
     *
     * @param port the port.
     * @return the nodes in the order they were declared.
     */
    public List<Node> consumers(final Port port) {
        final List<Node> found = new ArrayList<>();
        for (final Node node : nodes.values()) {
            for (final Port input : node.inputs()) {
                if (input.equals(port)) {
                    found.add(node);
                }
            }
        }
        return found;
    }

    /**
     * The graph for people: a line per node.
     *
     * @return the text.
     */
    public String describe() {
        final StringBuilder text = new StringBuilder();
        for (final Node node : nodes.values()) {
            text.append(String.format("  %-12s %-20s", node.kind(), node.name()));
            if (!node.inputs().isEmpty()) {
                final List<String> from = new ArrayList<>();
                node.inputs().forEach(port -> from.add(port.toString()));
                text.append(" <- ").append(String.join(", ", from));
            }
            text.append("  [").append(node.type().name()).append(']');
            text.append(details(node)).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String details(final Node node) {
        if (node instanceof SourceNode) {
            return " " + ((SourceNode) node).watermarks();
        }
        if (node instanceof WindowNode) {
            return " " + ((WindowNode) node).setup();
        }
        if (node instanceof JoinNode) {
            return " " + ((JoinNode) node).spec();
        }
        if (node instanceof ProcessNode) {
            return details((ProcessNode) node);
        }
        return "";
    }

    private static String details(final ProcessNode node) {
        final ProcessSpec spec = node.spec();
        final List<String> parts = new ArrayList<>();
        spec.states().forEach(state -> parts.add(state.kind() + " " + state.id()));
        node.broadcast()
                .ifPresent(side ->
                        side.states().forEach(state -> parts.add("BROADCAST " + state.kind() + " " + state.id())));
        if (spec.maxTimers() != 0) {
            parts.add("TIMERS");
        }
        spec.sides()
                .forEach(side ->
                        parts.add("SIDE " + side.name() + " " + side.type().name()));
        return " " + parts;
    }
}
