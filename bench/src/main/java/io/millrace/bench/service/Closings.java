package io.millrace.bench.service;

import io.millrace.bench.w1.BenchResult;
import io.millrace.bench.w1.ChecksumSink;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.sink.Sink;
import java.util.Arrays;

/**
 * Follows windows from the event that closes them to their results. The source says which event that is, the sink reads
 * the clock at a window's first result. <b>Used by the run's one thread.</b>
 */
final class Closings implements Sink<BenchResult> {
    private static final int WINDOWS = 1 << 10; // more than one batch can close
    private static final long NONE = Long.MIN_VALUE;

    private final ServiceTimes times;
    private final ChecksumSink checksum = new ChecksumSink();
    private final long[] dueNs = new long[WINDOWS];
    private final long[] closedDueNs = new long[WINDOWS];
    private long batchBeganNs;
    private long lastStartNs = NONE;
    private long firstResultNs = NONE;
    private int closed;

    Closings(final ServiceTimes times) {
        this.times = times;
        Arrays.fill(dueNs, NONE);
    }

    /** A window's end is passed by an event that was due at a time. */
    void passed(final long startNs, final long eventDueNs) {
        dueNs[place(startNs)] = eventDueNs;
    }

    void batchBegins(final long nowNs) {
        batchBeganNs = nowNs;
        firstResultNs = NONE;
        closed = 0;
    }

    @Override
    public void accept(final BenchResult result) {
        if (result.startNs() != lastStartNs) {
            first(result.startNs());
        }
        checksum.accept(result);
    }

    private void first(final long startNs) {
        lastStartNs = startNs;
        final long nowNs = System.nanoTime();
        if (firstResultNs == NONE) {
            firstResultNs = nowNs;
        }
        final long due = dueNs[place(startNs)];
        dueNs[place(startNs)] = NONE;
        if (closed == WINDOWS || due == NONE) {
            return; // flushed by the end of the input
        }
        times.firstResult.record(nowNs - batchBeganNs, 1);
        times.firstResultLatency.record(nowNs - due, 1);
        closedDueNs[closed++] = due;
    }

    /** Returns when the first result of the batch came, or {@link Long#MIN_VALUE} if there was none. */
    long batchEnded(final long nowNs) {
        for (int i = 0; i < closed; i++) {
            times.lastResult.record(nowNs - batchBeganNs, 1);
            times.lastResultLatency.record(nowNs - closedDueNs[i], 1);
        }
        closed = 0;
        return firstResultNs;
    }

    ChecksumSink checksum() {
        return checksum;
    }

    private static int place(final long startNs) {
        return (int) (startNs / BenchInput.WINDOW_NS) & WINDOWS - 1;
    }
}
