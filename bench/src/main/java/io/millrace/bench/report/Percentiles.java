package io.millrace.bench.report;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Records times and prints their percentiles. Times above an hour count as an hour, and as overflow. <b>Used by one
 * thread at a time.</b>
 */
public final class Percentiles {
    private static final long HIGHEST_NS = 3_600_000_000_000L;
    private static final int DIGITS = 3;
    private static final double NS_PER_US = 1e3;

    private final Histogram histogram = new Histogram(1, HIGHEST_NS, DIGITS);
    private long overflow;

    /** Starts with no times. */
    public Percentiles() {}

    /**
     * Adds a time.
     *
     * @param ns the time in nanoseconds; a negative one counts as 0.
     * @param count how often.
     */
    public void record(final long ns, final long count) {
        if (ns > HIGHEST_NS) {
            overflow += count;
        }
        histogram.recordValueWithCount(Math.max(0, Math.min(ns, HIGHEST_NS)), count);
    }

    /**
     * Adds all times of another recorder.
     *
     * @param other the other one.
     */
    public void add(final Percentiles other) {
        histogram.add(other.histogram);
        overflow += other.overflow;
    }

    /** Forgets all times. */
    public void reset() {
        histogram.reset();
        overflow = 0;
    }

    /**
     * How many times there are.
     *
     * @return the count.
     */
    public long count() {
        return histogram.getTotalCount();
    }

    /**
     * Number of times above an hour.
     *
     * @return the count.
     */
    public long overflow() {
        return overflow;
    }

    /**
     * A percentile.
     *
     * @param percent 0 to 100; 100 is the longest time.
     * @return nanoseconds.
     */
    public long atNs(final double percent) {
        return histogram.getValueAtPercentile(percent);
    }

    /**
     * Percentiles as the cells of a table.
     *
     * @param name the first cell.
     * @param percents which ones.
     * @return the name, each percentile in microseconds, and how many times there are.
     */
    public String[] cells(final String name, final double... percents) {
        final String[] cells = new String[percents.length + 2];
        cells[0] = name;
        for (int i = 0; i < percents.length; i++) {
            cells[i + 1] = String.format(Locale.ROOT, "%.2f", atNs(percents[i]) / NS_PER_US);
        }
        cells[percents.length + 1] = String.format(Locale.ROOT, "%,d", count());
        return cells;
    }
}
