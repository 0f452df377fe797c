package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Windows;
import io.millrace.windowing.sliding.SlidingWindows;

/** Windows that overlap and fire once. */
@PerInstance(packages = {"io.millrace.windowing.pane", "io.millrace.windowing.sliding"})
public final class SlidingWindowsFactory implements WindowsFactory {
    private final Windows windows;
    private final Aggregate<Object, Flyweight, Flyweight> aggregate;

    /**
     * Creates the factory.
     *
     * @param windows where the windows lie.
     * @param aggregate what is computed.
     */
    public SlidingWindowsFactory(final Windows windows, final Aggregate<Object, Flyweight, Flyweight> aggregate) {
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
        return new SlidingWindows<>(arena, id, keyType, windows, aggregate, results, missed);
    }
}
