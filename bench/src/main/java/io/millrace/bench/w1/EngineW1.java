package io.millrace.bench.w1;

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
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.source.SourceFactory;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;

/** W1 as a pipeline, run as often as one likes: its operators are compiled once. <b>One run at a time.</b> */
public final class EngineW1 {
    private final RunOptions options;
    private final Pipeline pipeline;
    private ChecksumSink sink;

    /**
     * Declares the pipeline.
     *
     * @param input the input.
     * @param layout on which threads it runs.
     */
    public EngineW1(final BenchInput input, final Layout layout) {
        options = RunOptions.defaults().withLayout(layout);
        pipeline = pipeline(input.disorderNs(), context -> new BenchSource(input), context -> sink);
    }

    /**
     * The pipeline of W1.
     *
     * @param disorderNs the bound of the disorder.
     * @param source where the trades come from.
     * @param sink where the results go.
     * @return the pipeline.
     */
    public static Pipeline pipeline(
            final long disorderNs,
            final SourceFactory<BenchTradeFlyweight> source,
            final SinkFactory<BenchResult> sink) {
        final PipelineBuilder builder = Pipeline.builder("w1");
        builder.source("trades", BenchTradeFlyweight.TYPE, Watermarks.boundedDisorder(disorderNs), source)
                .keyBy(BenchTrade::key)
                .window(Windows.tumbling(BenchInput.WINDOW_NS))
                .aggregate("stats", new StatsAggregate())
                .results()
                .sink("checksum", sink);
        return builder.build();
    }

    /**
     * Does the work once. The time counts from before the run's threads are started.
     *
     * @return what it found.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public Answer run() throws InterruptedException {
        sink = new ChecksumSink();
        final long begin = System.nanoTime();
        try (Run run = Millrace.start(pipeline, options)) {
            run.join();
        }
        return sink.answer(System.nanoTime() - begin);
    }
}
