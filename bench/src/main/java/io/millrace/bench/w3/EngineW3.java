package io.millrace.bench.w3;

import io.millrace.bench.w1.ChecksumSink;
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
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.watermark.Watermarks;

/** W3 as a pipeline, run as often as one likes: its operators are compiled once. <b>One run at a time.</b> */
public final class EngineW3 {
    private final RunOptions options;
    private final Pipeline pipeline;
    private ChecksumSink sink;

    /**
     * Declares the pipeline.
     *
     * @param input the input.
     * @param layout on which threads it runs.
     */
    public EngineW3(final BenchInput input, final Layout layout) {
        options = RunOptions.defaults().withLayout(layout);
        final PipelineBuilder builder = Pipeline.builder("w3");
        builder.source(
                        "trades",
                        BenchTradeFlyweight.TYPE,
                        Watermarks.boundedDisorder(input.disorderNs()),
                        context -> new BenchSource(input))
                .keyBy(BenchTrade::key)
                .window(SessionWindows.withGap(W3.GAP_NS))
                .aggregate("stats", new StatsAggregate())
                .results()
                .sink("checksum", context -> sink);
        pipeline = builder.build();
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
