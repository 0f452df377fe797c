package io.millrace.engine.stage;

import io.millrace.engine.Pipeline;
import io.millrace.engine.function.FilterFunction;
import io.millrace.engine.function.FlatMapFunction;
import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.function.MapFunction;
import io.millrace.engine.graph.BranchNode;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.FilterNode;
import io.millrace.engine.graph.FlatMapNode;
import io.millrace.engine.graph.Graph;
import io.millrace.engine.graph.JoinNode;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.MapNode;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.Port;
import io.millrace.engine.graph.ProcessNode;
import io.millrace.engine.graph.SinkNode;
import io.millrace.engine.graph.SourceNode;
import io.millrace.engine.graph.StageNode;
import io.millrace.engine.graph.UnionNode;
import io.millrace.engine.graph.WindowNode;
import io.millrace.engine.operator.Entry;
import io.millrace.engine.operator.Failures;
import io.millrace.engine.operator.FanOutOperator;
import io.millrace.engine.operator.FilterOperator;
import io.millrace.engine.operator.FlatMapOperator;
import io.millrace.engine.operator.KeyText;
import io.millrace.engine.operator.LateLedger;
import io.millrace.engine.operator.MapOperator;
import io.millrace.engine.operator.NoOperator;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.OperatorClasses;
import io.millrace.engine.operator.OutRecord;
import io.millrace.engine.operator.RecordOwner;
import io.millrace.engine.operator.SinkOperator;
import io.millrace.engine.operator.SinkPort;
import io.millrace.engine.operator.SplitOperator;
import io.millrace.engine.operator.StageScope;
import io.millrace.engine.operator.Step;
import io.millrace.engine.operator.TickPort;
import io.millrace.engine.operator.TwoInputOperator;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.Sink;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.StateStore;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.join.JoinSpec;
import io.millrace.windowing.join.WindowJoinSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds a stage from the part of a graph that lies between its entries and its sinks or the next boundary. */
final class StageAssembly {
    final OperatorClasses classes;
    final Arena arena;
    final StateStore store;
    final Step step;
    final StageSteps steps;
    final List<Entry> entries = new ArrayList<>();
    final List<SinkPort> sinks = new ArrayList<>();
    final List<Failures> failures = new ArrayList<>();
    final List<RecordOwner> recordOwners = new ArrayList<>();
    final Symbols symbols;
    final SavedStates saved;
    final LateLedger ledger;
    final Clocks clocks;
    int maxRecordBytes;

    private final Graph graph;
    private final StagePlan plan;
    private final Boundaries boundaries;
    private final Journaling journaling;
    private final JoinAssembly joins;
    private final Map<String, Operator> built = new HashMap<>();
    final Map<Integer, TickPort> tickPorts = new TreeMap<>();
    private final Map<Integer, SinkPort> sinksByOrder = new TreeMap<>();

    StageAssembly(
            final Pipeline pipeline,
            final StagePlan plan,
            final Arena arena,
            final Boundaries boundaries,
            final Journaling journaling) {
        this.graph = pipeline.graph();
        this.plan = plan;
        this.arena = arena;
        store = new StateStore(arena);
        classes = OperatorClasses.of(pipeline);
        this.boundaries = boundaries;
        this.journaling = journaling;
        symbols = new Symbols(arena);
        saved = new SavedStates(arena);
        steps = new StageSteps(graph, plan, saved);
        step = steps.first();
        ledger = new LateLedger(step, plan::entryName);
        clocks = new Clocks(graph, plan, saved);
        final Map<String, Long> missedBits = new HashMap<>();
        for (final Node node : plan.nodes()) {
            if (node instanceof WindowNode || node instanceof JoinNode) {
                missedBits.put(node.name(), ledger.register(node.name(), slideNs(node)));
            }
        }
        final KeyedAssembly keyed = new KeyedAssembly(this, missedBits);
        joins = new JoinAssembly(this, keyed, missedBits);
        final List<Operator> heads = new ArrayList<>();
        for (final Node entry : plan.entries()) {
            heads.add(behind(new Port(entry.name(), Port.OUT), keyed));
        }
        clocks.complete(steps);
        for (int i = 0; i < heads.size(); i++) {
            final EntryAssembly assembly = new EntryAssembly(this, i);
            entries.add(assembly.entry(plan.entries().get(i), heads.get(i)));
            saved.add("taken/" + plan.entryName(i), new SavedTaken(entries.get(i)));
            maxRecordBytes =
                    Math.max(maxRecordBytes, assembly.recordBytes(plan.entries().get(i)));
        }
        sinks.addAll(sinksByOrder.values());
    }

    private static long slideNs(final Node node) {
        final WindowAssigner windows;
        if (node instanceof WindowNode) {
            windows = ((WindowNode) node).setup().assigner();
        } else {
            final JoinSpec spec = ((JoinNode) node).spec();
            windows = spec instanceof WindowJoinSpec ? ((WindowJoinSpec) spec).windows() : null;
        }
        return windows instanceof Windows ? ((Windows) windows).slideNs() : 0;
    }

    /** The record that a node's function writes. */
    OutRecord outRecord(final Node node) {
        return outRecord(node.type());
    }

    OutRecord outRecord(final RecordType<?, ?> type) {
        final OutRecord made = new OutRecord(type);
        recordOwners.add(made);
        return made;
    }

    Explainer explainer() {
        return new Explainer(graph, plan, clocks, steps, entries, symbols);
    }

    boolean isFedBySources() {
        return plan.entries().get(0) instanceof SourceNode;
    }

    String name() {
        return plan.name();
    }

