package io.millrace.engine.stage;

import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.function.MatchFunction;
import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.engine.graph.JoinNode;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.Port;
import io.millrace.engine.operator.Failures;
import io.millrace.engine.operator.JoinPorts;
import io.millrace.engine.operator.JoinWork;
import io.millrace.engine.operator.LongJoinOperator;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.OutRecord;
import io.millrace.engine.operator.RecordJoinOperator;
import io.millrace.engine.operator.RecordKey;
import io.millrace.engine.operator.RecordOwner;
import io.millrace.engine.operator.StagePlace;
import io.millrace.engine.operator.TwoInputOperator;
import java.util.HashMap;
import java.util.Map;

/** Builds the operators that have two inputs, and says which of them a stream leads to. */
final class JoinAssembly {
    private final StageAssembly stage;
    private final KeyedAssembly keyed;
    private final Map<String, Long> missedBits;
    private final Map<String, TwoInputOperator> built = new HashMap<>();

    JoinAssembly(final StageAssembly stage, final KeyedAssembly keyed, final Map<String, Long> missedBits) {
        this.stage = stage;
        this.keyed = keyed;
        this.missedBits = missedBits;
    }

    /**
     * The way into a join.
     *
     * @param node the join.
     * @param port where the events come from.
     * @param again whether the join takes events from there once more: one stream is both sides.
     */
    Operator input(final JoinNode node, final Port port, final boolean again) {
        TwoInputOperator operator = built.get(node.name());
        if (operator == null) {
            operator = make(node);
            built.put(node.name(), operator);
        }
        return port.equals(node.left().input()) && !again ? operator : operator.right();
    }

    @SuppressWarnings("unchecked") // the builder checked the functions against the streams' types
    private TwoInputOperator make(final JoinNode node) {
        final JoinPorts ports = new JoinPorts(
                behind(node, Port.OUT),
                behind(node, Port.CORRECTIONS),
                behind(node, Port.LATE),
                behind(node, Port.LATE_RIGHT));
        final JoinWork work = new JoinWork(
                "join/" + node.name(),
                node.left().type(),
                node.right().type(),
                node.spec(),
                node.maxBuffered(),
                node.function() instanceof JoinFunction ? (JoinFunction<Object, Object, Object>) node.function() : null,
                node.function() instanceof MatchFunction
                        ? (MatchFunction<Object, Object, Object>) node.function()
                        : null);
        final StagePlace place = keyed.place(node, missedBits.get(node.name()));
        final Failures failures = stage.failures(node);
        final OutRecord out = stage.outRecord(node);
        final boolean byLong = node.left().key() instanceof KeySpec.ByLong;
        final TwoInputOperator operator = stage.classes.newInstance(
                node.name(),
                byLong ? LongJoinOperator.class : RecordJoinOperator.class,
                TwoInputOperator.class,
                key(node.left().key()),
                key(node.right().key()),
                work,
                place,
                failures,
                out,
                ports);
        stage.recordOwners.add((RecordOwner) operator);
        stage.clocks.add(node, operator);
        return operator;
    }

    private Operator behind(final JoinNode node, final String output) {
        return stage.behind(new Port(node.name(), output), keyed);
    }

    @SuppressWarnings("unchecked") // the builder checked the function against the stream's type
    private static Object key(final KeySpec key) {
        if (key instanceof KeySpec.ByLong) {
            return ((KeySpec.ByLong) key).function();
        }
        final KeySpec.ByRecord byRecord = (KeySpec.ByRecord) key;
        return new RecordKey(byRecord.type(), (RecordKeyFunction<Object, Object>) byRecord.function());
    }
}
