package io.millrace.engine.stage;

import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.Port;
import io.millrace.engine.graph.ProcessNode;
import io.millrace.engine.graph.WindowNode;
import io.millrace.engine.operator.LongWindowOperator;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.RecordKey;
import io.millrace.engine.operator.RecordOwner;
import io.millrace.engine.operator.RecordWindowOperator;
import io.millrace.engine.operator.StagePlace;
import io.millrace.engine.operator.TimedOperator;
import io.millrace.engine.operator.WindowPorts;
import io.millrace.engine.operator.WindowSpec;
import java.util.Map;

/** Builds the operators that work by key. */
final class KeyedAssembly {
    private final StageAssembly stage;
    private final Map<String, Long> missedBits;
    private final WindowAssembly windows;

    KeyedAssembly(final StageAssembly stage, final Map<String, Long> missedBits) {
        this.stage = stage;
        this.missedBits = missedBits;
        windows = new WindowAssembly(stage);
    }

    Operator operator(final Node node, final Operator next) {
        if (node instanceof WindowNode) {
            return window((WindowNode) node, next);
        }
        return process((ProcessNode) node, next);
    }

    private Operator process(final ProcessNode node, final Operator next) {
        return new ProcessAssembly(stage, this).operator(node, next);
    }

    StagePlace place(final Node node, final long missedBit) {
        return new StagePlace(stage.arena, stage.steps.of(node), stage.clocks.clockOf(node), stage.ledger, missedBit);
    }

    @SuppressWarnings("unchecked") // the builder checked the function against the stream's type
    static RecordKey recordKey(final KeySpec.ByRecord key) {
        return new RecordKey(key.type(), (RecordKeyFunction<Object, Object>) key.function());
    }

    private Operator window(final WindowNode node, final Operator next) {
        final WindowSpec spec = windows.spec(node);
        final StagePlace place = place(node, missedBits.get(node.name()));
        final WindowPorts ports = new WindowPorts(
                next,
                stage.behind(new Port(node.name(), Port.LATE), this),
                stage.behind(new Port(node.name(), Port.RETRACTIONS), this));
        final boolean byLong = node.key() instanceof KeySpec.ByLong;
        final TimedOperator operator = stage.classes.newInstance(
                node.name(),
                byLong ? LongWindowOperator.class : RecordWindowOperator.class,
                TimedOperator.class,
                byLong ? ((KeySpec.ByLong) node.key()).function() : recordKey((KeySpec.ByRecord) node.key()),
                spec,
                place,
                stage.failures(node),
                ports);
        stage.recordOwners.add((RecordOwner) operator);
        stage.clocks.add(node, operator);
        return operator;
    }
}
