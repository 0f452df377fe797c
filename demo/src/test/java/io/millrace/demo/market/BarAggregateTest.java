package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.record.Flyweight;
import io.millrace.windowing.EventContext;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class BarAggregateTest {
    private static final Scales SCALES = new Scales(2, 0);

    private final EventContext context = new EventContext();
    private final BarAggregate aggregate = new BarAggregate(SCALES);

    @Test
    void shouldOpenWithTheFirstAndCloseWithTheLastByTimeThenArrival() {
        final BarStateFlyweight bar = state();
        add(bar, 50, 1, 500, 1);
        add(bar, 10, 2, 100, 2);
        add(bar, 10, 3, 200, 3);
        add(bar, 90, 4, 900, 4);
        add(bar, 90, 5, 800, 5);

        assertEquals(100, bar.open());
        assertEquals(800, bar.close());
        assertEquals(900, bar.high());
        assertEquals(100, bar.low());
        assertEquals(5, bar.count());
        assertEquals("15", bar.volume().toString());
        assertEquals("8900", bar.notional().toString());
    }

    @Test
    void shouldSumWhatDoesNotFitALong() {
        final BarStateFlyweight bar = state();
        for (int i = 0; i < 3; i++) {
            add(bar, i, i, Long.MAX_VALUE, 1L << 40);
            add(bar, i, i, -1, Long.MAX_VALUE);
        }

        assertEquals(sum(3, Long.MAX_VALUE).add(sum(3, 1L << 40)), bar.volume().toBigInteger());
        assertEquals(
                sum(3, Long.MAX_VALUE).multiply(sum(1, 1L << 40)).subtract(sum(3, Long.MAX_VALUE)),
                bar.notional().toBigInteger());
    }

    @Test
    void shouldGiveTheSameHoweverTradesAreCut() {
        final long seed = 99;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            final BarStateFlyweight whole = state();
            final List<BarStateFlyweight> parts = new ArrayList<>();
            parts.add(state());
            for (int i = 0; i < 20; i++) {
                if (random.nextInt(4) == 0) {
                    parts.add(state());
                }
                final long timeNs = random.nextLong(-5, 5);
                final long price = random.nextLong(-100, 100);
                final long quantity = random.nextLong(100);
                add(whole, timeNs, i, price, quantity);
                add(parts.get(parts.size() - 1), timeNs, i, price, quantity);
            }
            final BarStateFlyweight forward = state();
            parts.forEach(part -> aggregate.combine(forward, part));
            Collections.reverse(parts);
            final BarStateFlyweight backward = state();
            parts.forEach(part -> aggregate.combine(backward, part));

            final String message = "seed " + seed + ", round " + round;
            assertEquals(whole.toString(), forward.toString(), message);
            assertEquals(whole.toString(), backward.toString(), message);
        }
    }

    private static BigInteger sum(final long times, final long value) {
        return BigInteger.valueOf(value).multiply(BigInteger.valueOf(times));
    }

    private BarStateFlyweight state() {
        final BarStateFlyweight bar = wrapped(BarStateFlyweight.TYPE.newFlyweight());
        aggregate.create(bar);
        return bar;
    }

    private void add(
            final BarStateFlyweight bar,
            final long timeNs,
            final long sequence,
            final long price,
            final long quantity) {
        final TickFlyweight trade = wrapped(SCALES.tickType().newFlyweight());
        trade.timeNs(timeNs).price(price).quantity(quantity);
        context.set(timeNs, sequence);
        aggregate.add(bar, trade, context);
    }

    private static <F extends Flyweight> F wrapped(final F flyweight) {
        flyweight.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(flyweight.sizeBytes())), 0);
        return flyweight;
    }
}
