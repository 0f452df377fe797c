package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.cell.CellPlan;
import io.millrace.windowing.cell.CellWindows;

/** Windows with a trigger or allowed lateness, of aggregates. */
@PerInstance(packages = {"io.millrace.windowing.cell", "io.millrace.windowing.pane"})
public final class CellWindowsFactory implements WindowsFactory {
    private final TriggeredSetup setup;
    private final Aggregate<Object, Flyweight, Flyweight> aggregate;

    /**
     * Creates the factory.
     *
     * @param setup which windows.
     * @param aggregate what is computed.
     */
    public CellWindowsFactory(final TriggeredSetup setup, final Aggregate<Object, Flyweight, Flyweight> aggregate) {
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
        return CellWindows.aggregating(arena, id, keyType, plan, aggregate, results, missed);
    }
}
