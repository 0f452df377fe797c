package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.source.Source;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class TickGeneratorTest {
    private static final Scales SCALES = new Scales(4, 0);

    @Test
    void shouldMakeTheSameTradesForTheSameSeed() throws Exception {
        final TickHashing first = made(1, 100_000, SCALES);
        final TickHashing second = made(1, 100_000, SCALES);
        final TickHashing other = made(2, 100_000, SCALES);

        assertEquals(100_000, first.trades);
        assertEquals(0x66d6b592c5f81f07L, first.hash, () -> Long.toHexString(first.hash));
        assertEquals(first.hash, second.hash);
        assertTrue(first.hash != other.hash);
    }

    @Test
    void shouldTradeTenSymbolsAtAHundredThousandASecond() throws Exception {
        final TickHashing trades = made(1, 1_000_000, SCALES);

        assertEquals(TickGenerator.SYMBOLS.size(), trades.symbols.size());
        final double seconds = (trades.largestNs - TickGenerator.START_NS) / 1e9;
        assertTrue(seconds > 9.5 && seconds < 10.5, seconds + " s");
        assertTrue(trades.smallestPrice > 0);
        final double disordered = trades.disordered / 1e6;
        assertTrue(disordered > 0.1 && disordered < 0.15, disordered + " out of order");
        assertTrue(trades.largestLagNs > 900_000_000L && trades.largestLagNs <= 1_000_000_000L);
    }

    @Test
    void shouldFollowTheScales() throws Exception {
        final TickHashing cents = made(1, 10_000, new Scales(2, 0));
        final TickHashing fine = made(1, 10_000, new Scales(9, 3));
        final TickHashing whole = made(1, 10_000, new Scales(0, 0));

        assertEquals(cents.priceSum * 10_000_000L, fine.priceSum);
        assertEquals(cents.quantitySum * 1_000L, fine.quantitySum);
        assertEquals(cents.quantitySum, whole.quantitySum);
        assertTrue(whole.priceSum * 100 <= cents.priceSum && (whole.priceSum + 10_000) * 100 > cents.priceSum);
    }

    @Test
    void shouldAllocateNothingPerTrade() throws Exception {
        final TickHashing out = new TickHashing(SCALES);
        final Source<TickFlyweight> source = new TickGenerator(1, Long.MAX_VALUE, false, SCALES).open(out);
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 10; run++) {
            final long before = allocated();
            for (int i = 0; i < 1_000; i++) {
                source.poll(out, 100);
            }
            least = Math.min(least, allocated() - before);
        }
        assertTrue(least < 1_000, least + " bytes for 100,000 trades");
    }

    private static TickHashing made(final long seed, final long trades, final Scales scales) throws Exception {
        final TickHashing out = new TickHashing(scales);
        final Source<TickFlyweight> source = new TickGenerator(seed, trades, false, scales).open(out);
        while (source.poll(out, 100) != Source.END_OF_INPUT) {
            // There are more.
        }
        return out;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
