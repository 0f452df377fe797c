package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.ElementsFunction;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.cell.CellPlan;
import io.millrace.windowing.cell.CellWindows;
import io.millrace.windowing.cell.ElementsPlan;

/** Windows that keep their events. */
@PerInstance(packages = {"io.millrace.windowing.cell", "io.millrace.windowing.pane"})
public final class ElementsWindowsFactory implements WindowsFactory {
    private final TriggeredSetup setup;
    private final RecordType<?, ?> eventType;
    private final RecordType<?, Flyweight> outputType;
    private final ElementsFunction<Object, Flyweight> function;
    private final int maxElements;

    /**
     * Creates the factory.
     *
     * @param setup which windows.
     * @param eventType type of the events.
     * @param outputType type of the results.
     * @param function computes them.
     * @param maxElements events kept in a window of a key, at most.
     */
    public ElementsWindowsFactory(
            final TriggeredSetup setup,
            final RecordType<?, ?> eventType,
            final RecordType<?, Flyweight> outputType,
            final ElementsFunction<Object, Flyweight> function,
            final int maxElements) {
        this.setup = setup;
        this.eventType = eventType;
        this.outputType = outputType;
        this.function = function;
        this.maxElements = maxElements;
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
        final ElementsPlan<Object, Flyweight> elements =
                new ElementsPlan<>(eventType, outputType, function, maxElements);
        return CellWindows.collecting(arena, id, keyType, plan, elements, results, missed);
    }
}
