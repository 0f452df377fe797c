package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.cell.ElementsPlan;
import io.millrace.windowing.elements.CountedElements;

/** Windows that count events, and keep them. */
@PerInstance(
        packages = {"io.millrace.windowing.elements", "io.millrace.windowing.cell", "io.millrace.windowing.join.cells"})
public final class CountElementsFactory implements WindowsFactory {
    private final CountWindows windows;
    private final ElementsPlan<Object, Flyweight> plan;

    /**
     * Creates the factory.
     *
     * @param windows how many events are in a window, and from one to the next.
     * @param elements what is computed.
     */
    public CountElementsFactory(final CountWindows windows, final ElementsWork elements) {
        this.windows = windows;
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
        return new CountedElements<>(arena, id, keyType, windows, plan, results, missed);
    }
}
