package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.count.KeyedCounts;

/** Windows that count events. */
@PerInstance(packages = "io.millrace.windowing.count")
public final class CountsFactory implements WindowsFactory {
    private final CountWindows windows;
    private final Aggregate<Object, Flyweight, Flyweight> aggregate;

    /**
     * Creates the factory.
     *
     * @param windows how many events are in a window, and from one to the next.
     * @param aggregate what is computed.
     */
    public CountsFactory(final CountWindows windows, final Aggregate<Object, Flyweight, Flyweight> aggregate) {
        this.windows = windows;
        this.aggregate = aggregate;
    }

    @Override
    public KeyedWindows<Object> open(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final ResultHandler<Flyweight> results,
            final MissedEventHandler<Object> missed) {
        return new KeyedCounts<>(arena, id, keyType, windows, aggregate, results, missed);
    }
}
