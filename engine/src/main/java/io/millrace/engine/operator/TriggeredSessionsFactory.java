package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.cell.CellPlan;
import io.millrace.windowing.session.TriggeredSessions;

/** Sessions with a trigger. */
@PerInstance(packages = {"io.millrace.windowing.session", "io.millrace.windowing.cell"})
public final class TriggeredSessionsFactory implements WindowsFactory {
    private final TriggeredSetup setup;
    private final Aggregate<Object, Flyweight, Flyweight> aggregate;

    /**
     * Creates the factory.
     *
     * @param setup when sessions end, when they have results, and how long they are kept.
     * @param aggregate what is computed.
     */
    public TriggeredSessionsFactory(
            final TriggeredSetup setup, final Aggregate<Object, Flyweight, Flyweight> aggregate) {
        this.setup = setup;
        this.aggregate = aggregate;
    }

    @Override
    public KeyedWindows<Object> open(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final ResultHandler<Flyweight> results,
            final MissedEventHandler<Object> missed) {
        final CellPlan<Object> plan = new CellPlan<>(
                setup.assigner(), setup.trigger(), setup.latenessNs(), setup.discarding(), setup.clock());
        return new TriggeredSessions<>(arena, id, keyType, plan, aggregate, results, missed);
    }
}
