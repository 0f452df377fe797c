package io.millrace.bench.w1;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.sink.Sink;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;

/** W1 as a pipeline. */
final class EngineW1 {
    private final Pipeline pipeline;
    private Checksum checksum;

    /** One pipeline for all runs: a further run finds it compiled. */
    EngineW1(final BenchInput input) {
        final PipelineBuilder builder = Pipeline.builder("w1");
        builder.source(
                        "trades",
                        BenchTradeFlyweight.TYPE,
                        Watermarks.boundedDisorder(input.disorderNs()),
                        context -> new BenchSource(input))
                .keyBy(BenchTrade::key)
                .window(Windows.tumbling(BenchInput.WINDOW_NS))
                .aggregate("stats", new StatsAggregate())
                .results()
                .sink("checksum", context -> checksum);
        pipeline = builder.build();
    }

    /** Sums up the hashes of the results. */
    private static final class Checksum implements Sink<BenchResult> {
        private long results;
        private long checksum;

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
    }

    /** Does the work once. */
    Answer run(final Layout layout) throws InterruptedException {
        checksum = new Checksum();
        final long begin = System.nanoTime();
        try (Run run = Millrace.start(pipeline, RunOptions.defaults().withLayout(layout))) {
            run.join();
        }
        return new Answer(checksum.results, checksum.checksum, System.nanoTime() - begin);
    }
}
