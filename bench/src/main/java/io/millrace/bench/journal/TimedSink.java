package io.millrace.bench.journal;

import io.millrace.bench.w1.BenchResult;
import io.millrace.bench.w1.ChecksumSink;
import io.millrace.bench.work.Answer;
import io.millrace.engine.sink.Sink;

/** Sums up results; the watch stops at the last flush, which is before anything is forced to a disk. */
final class TimedSink implements Sink<BenchResult> {
    private final ChecksumSink checksum = new ChecksumSink();
    private final Stopwatch watch;

    TimedSink(final Stopwatch watch) {
        this.watch = watch;
    }

    @Override
    public void accept(final BenchResult result) {
        checksum.accept(result);
    }

    @Override
    public void flush() {
        watch.lap();
    }

    Timing timing(final long overNs) {
        final Answer answer = checksum.answer(watch.wallNs());
        return new Timing(answer, watch.cpuNs(), overNs - watch.beganNs() - watch.wallNs());
    }
}
