package io.millrace.demo.market;

import java.io.Serializable;

/**
 * When to buy and when to sell: when a trade's price is further than a threshold away from the last mean price.
 *
 * @param threshold how far, in ten-thousandths of the mean price; 0 to {@link #MAX_THRESHOLD}.
 */
record Signal(long threshold) implements Serializable {
    static final long MAX_THRESHOLD = 1_000_000;
    private static final long WHOLE = 10_000;

    /** Checks the threshold. */
    Signal {
        if (threshold < 0 || threshold > MAX_THRESHOLD) {
            throw new IllegalArgumentException("--threshold must be 0 to " + Figures.grouped(MAX_THRESHOLD)
                    + " (ten-thousandths of the mean price), not " + threshold);
        }
    }

    /** 1 to buy, -1 to sell, 0 to do nothing. Exact: products are 128 bits wide. */
    int of(final long price, final long vwap) {
        if (compareProducts(price, WHOLE, vwap, WHOLE + threshold) > 0) {
            return 1;
        }
        return compareProducts(price, WHOLE, vwap, WHOLE - threshold) < 0 ? -1 : 0;
    }

    private static int compareProducts(final long a, final long b, final long c, final long d) {
        final int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }
}
