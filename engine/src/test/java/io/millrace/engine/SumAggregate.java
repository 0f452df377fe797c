package io.millrace.engine;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Sums values, for tests. A composite key (high, low) comes out as 100 times high plus low. */
public final class SumAggregate implements Aggregate<Tick, TickFlyweight, TickFlyweight> {
    private static final long serialVersionUID = 1L;

    @Override
    public RecordType<?, TickFlyweight> accumulatorType() {
        return TickFlyweight.TYPE;
    }

    @Override
    public RecordType<?, TickFlyweight> outputType() {
        return TickFlyweight.TYPE;
    }

    @Override
    public void create(final TickFlyweight sum) {
        // Zeros are neutral.
    }

    @Override
    public void add(final TickFlyweight sum, final Tick tick, final EventContext context) {
        sum.value(sum.value() + tick.value());
    }

    @Override
    public void combine(final TickFlyweight sum, final TickFlyweight other) {
        sum.value(sum.value() + other.value());
    }

    @Override
    public void finish(final Window window, final TickFlyweight sum, final TickFlyweight out) {
        final TickKey key = (TickKey) window.keyRecord();
        out.timeNs(window.endNs() - 1)
                .key(key == null ? window.key() : 100 * key.high() + key.low())
                .value(sum.value());
    }
}