    /** Opens the sinks; a failure closes those already open. */
    @SuppressWarnings("unchecked") // the builder checked that the sink takes the stream's records
    void openSinks(final Pipeline pipeline, final SinkOpener opener) throws Exception {
        boolean complete = false;
        try {
            for (final Node node : plan.nodes()) {
                if (node instanceof SinkNode) {
                    final SinkPort port = sinksByOrder.get(plan.nodes().indexOf(node));
                    port.attach((Sink<Object>) opener.open((SinkNode) node, port.context()));
                }
            }
            ledger.attach(opener.openLate(pipeline.lateSink(), new LateSinkContext(symbols, journaling)), journaling);
            complete = true;
        } finally {
            if (!complete) {
                for (final SinkPort port : sinks) {
                    port.close();
                }
            }
        }
    }

    /** What takes the events of a port: one operator, or several one after the other. */
    Operator behind(final Port port, final KeyedAssembly keyed) {
        final List<Operator> consumers = new ArrayList<>();
        Node before = null;
        for (final Node consumer : graph.consumers(port)) {
            consumers.add(input(consumer, port, consumer == before, keyed));
            before = consumer;
        }
        if (consumers.isEmpty()) {
            return new NoOperator();
        }
        Operator chain = consumers.get(consumers.size() - 1);
        for (int i = consumers.size() - 2; i >= 0; i--) {
            chain = classes.newInstance(port + "#" + i, FanOutOperator.class, Operator.class, consumers.get(i), chain);
        }
        return chain;
    }

    private Operator input(final Node consumer, final Port port, final boolean again, final KeyedAssembly keyed) {
        if (consumer instanceof JoinNode) {
            return joins.input((JoinNode) consumer, port, again);
        }
        final Operator operator = operator(consumer, keyed);
        return consumer instanceof ProcessNode && ((ProcessNode) consumer).isBroadcast(port, again)
                ? ((TwoInputOperator) operator).right()
                : operator;
    }

    private Operator operator(final Node node, final KeyedAssembly keyed) {
        final Operator known = built.get(node.name());
        if (known != null) {
            return known;
        }
        final Operator made = make(node, keyed);
        built.put(node.name(), made);
        return made;
    }

    private Operator make(final Node node, final KeyedAssembly keyed) {
        if (node instanceof SinkNode) {
            return sink(node);
        }
        if (plan.leavesAt(node)) {
            final Operator exit = boundaries.open(node.name(), node.type(), steps.before(node), clocks.clockOf(node));
            tickPorts.put(plan.nodes().indexOf(node), (TickPort) exit);
            return exit;
        }
        final Operator next = behind(new Port(node.name(), Port.OUT), keyed);
        if (node instanceof UnionNode) {
            return next;
        }
        if (node instanceof StageNode) {
            return scope(node, next);
        }
        if (node instanceof FilterNode) {
            return classes.newInstance(
                    node.name(),
                    FilterOperator.class,
                    Operator.class,
                    ((FilterNode) node).function(),
                    failures(node),
                    next);
        }
        if (node instanceof BranchNode) {
            final FilterFunction<?> function = ((BranchNode) node).function();
            final Operator rest = behind(new Port(node.name(), Port.REST), keyed);
            return classes.newInstance(
                    node.name(), SplitOperator.class, Operator.class, function, failures(node), next, rest);
        }
        if (node instanceof MapNode) {
            final MapFunction<?, ?> function = ((MapNode) node).function();
            return classes.newInstance(
                    node.name(),
                    MapOperator.class,
                    Operator.class,
                    function,
                    failures(node),
                    steps.of(node),
                    outRecord(node),
                    next);
        }
        if (node instanceof FlatMapNode) {
            final FlatMapFunction<?, ?> function = ((FlatMapNode) node).function();
            return classes.newInstance(
                    node.name(),
                    FlatMapOperator.class,
                    Operator.class,
                    function,
                    failures(node),
                    steps.of(node),
                    outRecord(node),
                    next);
        }
        return keyed.operator(node, next);
    }

    private Operator scope(final Node node, final Operator next) {
        final Operator scope = classes.newInstance(
                node.name(),
                StageScope.class,
                Operator.class,
                node.name(),
                steps.before(node),
                steps.of(node),
                ledger,
                next);
        tickPorts.put(plan.nodes().indexOf(node), (TickPort) scope);
        return scope;
    }

    private Operator sink(final Node node) {
        final SinkPort port = classes.newInstance(
                node.name(),
                SinkOperator.class,
                SinkPort.class,
                node.name(),
                node.type(),
                failures(node),
                steps.of(node),
                symbols,
                journaling);
        sinksByOrder.put(plan.nodes().indexOf(node), port);
        saved.add("sink/" + node.name(), new SavedSequence(port));
        return port;
    }

    /** The failure handling of one node. */
    Failures failures(final Node node) {
        final Failures made = new Failures(
                node.name(), node.errorPolicy() == ErrorPolicy.SKIP, steps.of(node), symbols, keyText(node));
        failures.add(made);
        return made;
    }

    /** How the keys of a node are called in messages. */
    @SuppressWarnings("unchecked") // the function takes the events of the node's input
    KeyText keyText(final Node node) {
        final KeySpec key = node instanceof WindowNode
                ? ((WindowNode) node).key()
                : node instanceof ProcessNode ? ((ProcessNode) node).key() : null;
        return key instanceof KeySpec.ByLong
                ? new KeyText(
                        (LongKeyFunction<Object>) ((KeySpec.ByLong) key).function(),
                        graph.node(node.inputs().get(0).node()).type(),
                        symbols)
                : new KeyText(null, null, symbols);
    }
}
