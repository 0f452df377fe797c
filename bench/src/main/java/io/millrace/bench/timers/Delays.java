package io.millrace.bench.timers;

import io.millrace.bench.work.BenchInput;

/**
 * How long timers wait: so long that about as many are pending as asked for.
 *
 * @param kind how the delays lie.
 * @param waitNs the mean delay, in nanoseconds.
 */
public record Delays(Kind kind, long waitNs) {
    /** How delays lie. */
    public enum Kind {
        /** All the same. */
        FIXED,
        /** Anywhere from none to twice the mean. */
        RANDOM,
        /** To a time that many timers share: a multiple of twice the mean. */
        TOGETHER
    }

    /**
     * For an input.
     *
     * @param kind how delays lie.
     * @param pending how many timers are to be pending.
     * @param input the input.
     * @return the delays.
     */
    public static Delays of(final Kind kind, final long pending, final BenchInput input) {
        return new Delays(kind, Math.max(1, Math.multiplyExact(pending, input.stepNs())));
    }

    /**
     * When the timer of an event is due.
     *
     * @param timeNs time of the event.
     * @param price its price.
     * @param quantity its quantity.
     * @return nanoseconds.
     */
    public long dueNs(final long timeNs, final long price, final long quantity) {
        final long rangeNs = 2 * waitNs;
        switch (kind) {
            case FIXED:
                return timeNs + waitNs;
            case RANDOM:
                // The upper bits of the product are as good as random.
                final long scrambled = (timeNs + (price << 42) + (quantity << 55)) * 0x9E3779B97F4A7C15L;
                return timeNs + (scrambled >>> 1) % rangeNs;
            default:
                return timeNs - Math.floorMod(timeNs, rangeNs) + rangeNs;
        }
    }
}
