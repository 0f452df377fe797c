package io.millrace.bench.w2;

import io.millrace.bench.w1.BenchResultFlyweight;
import io.millrace.bench.work.BenchTrade;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Count, notional and volume: what can be deducted of W2's statistics. High and low are 0. */
public final class SumsAggregate implements Aggregate<BenchTrade, BenchSumsFlyweight, BenchResultFlyweight> {
    private static final long serialVersionUID = 1L;

    /** Has nothing to set up. */
    public SumsAggregate() {}

    @Override
    public RecordType<?, BenchSumsFlyweight> accumulatorType() {
        return BenchSumsFlyweight.TYPE;
    }

    @Override
    public RecordType<?, BenchResultFlyweight> outputType() {
        return BenchResultFlyweight.TYPE;
    }

    @Override
    public void create(final BenchSumsFlyweight sums) {
        // Zeros are neutral.
    }

    @Override
    public void add(final BenchSumsFlyweight sums, final BenchTrade trade, final EventContext context) {
        sums.count(sums.count() + 1)
                .notional(sums.notional() + trade.price() * trade.quantity())
                .volume(sums.volume() + trade.quantity());
    }

    @Override
    public void combine(final BenchSumsFlyweight sums, final BenchSumsFlyweight other) {
        sums.count(sums.count() + other.count())
                .notional(sums.notional() + other.notional())
                .volume(sums.volume() + other.volume());
    }

    @Override
    public boolean isDeductible() {
        return true;
    }

    @Override
    public void deduct(final BenchSumsFlyweight sums, final BenchSumsFlyweight other) {
        sums.count(sums.count() - other.count())
                .notional(sums.notional() - other.notional())
                .volume(sums.volume() - other.volume());
    }

    @Override
    public void finish(final Window window, final BenchSumsFlyweight sums, final BenchResultFlyweight result) {
        result.key(window.key())
                .startNs(window.startNs())
                .count(sums.count())
                .notional(sums.notional())
                .volume(sums.volume());
    }
}
