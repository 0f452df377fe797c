package io.millrace.bench.service;

/**
 * What an open loop does.
 *
 * @param rate events per second, 1 to 1,000,000,000.
 * @param sliceNs length of a slice, in nanoseconds.
 * @param slices number of slices with work; an empty one follows each.
 * @param warmupSlices number of slices with work before, not counted.
 */
public record ServicePlan(long rate, long sliceNs, int slices, int warmupSlices) {
    /** The most events per second. */
    public static final long MAX_RATE = 1_000_000_000L;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SLICE_NS = 2 * SECOND_NS;
    private static final int WARMUP_SLICES = 2;
    private static final long LONGEST_SLICE_NS = 60 * SECOND_NS;

    /** Checks the plan. */
    public ServicePlan {
        if (rate < 1
                || rate > MAX_RATE
                || sliceNs < 1
                || sliceNs > LONGEST_SLICE_NS
                || slices < 1
                || warmupSlices < 0) {
            throw new IllegalArgumentException("open loop out of range: " + rate + " events/s, " + slices
                    + " slices of " + sliceNs + " ns, warm-up " + warmupSlices);
        }
    }

    /**
     * Slices of 2 s, or a single shorter one, behind two of them to warm up.
     *
     * @param rate events per second.
     * @param durationNs how long the slices that count take together, in nanoseconds; rounded to whole slices.
     * @return the plan.
     */
    public static ServicePlan of(final long rate, final long durationNs) {
        final long slices = Math.max(1, (durationNs + SLICE_NS / 2) / SLICE_NS);
        return new ServicePlan(rate, Math.min(durationNs, SLICE_NS), Math.toIntExact(slices), WARMUP_SLICES);
    }

    /**
     * Slices of 1 s, or a single shorter one, behind two of them to warm up: where several plans run one after the
     * other.
     *
     * @param rate events per second.
     * @param durationNs how long the slices that count take together, in nanoseconds; rounded to whole slices.
     * @return the plan.
     */
    public static ServicePlan ofShort(final long rate, final long durationNs) {
        final long slices = Math.max(1, (durationNs + SECOND_NS / 2) / SECOND_NS);
        return new ServicePlan(rate, Math.min(durationNs, SECOND_NS), Math.toIntExact(slices), WARMUP_SLICES);
    }

    /**
     * Events of a slice.
     *
     * @return the count.
     */
    public long sliceEvents() {
        return Math.max(1, dueEvents(sliceNs));
    }

    /**
     * Events of all slices.
     *
     * @return the count.
     */
    public long events() {
        return sliceEvents() * (slices + warmupSlices);
    }

    private long dueEvents(final long ns) {
        return ns / SECOND_NS * rate + ns % SECOND_NS * rate / SECOND_NS;
    }

    /**
     * When an event is due.
     *
     * @param index its number in the slice, from 0.
     * @return nanoseconds from the slice's begin.
     */
    public long dueNs(final long index) {
        return index / rate * SECOND_NS + index % rate * SECOND_NS / rate;
    }
}
