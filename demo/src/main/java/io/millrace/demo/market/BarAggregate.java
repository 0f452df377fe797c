package io.millrace.demo.market;

import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;

/** Open, high, low, close, volume, count and notional of the trades in a window. */
final class BarAggregate implements Aggregate<Trade, BarStateFlyweight, BarFlyweight> {
    private static final long serialVersionUID = 1L;

    private final RecordType<Bar, BarFlyweight> barType;

    BarAggregate(final Scales scales) {
        barType = scales.barType();
    }

    @Override
    public RecordType<?, BarStateFlyweight> accumulatorType() {
        return BarStateFlyweight.TYPE;
    }

    @Override
    public RecordType<?, BarFlyweight> outputType() {
        return barType;
    }

    @Override
    public void create(final BarStateFlyweight bar) {
        // A count of zero says that there are no trades.
    }

    @Override
    public void add(final BarStateFlyweight bar, final Trade trade, final EventContext context) {
        final long timeNs = context.timeNs();
        final long sequence = context.sequence();
        final long price = trade.price();
        final long quantity = trade.quantity();
        final boolean first = bar.count() == 0;
        if (first || isBefore(timeNs, sequence, bar.firstNs(), bar.firstSequence())) {
            bar.firstNs(timeNs).firstSequence(sequence).open(price);
        }
        if (first || isBefore(bar.lastNs(), bar.lastSequence(), timeNs, sequence)) {
            bar.lastNs(timeNs).lastSequence(sequence).close(price);
        }
        if (first || price > bar.high()) {
            bar.high(price);
        }
        if (first || price < bar.low()) {
            bar.low(price);
        }
        bar.count(bar.count() + 1);
        bar.volume().add(quantity);
        bar.notional().addProduct(price, quantity);
    }

    @Override
    public void combine(final BarStateFlyweight bar, final BarStateFlyweight other) {
        if (other.count() == 0) {
            return;
        }
        if (bar.count() == 0) {
            bar.copyFrom(other);
            return;
        }
        if (isBefore(other.firstNs(), other.firstSequence(), bar.firstNs(), bar.firstSequence())) {
            bar.firstNs(other.firstNs()).firstSequence(other.firstSequence()).open(other.open());
        }
        if (isBefore(bar.lastNs(), bar.lastSequence(), other.lastNs(), other.lastSequence())) {
            bar.lastNs(other.lastNs()).lastSequence(other.lastSequence()).close(other.close());
        }
        bar.high(Math.max(bar.high(), other.high()));
        bar.low(Math.min(bar.low(), other.low()));
        bar.count(bar.count() + other.count());
        bar.volume().add(other.volume());
        bar.notional().add(other.notional());
    }

    @Override
    public void finish(final Window window, final BarStateFlyweight bar, final BarFlyweight result) {
        result.symbol((int) window.key())
                .startNs(window.startNs())
                .endNs(window.endNs())
                .open(bar.open())
                .high(bar.high())
                .low(bar.low())
                .close(bar.close())
                .count(bar.count());
        result.volume().set(bar.volume());
        result.notional().set(bar.notional());
    }

    private static boolean isBefore(final long aNs, final long aSequence, final long bNs, final long bSequence) {
        return aNs < bNs || aNs == bNs && aSequence < bSequence;
    }
}
