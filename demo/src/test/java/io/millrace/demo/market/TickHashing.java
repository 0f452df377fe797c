package io.millrace.demo.market;

import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SymbolIds;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes trades, and keeps what tells them from others. */
final class TickHashing implements Publisher<TickFlyweight>, SourceContext {
    final List<String> symbols = new ArrayList<>();
    long trades;
    long hash;
    long largestNs = Long.MIN_VALUE;
    long largestLagNs;
    long disordered;
    long smallestPrice = Long.MAX_VALUE;
    long priceSum;
    long quantitySum;
    private final TickFlyweight trade;

    TickHashing(final Scales scales) {
        final RecordType<Tick, TickFlyweight> type = scales.tickType();
        trade = type.newFlyweight();
        trade.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(type.sizeBytes())), 0);
    }

    @Override
    public TickFlyweight claim() {
        trade.clear();
        return trade;
    }

    @Override
    public TickFlyweight tryClaim() {
        return claim();
    }

    @Override
    public void commit() {
        trades++;
        hash = hash * 31 + trade.contentHash();
        if (trade.timeNs() < largestNs) {
            disordered++;
            largestLagNs = Math.max(largestLagNs, largestNs - trade.timeNs());
        }
        largestNs = Math.max(largestNs, trade.timeNs());
        smallestPrice = Math.min(smallestPrice, trade.price());
        priceSum += trade.price();
        quantitySum += trade.quantity();
    }

    @Override
    public void commitIntended(final long intendedNs) {
        commit();
    }

    @Override
    public void commitAt(final long ingressNs) {
        commit();
    }

    @Override
    public void abort() {
        throw new AssertionError("nothing is rejected");
    }

    @Override
    public void watermark(final long watermarkNs) {
        throw new AssertionError("the watermark follows the trades");
    }

    @Override
    public void idle() {
        throw new AssertionError("never idle");
    }

    @Override
    public void active() {
        throw new AssertionError("never idle");
    }

    @Override
    public void endOfInput() {
        throw new AssertionError("the run ends the input");
    }

    @Override
    public int idOf(final CharSequence text) {
        symbols.add(text.toString());
        return symbols.size() - 1;
    }

    @Override
    public String name() {
        return "trades";
    }

    @Override
    public RecordType<?, ?> type() {
        return trade.type();
    }

    @Override
    public SymbolIds symbols() {
        return this;
    }

    @Override
    public long nowNs() {
        throw new AssertionError("no clock is read");
    }
}
