package io.millrace.bench.closing;

import io.millrace.bench.w1.BenchResultFlyweight;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** The sink's own work: the same calls with results that are there already. */
final class SinkAlone {
    private SinkAlone() {}

    /** Closes so many windows of so many results. */
    static double medianNs(final int windows, final int results) {
        final int bytes = BenchResultFlyweight.TYPE.sizeBytes();
        final UnsafeBuffer memory = new UnsafeBuffer(new byte[bytes * results]);
        final BenchResultFlyweight result = BenchResultFlyweight.TYPE.newFlyweight();
        for (int i = 0; i < results; i++) {
            result.wrap(memory, i * bytes);
            result.key(i)
                    .startNs(1)
                    .count(2)
                    .notional(i * 7L)
                    .volume(i * 3L)
                    .high(i)
                    .low(i);
        }
        final ClosingSink sink = new ClosingSink(windows);
        for (int window = 0; window < windows; window++) {
            for (int i = 0; i < results; i++) {
                result.wrap(memory, i * bytes);
                sink.accept(result);
            }
            sink.batchEnded();
        }
        if (sink.checksum().answer(0).results() != (long) windows * results) {
            throw new IllegalStateException("results went missing: " + Arrays.asList(windows, results));
        }
        return sink.medianNs();
    }
}
