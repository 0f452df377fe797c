package io.millrace.bench.journal;

import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchSource;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;

/** The input of a benchmark; the watch runs from the first poll. */
final class TimedSource implements Source<BenchTradeFlyweight> {
    private final BenchSource source;
    private final Stopwatch watch;

    TimedSource(final BenchInput input, final Stopwatch watch) {
        source = new BenchSource(input);
        this.watch = watch;
    }

    @Override
    public int poll(final Publisher<BenchTradeFlyweight> out, final int limit) {
        watch.begin();
        return source.poll(out, limit);
    }
}
