package io.millrace.engine.stage;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.Node;
import io.millrace.engine.graph.Port;
import io.millrace.engine.operator.LongWindowOperator;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.RecordKey;
import io.millrace.engine.operator.RecordWindowOperator;
import io.millrace.engine.operator.StagePlace;
import io.millrace.engine.operator.TimedOperator;
import io.millrace.engine.operator.WindowSpec;
import io.millrace.record.Flyweight;
import io.millrace.windowing.Aggregate;
import java.util.Map;

/** Builds the operators that work by key. */
final class KeyedAssembly {
    private final StageAssembly stage;
    private final Map<String, Long> missedBits;

    KeyedAssembly(final StageAssembly stage, final Map<String, Long> missedBits) {
        this.stage = stage;
        this.missedBits = missedBits;
    }

    Operator operator(final Node node, final Operator next) {
        if (node instanceof Node.WindowNode) {
            return window((Node.WindowNode) node, next);
        }
        throw new IllegalStateException("cannot build " + node);
    }

    @SuppressWarnings("unchecked") // the builder checked the functions against the stream's type
    private Operator window(final Node.WindowNode node, final Operator next) {
        final WindowSpec spec = new WindowSpec(
                node.windows(), (Aggregate<Object, Flyweight, Flyweight>) (Aggregate<?, ?, ?>) node.aggregate());
        final StagePlace place =
                new StagePlace(stage.arena, stage.step, stage.clocks.clockOf(node), missedBits.get(node.name()));
        final Operator late = stage.behind(new Port(node.name(), Port.LATE), this);
        final String id = "window/" + node.name();
        final TimedOperator operator;
        if (node.key() instanceof KeySpec.ByLong) {
            final LongKeyFunction<?> key = ((KeySpec.ByLong) node.key()).function();
            operator = stage.classes.newInstance(
                    node.name(),
                    LongWindowOperator.class,
                    TimedOperator.class,
                    key,
                    id,
                    spec,
                    place,
                    stage.failures(node),
                    late,
                    next);
        } else {
            final KeySpec.ByRecord byRecord = (KeySpec.ByRecord) node.key();
            final RecordKey key =
                    new RecordKey(byRecord.type(), (RecordKeyFunction<Object, Object>) byRecord.function());
            operator = stage.classes.newInstance(
                    node.name(),
                    RecordWindowOperator.class,
                    TimedOperator.class,
                    key,
                    id,
                    spec,
                    place,
                    stage.failures(node),
                    late,
                    next);
        }
        stage.clocks.add(node, operator);
        return operator;
    }
}
