package io.millrace.windowing.sliding;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Count and highest price, in an accumulator so large that a live cell does not hold all parts. */
final class BigMax implements Aggregate<Tick, BigSumsFlyweight, SumsFlyweight> {
    private static final long serialVersionUID = 1L;

    private final long most;

    /** Accumulators of more events than that cannot be combined. */
    BigMax(final long most) {
        this.most = most;
    }

    @Override
    public RecordType<?, BigSumsFlyweight> accumulatorType() {
        return BigSumsFlyweight.TYPE;
    }

    @Override
    public RecordType<?, SumsFlyweight> outputType() {
        return SumsFlyweight.TYPE;
    }

    @Override
    public void create(final BigSumsFlyweight sums) {
        sums.high(Long.MIN_VALUE);
    }

    @Override
    public void add(final BigSumsFlyweight sums, final Tick tick, final EventContext context) {
        sums.count(sums.count() + 1).high(Math.max(sums.high(), tick.price()));
    }

    @Override
    public void combine(final BigSumsFlyweight sums, final BigSumsFlyweight other) {
        if (sums.count() + other.count() > most) {
            throw new IllegalStateException("too many");
        }
        sums.count(sums.count() + other.count()).high(Math.max(sums.high(), other.high()));
    }

    @Override
    public void finish(final Window window, final BigSumsFlyweight sums, final SumsFlyweight output) {
        output.key(window.key()).startNs(window.startNs()).count(sums.count()).high(sums.high());
    }
}
