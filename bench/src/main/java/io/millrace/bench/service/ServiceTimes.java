package io.millrace.bench.service;

import io.millrace.bench.report.Percentiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an open loop measured. <b>Written by the run's thread, read when the run is over.</b> */
public final class ServiceTimes {
    /** From taking a batch to having processed it, with all results it caused, once for each of its events. */
    public final Percentiles event = new Percentiles();

    /** The same, but for the event that closed a window only to its first result: what it causes is counted below. */
    public final Percentiles eventAlone = new Percentiles();

    /** From taking the batch to the first result of a window that closes. */
    public final Percentiles firstResult = new Percentiles();

    /** From taking the batch to the end of it: not before the last result of the window. */
    public final Percentiles lastResult = new Percentiles();

    /** From the time an event is due to the end of its batch. */
    public final Percentiles eventLatency = new Percentiles();

    /** From the time the event that closes a window is due to the window's first result. */
    public final Percentiles firstResultLatency = new Percentiles();

    /** From the same time to the end of the batch. */
    public final Percentiles lastResultLatency = new Percentiles();

    /** From the time an event of the empty loop is due to its being seen. */
    public final Percentiles emptyLatency = new Percentiles();

    private final List<Pair> pairs = new ArrayList<>();
    private long faults;

    ServiceTimes() {}

    /**
     * A slice with work and the empty one behind it.
     *
     * @param workP50Ns median event latency.
     * @param workP99Ns its 99th percentile.
     * @param emptyP50Ns median of the empty loop.
     * @param emptyP99Ns its 99th percentile.
     */
    public record Pair(long workP50Ns, long workP99Ns, long emptyP50Ns, long emptyP99Ns) {
        double p50Quotient() {
            return (double) workP50Ns / Math.max(1, emptyP50Ns);
        }

        double p99Quotient() {
            return (double) workP99Ns / Math.max(1, emptyP99Ns);
        }
    }

    void add(final Pair pair) {
        pairs.add(pair);
    }

    void addFaults(final long count) {
        faults += count;
    }

    /**
     * Page faults of the run's thread while it worked.
     *
     * @return the count; 0 too where the operating system does not say.
     */
    public long faults() {
        return faults;
    }

    /**
     * All pairs.
     *
     * @return the pairs in their order.
     */
    public List<Pair> pairs() {
        return Collections.unmodifiableList(pairs);
    }

    /**
     * Median over the pairs of the median latency with work as a multiple of that of the empty loop.
     *
     * @return the quotient; 0 without pairs.
     */
    public double p50Quotient() {
        return median(pairs.stream().mapToDouble(Pair::p50Quotient).sorted().toArray());
    }

    /**
     * The same of the 99th percentiles.
     *
     * @return the quotient; 0 without pairs.
     */
    public double p99Quotient() {
        return median(pairs.stream().mapToDouble(Pair::p99Quotient).sorted().toArray());
    }

    private static double median(final double[] sorted) {
        return sorted.length == 0 ? 0 : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Forgets the warm-up. */
    void reset() {
        faults = 0;
        event.reset();
        eventAlone.reset();
        firstResult.reset();
        lastResult.reset();
        eventLatency.reset();
        firstResultLatency.reset();
        lastResultLatency.reset();
    }
}
