package io.millrace.demo.market;

/**
 * Trades of ten symbols, one after the other: prices walk at random, trades come in bursts, every eighth is up to 67 ms
 * out of order, and one in 16,384 a second, which is late for most windows. No clock is read and nothing is allocated
 * per trade.
 *
 * <p><b>Not thread-safe.</b>
 */
final class TradeWalk {
    private static final int SYMBOLS = 10;
    private static final int MIN_CENTS = 100;
    private static final long NEXT_SEED = 0x9E3779B97F4A7C15L;
    private static final int BURST_PERIOD_BITS = 14;
    private static final int BURST_BITS = 11;
    private static final long DISORDER_MASK_NS = (1L << 26) - 1;
    private static final long LATE_NS = 1_000_000_000L;

    private final long[] cents = new long[SYMBOLS];
    private long state;
    private long made;
    private long timeNs;
    private long shownNs;
    private long random;
    private int symbol;

    TradeWalk(final long seed, final long startNs) {
        state = seed;
        timeNs = startNs;
        for (int i = 0; i < SYMBOLS; i++) {
            cents[i] = 2_000 + 3_700L * i;
        }
    }

    /** Goes on to the next trade. */
    void next() {
        random = nextRandom();
        // The smaller of two numbers makes the first symbols trade more than the last ones.
        symbol = Math.min(bits(0, 16) * SYMBOLS >>> 16, bits(16, 16) * SYMBOLS >>> 16);
        timeNs += stepNs();
        final long walk = cents[symbol] + bits(32, 2) - bits(34, 2);
        cents[symbol] = Math.max(MIN_CENTS, walk);
        shownNs = timeNs - behindNs();
        made++;
    }

    /** Index of the symbol. */
    int symbol() {
        return symbol;
    }

    /** The price. */
    long cents() {
        return cents[symbol];
    }

    long quantity() {
        return 1 + bits(36, 7);
    }

    /** When the trade happened, by what it says. */
    long shownNs() {
        return shownNs;
    }

    /** When it happened, were trades in order. */
    long timeNs() {
        return timeNs;
    }

    /** Bits of the trade's random number, mixed once more: for what surrounds the trade. */
    int otherBits(final int from, final int count) {
        return (int) (mix(random) >>> from) & (1 << count) - 1;
    }

    /** Of 16,384 trades 2,048 are a burst with little time between them; on average a step is about 10 us. */
    private long stepNs() {
        final boolean burst = (made & (1 << BURST_PERIOD_BITS) - 1) < 1 << BURST_BITS;
        final long spreadNs = bits(43, 10);
        return burst ? 200 + spreadNs : 300 + spreadNs * 21;
    }

    private long behindNs() {
        if (bits(46, 14) == 0) {
            return LATE_NS;
        }
        return bits(61, 3) == 0 ? random * NEXT_SEED >>> 38 & DISORDER_MASK_NS : 0;
    }

    /** SplitMix64. */
    private long nextRandom() {
        state += NEXT_SEED;
        return mix(state);
    }

    private static long mix(final long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    private int bits(final int from, final int count) {
        return (int) (random >>> from) & (1 << count) - 1;
    }
}
