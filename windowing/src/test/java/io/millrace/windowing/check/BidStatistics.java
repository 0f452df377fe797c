package io.millrace.windowing.check;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** What the published works compute. */
final class BidStatistics implements Aggregate<Bid, BidStatsFlyweight, BidStatsFlyweight> {
    private static final long serialVersionUID = 1L;

    @Override
    public RecordType<?, BidStatsFlyweight> accumulatorType() {
        return BidStatsFlyweight.TYPE;
    }

    @Override
    public RecordType<?, BidStatsFlyweight> outputType() {
        return BidStatsFlyweight.TYPE;
    }

    @Override
    public void create(final BidStatsFlyweight accumulator) {
        accumulator.high(Long.MIN_VALUE).low(Long.MAX_VALUE);
    }

    @Override
    public void add(final BidStatsFlyweight accumulator, final Bid bid, final EventContext context) {
        final long price = bid.price();
        final long quantity = bid.quantity();
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
    public void combine(final BidStatsFlyweight accumulator, final BidStatsFlyweight other) {
        accumulator.count(accumulator.count() + other.count());
        accumulator.notional(accumulator.notional() + other.notional());
        accumulator.volume(accumulator.volume() + other.volume());
        accumulator.high(Math.max(accumulator.high(), other.high()));
        accumulator.low(Math.min(accumulator.low(), other.low()));
    }

    @Override
    public void finish(final Window window, final BidStatsFlyweight accumulator, final BidStatsFlyweight output) {
        output.copyFrom(accumulator);
        output.key(window.key()).startNs(window.startNs());
    }
}
