package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionRules;
import io.millrace.windowing.cell.CellPlan;
import io.millrace.windowing.cell.ElementsPlan;
import io.millrace.windowing.elements.SessionElements;
import io.millrace.windowing.session.KeyedSessions;
import io.millrace.windowing.session.TriggeredSessions;

/** Sessions that keep their events. */
@PerInstance(
        packages = {
            "io.millrace.windowing.session",
            "io.millrace.windowing.elements",
            "io.millrace.windowing.cell",
            "io.millrace.windowing.join.cells"
        })
public final class SessionElementsFactory implements WindowsFactory {
    private final SessionRules<Object> rules;
    private final TriggeredSetup triggered;
    private final ElementsPlan<Object, Flyweight> plan;

    /**
     * Creates the factory.
     *
     * @param rules when sessions end and how long they are kept.
     * @param triggered the same with a trigger; {@code null} if there is none.
     * @param elements what is computed.
     */
    public SessionElementsFactory(
            final SessionRules<Object> rules, final TriggeredSetup triggered, final ElementsWork elements) {
        this.rules = rules;
        this.triggered = triggered;
        plan = new ElementsPlan<>(
                elements.eventType(), elements.outputType(), elements.function(), elements.maxElements());
    }

    @Override
    public KeyedWindows<Object> open(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final ResultHandler<Flyweight> results,
            final MissedEventHandler<Object> missed) {
        final SessionElements<Object, Flyweight> elements = new SessionElements<>(arena, id, plan);
        final ResultHandler<Flyweight> calls = elements.resultsTo(results);
        if (triggered == null) {
            return new KeyedSessions<>(arena, id, keyType, rules, elements, calls, missed);
        }
        final CellPlan<Object> cells = new CellPlan<>(
                triggered.assigner(),
                triggered.trigger(),
                triggered.latenessNs(),
                triggered.discarding(),
                triggered.clock());
        return new TriggeredSessions<>(arena, id, keyType, cells, elements, calls, missed);
    }
}
