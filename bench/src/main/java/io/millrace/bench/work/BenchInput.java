package io.millrace.bench.work;

/**
 * The parameters of the benchmarks' input; every engine that makes the same input gets the same checksum.
 *
 * @param events number of events.
 * @param keys number of keys.
 * @param seed the first state of the generator; not 0.
 * @param stepNs time from one event to the next, before disorder, in nanoseconds.
 * @param disorderNs how far an event may be behind, in nanoseconds; also the bound of the watermark.
 */
public record BenchInput(long events, long keys, long seed, long stepNs, long disorderNs) {
    /** The first state of the generator, unless said otherwise. */
    public static final long SEED = 0x9E3779B97F4A7C15L;

    /** Length of the windows, in nanoseconds. */
    public static final long WINDOW_NS = 1_000_000;

    /** Time of the first event before disorder, in nanoseconds. */
    public static final long BEGIN_NS = 1_000_000_000;

    /** The largest disorder, in nanoseconds. */
    public static final long MAX_DISORDER_NS = 1L << 50;

    /** The longest time from the first event to the last, in nanoseconds. */
    public static final long MAX_SPAN_NS = 1L << 61;

    /** The most keys. */
    public static final long MAX_KEYS = 1L << 31;

    /**
     * Checks the parameters.
     *
     * @throws IllegalArgumentException if one is out of range, or times would exceed what a {@code long} holds.
     */
    public BenchInput {
        if (events < 0 || keys < 1 || keys > MAX_KEYS || seed == 0 || stepNs < 0 || disorderNs < 0) {
            throw new IllegalArgumentException("benchmark input out of range: events " + events + ", keys " + keys
                    + ", seed " + seed + ", step " + stepNs + " ns, disorder " + disorderNs + " ns");
        }
        if (disorderNs > MAX_DISORDER_NS || stepNs > MAX_SPAN_NS / Math.max(1, events)) {
            throw new IllegalArgumentException(events + " events, " + stepNs + " ns apart, in a disorder of "
                    + disorderNs + " ns: too long a time");
        }
    }

    /**
     * The input of the published answers.
     *
     * @param events number of events.
     * @param keys number of keys.
     * @return the input.
     */
    public static BenchInput standard(final long events, final long keys) {
        return new BenchInput(events, keys, SEED, 1_000, 50_000);
    }

    /**
     * The same with another number of events.
     *
     * @param count number of events.
     * @return the input.
     */
    public BenchInput withEvents(final long count) {
        return new BenchInput(count, keys, seed, stepNs, disorderNs);
    }

    /**
     * The generator's next state.
     *
     * @param state the present state.
     * @return the next one.
     */
    public static long next(final long state) {
        long s = state;
        s ^= s << 13;
        s ^= s >>> 7;
        s ^= s << 17;
        return s;
    }

    /**
     * Time of an event.
     *
     * @param index its number, from 0.
     * @param s the generator's state at it.
     * @return nanoseconds.
     */
    public long timeNs(final long index, final long s) {
        return BEGIN_NS + index * stepNs - (((s >>> 20) & 0x3FF) * disorderNs >> 10);
    }

    /**
     * Key of an event.
     *
     * @param s the generator's state at it.
     * @return 0 to keys - 1.
     */
    public long key(final long s) {
        return (s >>> 33) * keys >>> 31;
    }

    /**
     * Price of an event.
     *
     * @param s the generator's state at it.
     * @return the price.
     */
    public static long price(final long s) {
        return 100_000 + (s & 0x3FF);
    }

    /**
     * Quantity of an event.
     *
     * @param s the generator's state at it.
     * @return the quantity.
     */
    public static long quantity(final long s) {
        return 1 + ((s >>> 10) & 0x7F);
    }
}
