package io.millrace.engine.stage;

import io.millrace.engine.function.Collector;
import io.millrace.engine.function.LongKeyFunction;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.SideOutput;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.graph.KeySpec;
import io.millrace.engine.graph.Port;
import io.millrace.engine.graph.ProcessNode;
import io.millrace.engine.operator.EventKey;
import io.millrace.engine.operator.LongEventKey;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.ProcessMoment;
import io.millrace.engine.operator.ProcessOperator;
import io.millrace.engine.operator.ProcessParts;
import io.millrace.engine.operator.ProcessTimers;
import io.millrace.engine.operator.RecordEventKey;
import io.millrace.engine.operator.RecordKey;
import io.millrace.engine.operator.SideOutlet;
import io.millrace.engine.operator.StagePlace;
import io.millrace.engine.operator.TimedOperator;
import io.millrace.engine.operator.TimerKeys;
import io.millrace.record.RecordType;
import io.millrace.state.KeyedStates;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds process functions with their state, timers and side outputs. */
final class ProcessAssembly {
    private final StageAssembly stage;
    private final KeyedAssembly keyed;

    ProcessAssembly(final StageAssembly stage, final KeyedAssembly keyed) {
        this.stage = stage;
        this.keyed = keyed;
    }

    @SuppressWarnings("unchecked") // the builder checked the functions against the stream's type
    Operator operator(final ProcessNode node, final Operator next) {
        final EventKey key;
        final KeyedStates states;
        final RecordType<?, ?> keyType;
        if (node.key() instanceof KeySpec.ByLong) {
            final LongKeyFunction<?> function = ((KeySpec.ByLong) node.key()).function();
            key = stage.classes.newInstance(node.name(), LongEventKey.class, EventKey.class, function);
            states = stage.store.keyedByLong(node.name());
            keyType = null;
        } else {
            final RecordKey byRecord = KeyedAssembly.recordKey((KeySpec.ByRecord) node.key());
            key = stage.classes.newInstance(node.name(), RecordEventKey.class, EventKey.class, byRecord);
            keyType = byRecord.type();
            states = stage.store.keyedByRecord(node.name(), keyType);
        }
        final StagePlace place = keyed.place(node, 0);
        final ProcessMoment moment = new ProcessMoment(node.name(), stage.ledger, place.step());
        final ProcessTimers timers = node.spec().maxTimers() == 0 ? null : timers(node, place, moment, keyType, key);
        final KeyedStates broadcast =
                node.broadcast().isPresent() ? stage.store.keyedByLong(node.name() + "/broadcast") : null;
        final OpenedStates opened = new OpenedStates(node, states, broadcast, timers, sides(node, place, moment));
        final ProcessFunction<?, ?> function = node.factory().open(opened);
        if (function == null) {
            throw new GraphException(node.name(), "its factory made no function: open(..) returned null");
        }
        final TimedOperator operator = stage.classes.newInstance(
                node.name(),
                ProcessOperator.class,
                TimedOperator.class,
                new ProcessParts(key, (ProcessFunction<Object, Object>) function, states, broadcast, timers, moment),
                stage.failures(node),
                place,
                stage.outRecord(node),
                next);
        if (timers != null) {
            stage.clocks.add(node, operator);
        }
        return operator;
    }

    private ProcessTimers timers(
            final ProcessNode node,
            final StagePlace place,
            final ProcessMoment moment,
            final RecordType<?, ?> keyType,
            final EventKey key) {
        final String id = "timers/" + node.name();
        final TimerKeys keys = new TimerKeys(stage.arena, id + "/keys", keyType, key, stage.keyText(node));
        return new ProcessTimers(id, place, moment, keys, node.spec().maxTimers());
    }

    private Map<SideOutput<?, ?>, Collector<?>> sides(
            final ProcessNode node, final StagePlace place, final ProcessMoment moment) {
        final Map<SideOutput<?, ?>, Collector<?>> sides = new LinkedHashMap<>();
        for (final SideOutput<?, ?> side : node.spec().sides()) {
            final Port port = Port.side(node.name(), side.name());
            final Collector<?> outlet = stage.classes.newInstance(
                    port.toString(),
                    SideOutlet.class,
                    Collector.class,
                    moment,
                    place.step(),
                    stage.outRecord(side.type()),
                    stage.behind(port, keyed));
            sides.put(side, outlet);
        }
        return sides;
    }
}
