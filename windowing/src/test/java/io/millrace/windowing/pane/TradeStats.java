package io.millrace.windowing.pane;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Count, notional, volume, highest and lowest price. */
final class TradeStats implements Aggregate<Trade, StatsFlyweight, BarFlyweight> {
    private static final long serialVersionUID = 1L;

    private final boolean keyedByRecords;

    TradeStats() {
        this(false);
    }

    /** Keys are long values, or else a {@link PairKey} whose right part is the key. */
    TradeStats(final boolean keyedByRecords) {
        this.keyedByRecords = keyedByRecords;
    }

    @Override
    public RecordType<?, StatsFlyweight> accumulatorType() {
        return StatsFlyweight.TYPE;
    }

    @Override
    public RecordType<?, BarFlyweight> outputType() {
        return BarFlyweight.TYPE;
    }

    @Override
    public void create(final StatsFlyweight accumulator) {
        accumulator.high(Long.MIN_VALUE).low(Long.MAX_VALUE);
    }

    @Override
    public void add(final StatsFlyweight accumulator, final Trade trade, final EventContext context) {
        final long price = trade.price();
        final long quantity = trade.quantity();
        accumulator.count(accumulator.count() + 1);
        accumulator.notional(accumulator.notional() + price * quantity);
        accumulator.volume(accumulator.volume() + quantity);
        if (price > accumulator.high()) {
            accumulator.high(price);
        }
        if (price < accumulator.low()) {
            accumulator.low(price);
        }
    }

    @Override
    public void combine(final StatsFlyweight accumulator, final StatsFlyweight other) {
        accumulator.count(accumulator.count() + other.count());
        accumulator.notional(accumulator.notional() + other.notional());
        accumulator.volume(accumulator.volume() + other.volume());
        accumulator.high(Math.max(accumulator.high(), other.high()));
        accumulator.low(Math.min(accumulator.low(), other.low()));
    }

    @Override
    public void finish(final Window window, final StatsFlyweight accumulator, final BarFlyweight output) {
        output.key(keyedByRecords ? ((PairKeyFlyweight) window.keyRecord()).right() : window.key())
                .startNs(window.startNs())
                .count(accumulator.count())
                .notional(accumulator.notional())
                .volume(accumulator.volume())
                .high(accumulator.high())
                .low(accumulator.low());
    }
}
