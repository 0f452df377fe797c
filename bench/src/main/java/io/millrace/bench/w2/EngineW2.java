package io.millrace.bench.w2;

import io.millrace.bench.w1.BenchResult;
import io.millrace.bench.w1.BenchResultFlyweight;
import io.millrace.bench.w1.StatsAggregate;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchSource;
import io.millrace.bench.work.BenchTrade;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.sink.Sink;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;

/** W2 as a pipeline, run as often as one likes: its operators are compiled once. <b>One run at a time.</b> */
public final class EngineW2 {
    private final RunOptions options;
    private final Pipeline pipeline;
    private final boolean sumsOnly;
    private Checksum sink;

    private EngineW2(
            final W2 work,
            final BenchInput input,
            final Layout layout,
            final Aggregate<BenchTrade, ?, BenchResultFlyweight> aggregate,
            final boolean sumsOnly) {
        this.sumsOnly = sumsOnly;
        options = RunOptions.defaults().withLayout(layout);
        final PipelineBuilder builder = Pipeline.builder(work.title());
        builder.source(
                        "trades",
                        BenchTradeFlyweight.TYPE,
                        Watermarks.boundedDisorder(input.disorderNs()),
                        context -> new BenchSource(input))
                .keyBy(BenchTrade::key)
                .window(Windows.sliding(work.sizeNs(), W2.SLIDE_NS))
                .aggregate("stats", aggregate)
                .results()
                .sink("checksum", context -> sink);
        pipeline = builder.build();
    }

    /**
     * The work, with high and low: nothing can be deducted.
     *
     * @param work which one.
     * @param input the input.
     * @param layout on which threads it runs.
     * @return the pipeline.
     */
    public static EngineW2 recombined(final W2 work, final BenchInput input, final Layout layout) {
        return new EngineW2(work, input, layout, new StatsAggregate(), false);
    }

    /**
     * The work without high and low: sums are deducted.
     *
     * @param work which one.
     * @param input the input.
     * @param layout on which threads it runs.
     * @return the pipeline.
     */
    public static EngineW2 deducted(final W2 work, final BenchInput input, final Layout layout) {
        return new EngineW2(work, input, layout, new SumsAggregate(), true);
    }

    /**
     * The work with high and low, which are left out of the checksum: what {@link #deducted} has to find.
     *
     * @param work which one.
     * @param input the input.
     * @return the pipeline.
     */
    public static EngineW2 recombinedSums(final W2 work, final BenchInput input) {
        return new EngineW2(work, input, Layout.INLINE, new StatsAggregate(), true);
    }

    /**
     * Does the work once. The time counts from before the run's threads are started.
     *
     * @return what it found.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public Answer run() throws InterruptedException {
        sink = new Checksum(sumsOnly);
        final long begin = System.nanoTime();
        try (Run run = Millrace.start(pipeline, options)) {
            run.join();
        }
        return new Answer(sink.results, sink.checksum, System.nanoTime() - begin);
    }

    private static final class Checksum implements Sink<BenchResult> {
        private final long extremes;
        private long results;
        private long checksum;

        Checksum(final boolean sumsOnly) {
            extremes = sumsOnly ? 0 : -1;
        }

        @Override
        public void accept(final BenchResult result) {
            results++;
            checksum += Answer.hash(
                    result.key(),
                    result.startNs(),
                    result.count(),
                    result.notional(),
                    result.volume(),
                    result.high() & extremes,
                    result.low() & extremes);
        }
    }
}
