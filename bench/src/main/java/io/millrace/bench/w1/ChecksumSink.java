package io.millrace.bench.w1;

import io.millrace.bench.work.Answer;
import io.millrace.engine.sink.Sink;

/** Sums up the hashes of W1's results. <b>Used by one thread, and read when the run is over.</b> */
public final class ChecksumSink implements Sink<BenchResult> {
    private long results;
    private long checksum;

    /** Starts with no results. */
    public ChecksumSink() {}

    @Override
    public void accept(final BenchResult result) {
        results++;
        checksum += Answer.hash(
                result.key(),
                result.startNs(),
                result.count(),
                result.notional(),
                result.volume(),
                result.high(),
                result.low());
    }

    /**
     * What came.
     *
     * @param wallNs how long it took, in nanoseconds.
     * @return the answer.
     */
    public Answer answer(final long wallNs) {
        return new Answer(results, checksum, wallNs);
    }
}
