package io.millrace.bench.w1;

import io.millrace.bench.work.BenchTrade;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Count, notional, volume, high and low. */
public final class StatsAggregate implements Aggregate<BenchTrade, BenchStatsFlyweight, BenchResultFlyweight> {
    private static final long serialVersionUID = 1L;

    /** Has nothing to set up. */
    public StatsAggregate() {}

    @Override
    public RecordType<?, BenchStatsFlyweight> accumulatorType() {
        return BenchStatsFlyweight.TYPE;
    }

    @Override
    public RecordType<?, BenchResultFlyweight> outputType() {
        return BenchResultFlyweight.TYPE;
    }

    @Override
    public void create(final BenchStatsFlyweight stats) {
        stats.high(Long.MIN_VALUE).low(Long.MAX_VALUE);
    }

    @Override
    public void add(final BenchStatsFlyweight stats, final BenchTrade trade, final EventContext context) {
        final long price = trade.price();
        final long quantity = trade.quantity();
        stats.count(stats.count() + 1)
                .notional(stats.notional() + price * quantity)
                .volume(stats.volume() + quantity);
        if (price > stats.high()) {
            stats.high(price);
        }
        if (price < stats.low()) {
            stats.low(price);
        }
    }

    @Override
    public void combine(final BenchStatsFlyweight stats, final BenchStatsFlyweight other) {
        stats.count(stats.count() + other.count())
                .notional(stats.notional() + other.notional())
                .volume(stats.volume() + other.volume())
                .high(Math.max(stats.high(), other.high()))
                .low(Math.min(stats.low(), other.low()));
    }

    @Override
    public void finish(final Window window, final BenchStatsFlyweight stats, final BenchResultFlyweight result) {
        result.key(window.key())
                .startNs(window.startNs())
                .count(stats.count())
                .notional(stats.notional())
                .volume(stats.volume())
                .high(stats.high())
                .low(stats.low());
    }
}
