package io.millrace.bench.closing;

import io.millrace.bench.w1.BenchResult;
import io.millrace.bench.w1.ChecksumSink;
import io.millrace.engine.sink.Sink;
import java.util.Arrays;

/** Times windows from their first result to the end of the batch that closed them. <b>Used by one thread.</b> */
final class ClosingSink implements Sink<BenchResult> {
    private final ChecksumSink checksum = new ChecksumSink();
    private final double[] nsPerResult;
    private final long[] results;
    private int windows;
    private long beganNs;
    private long count;

    ClosingSink(final int mostWindows) {
        nsPerResult = new double[mostWindows];
        results = new long[mostWindows];
    }

    @Override
    public void accept(final BenchResult result) {
        if (count == 0) {
            beganNs = System.nanoTime();
        }
        count++;
        checksum.accept(result);
    }

    /** Everything that the batch caused is out. */
    void batchEnded() {
        if (count > 1 && windows < results.length) {
            // From within the first result to after the last.
            nsPerResult[windows] = (double) (System.nanoTime() - beganNs) / count;
            results[windows] = count;
            windows++;
        }
        count = 0;
    }

    ChecksumSink checksum() {
        return checksum;
    }

    int windows() {
        return windows;
    }

    double medianNs() {
        final double[] sorted = Arrays.copyOf(nsPerResult, windows);
        Arrays.sort(sorted);
        return windows == 0 ? Double.NaN : sorted[windows / 2];
    }

    long medianResults() {
        final long[] sorted = Arrays.copyOf(results, windows);
        Arrays.sort(sorted);
        return windows == 0 ? 0 : sorted[windows / 2];
    }
}
