package io.millrace.bench.chain;

/** The arithmetic of the chain, the same for both: every filter lets most events through. */
final class ChainSteps {
    private ChainSteps() {}

    static boolean isTraded(final long quantity) {
        return quantity > 3;
    }

    static long marked(final long price, final long quantity) {
        return price + quantity;
    }

    static boolean isOffGrid(final long price) {
        return (price & 63) != 0;
    }

    static long weighted(final long quantity, final long key) {
        return quantity * 3 + (key & 7);
    }

    static boolean isNotRound(final long quantity) {
        return (quantity & 31) != 31;
    }

    static long discounted(final long price, final long quantity) {
        return price - (quantity >>> 2);
    }

    static boolean isNotSeven(final long price) {
        return (price & 31) != 7;
    }

    static long mixed(final long quantity, final long price) {
        return quantity ^ price;
    }

    static long hash(final long timeNs, final long key, final long price, final long quantity) {
        return (timeNs ^ key) + price * 31 + quantity;
    }
}
