package io.millrace.engine.latency;

import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Records latencies on one thread, for others to look at.
 *
 * <p>Values above an hour are counted as an hour, and as overflow. <b>One thread records; any thread reads.</b>
 */
public final class LatencyRecorder {
    private static final long HIGHEST_NS = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final double NS_PER_US = 1_000.0;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(1, HIGHEST_NS, DIGITS);
    private final Histogram total = new Histogram(1, HIGHEST_NS, DIGITS);
    private Histogram interval;
    private volatile long overflow;

    /** Creates an empty recorder. */
    public LatencyRecorder() {}

    /**
     * Records a latency.
     *
     * @param latencyNs the latency in nanoseconds; a negative one counts as 0.
     * @param count how many events had it.
     */
    public void record(final long latencyNs, final long count) {
        if (latencyNs > HIGHEST_NS) {
            overflow += count;
            recorder.recordValueWithCount(HIGHEST_NS, count);
        } else {
            recorder.recordValueWithCount(Math.max(0, latencyNs), count);
        }
    }

    /**
     * All latencies so far.
     *
     * @return a histogram of its own, in nanoseconds.
     */
    public synchronized Histogram snapshot() {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        return total.copy();
    }

    /**
     * Number of values above the highest that can be told apart.
     *
     * @return the count.
     */
    public long overflow() {
        return overflow;
    }

    /** A few percentiles in microseconds, for people. */
    @Override
    public String toString() {
        final Histogram all = snapshot();
        if (all.getTotalCount() == 0) {
            return "none yet";
        }
        return String.format(
                Locale.ROOT,
                "p50 %,.1f us, p99 %,.1f us, p99.9 %,.1f us, max %,.1f us",
                all.getValueAtPercentile(50) / NS_PER_US,
                all.getValueAtPercentile(99) / NS_PER_US,
                all.getValueAtPercentile(99.9) / NS_PER_US,
                all.getMaxValue() / NS_PER_US);
    }
}
