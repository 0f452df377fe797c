package io.millrace.windowing.sliding;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/**
 * Count, notional and volume, and either highest and lowest price and a hash that depends on the order of events, or a
 * way to deduct.
 */
final class TickSums implements Aggregate<Tick, SumsFlyweight, SumsFlyweight> {
    /** Which of them. */
    enum Kind {
        /** Those that can be deducted. */
        SUMS,
        /** All. */
        ALL
    }

    static final long FACTOR = 1_000_003;

    private static final long serialVersionUID = 1L;

    private final boolean keyedByRecords;
    private final boolean deductible;

    TickSums(final boolean keyedByRecords, final Kind kind) {
        this.keyedByRecords = keyedByRecords;
        deductible = kind == Kind.SUMS;
    }

    @Override
    public RecordType<?, SumsFlyweight> accumulatorType() {
        return SumsFlyweight.TYPE;
    }

    @Override
    public RecordType<?, SumsFlyweight> outputType() {
        return SumsFlyweight.TYPE;
    }

    @Override
    public void create(final SumsFlyweight sums) {
        if (!deductible) {
            sums.high(Long.MIN_VALUE).low(Long.MAX_VALUE).chainFactor(1);
        }
    }

    @Override
    public void add(final SumsFlyweight sums, final Tick tick, final EventContext context) {
        sums.count(sums.count() + 1)
                .notional(sums.notional() + tick.price() * tick.quantity())
                .volume(sums.volume() + tick.quantity());
        if (!deductible) {
            sums.high(Math.max(sums.high(), tick.price()))
                    .low(Math.min(sums.low(), tick.price()))
                    .chain(sums.chain() * FACTOR + tick.price())
                    .chainFactor(sums.chainFactor() * FACTOR);
        }
    }

    @Override
    public void combine(final SumsFlyweight sums, final SumsFlyweight other) {
        sums.count(sums.count() + other.count())
                .notional(sums.notional() + other.notional())
                .volume(sums.volume() + other.volume());
        if (!deductible) {
            sums.high(Math.max(sums.high(), other.high()))
                    .low(Math.min(sums.low(), other.low()))
                    .chain(sums.chain() * other.chainFactor() + other.chain())
                    .chainFactor(sums.chainFactor() * other.chainFactor());
        }
    }

    @Override
    public boolean isDeductible() {
        return deductible;
    }

    @Override
    public void deduct(final SumsFlyweight sums, final SumsFlyweight other) {
        sums.count(sums.count() - other.count())
                .notional(sums.notional() - other.notional())
                .volume(sums.volume() - other.volume());
    }

    @Override
    public void finish(final Window window, final SumsFlyweight sums, final SumsFlyweight output) {
        output.key(keyedByRecords ? ((TickKeyFlyweight) window.keyRecord()).right() : window.key())
                .startNs(window.startNs())
                .count(sums.count())
                .notional(sums.notional())
                .volume(sums.volume())
                .high(sums.high())
                .low(sums.low())
                .chain(sums.chain());
    }
}
