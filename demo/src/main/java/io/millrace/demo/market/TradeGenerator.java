package io.millrace.demo.market;

import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SourceFactory;
import io.millrace.engine.source.SymbolIds;
import io.millrace.record.Decimals;
import java.util.List;

/**
 * Makes trades of ten symbols: prices walk at random, trades come in bursts, every eighth is up to 67 ms out of order,
 * and one in 16,384 a second, which is late for most windows. The n-th trade depends on the seed alone; no clock is
 * read and nothing is allocated per trade.
 *
 * <p>Event time passes by 10 us a trade on average: 100,000 trades are a second.
 *
 * @param seed any number.
 * @param trades how many; {@link Long#MAX_VALUE} for no end.
 * @param scales digits after the point; prices are made with up to two, quantities whole.
 */
record TradeGenerator(long seed, long trades, Scales scales) implements SourceFactory<TradeFlyweight> {
    /** The symbols. */
    static final List<String> SYMBOLS =
            List.of("ACME", "BOLT", "CRUX", "DUNE", "ECHO", "FLUX", "GRIT", "HALO", "IRIS", "JADE");

    /** Time of the first trade: 2 January 2024, 14:30 UTC. */
    static final long START_NS = 1_704_205_800_000_000_000L;

    @Override
    public Source<TradeFlyweight> open(final SourceContext context) {
        return new Generating(this, context.symbols());
    }

    private static final class Generating implements Source<TradeFlyweight> {
        private static final int MIN_CENTS = 100;
        private static final long NEXT_SEED = 0x9E3779B97F4A7C15L;
        private static final int BURST_PERIOD_BITS = 14;
        private static final int BURST_BITS = 11;
        private static final long DISORDER_MASK_NS = (1L << 26) - 1;
        private static final long LATE_NS = 1_000_000_000L;

        private final SymbolIds symbols;
        private final long trades;
        private final long priceFactor;
        private final long priceDivisor;
        private final long quantityFactor;
        private final int[] ids = new int[SYMBOLS.size()];
        private final long[] cents = new long[SYMBOLS.size()];
        private long state;
        private long made;
        private long timeNs = START_NS;

        Generating(final TradeGenerator settings, final SymbolIds symbols) {
            this.symbols = symbols;
            trades = settings.trades;
            state = settings.seed;
            final int scale = settings.scales.price();
            priceFactor = powerOfTen(Math.max(0, scale - 2));
            priceDivisor = powerOfTen(Math.max(0, 2 - scale));
            quantityFactor = powerOfTen(settings.scales.quantity());
            for (int i = 0; i < ids.length; i++) {
                ids[i] = -1;
                cents[i] = 2_000 + 3_700L * i;
            }
        }

        private static long powerOfTen(final int exponent) {
            return Decimals.powerOfTen(exponent);
        }

        @Override
        public int poll(final Publisher<TradeFlyweight> out, final int limit) {
            final int count = (int) Math.min(limit, trades - made);
            if (count == 0) {
                return END_OF_INPUT;
            }
            for (int i = 0; i < count; i++) {
                publishNext(out);
            }
            return count;
        }

        private void publishNext(final Publisher<TradeFlyweight> out) {
            final long random = nextRandom();
            // The smaller of two numbers makes the first symbols trade more than the last ones.
            final int symbol = Math.min(bits(random, 0, 16) * 10 >>> 16, bits(random, 16, 16) * 10 >>> 16);
            timeNs += stepNs(random);
            final long walk = cents[symbol] + bits(random, 32, 2) - bits(random, 34, 2);
            cents[symbol] = Math.max(MIN_CENTS, walk);
            final long price = cents[symbol] * priceFactor / priceDivisor;
            final long quantity = (1 + bits(random, 36, 7)) * quantityFactor;
            final int id = idOf(symbol);
            final long shownNs = timeNs - behindNs(random);
            made++;
            out.claim().timeNs(shownNs).symbol(id).price(price).quantity(quantity);
            out.commit();
        }

        /** Of 16,384 trades 2,048 are a burst with little time between them; on average a step is about 10 us. */
        private long stepNs(final long random) {
            final boolean burst = (made & (1 << BURST_PERIOD_BITS) - 1) < 1 << BURST_BITS;
            final long spreadNs = bits(random, 43, 10);
            return burst ? 200 + spreadNs : 300 + spreadNs * 21;
        }

        private long behindNs(final long random) {
            if (bits(random, 46, 14) == 0) {
                return LATE_NS;
            }
            return bits(random, 61, 3) == 0 ? random * NEXT_SEED >>> 38 & DISORDER_MASK_NS : 0;
        }

        private int idOf(final int symbol) {
            if (ids[symbol] < 0) {
                ids[symbol] = symbols.idOf(SYMBOLS.get(symbol));
            }
            return ids[symbol];
        }

        /** SplitMix64. */
        private long nextRandom() {
            state += NEXT_SEED;
            long mixed = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
            return mixed ^ mixed >>> 31;
        }

        private static int bits(final long random, final int from, final int count) {
            return (int) (random >>> from) & (1 << count) - 1;
        }
    }
}
