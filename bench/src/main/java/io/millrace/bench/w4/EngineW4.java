package io.millrace.bench.w4;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.sink.Sink;
import io.millrace.windowing.watermark.Watermarks;

/** W4 as a pipeline, run as often as one likes: its operators are compiled once. <b>One run at a time.</b> */
public final class EngineW4 {
    private final RunOptions options;
    private final Pipeline pipeline;
    private Checksum sink;

    /**
     * Declares the pipeline.
     *
     * @param input the input.
     * @param layout on which threads it runs.
     */
    public EngineW4(final BenchInput input, final Layout layout) {
        options = RunOptions.defaults().withLayout(layout);
        final PipelineBuilder builder = Pipeline.builder("w4");
        final EventStream.Branches<BenchTick> ticks = builder.source(
                        "ticks",
                        BenchTickFlyweight.TYPE,
                        Watermarks.boundedDisorder(input.disorderNs()),
                        context -> new TickSource(input))
                .branch("sides", tick -> tick.side() == 1);
        ticks.matching()
                .keyBy(BenchTick::key)
                .asOfJoin(ticks.rest().keyBy(BenchTick::key))
                .join("asof", QuotedTradeFlyweight.TYPE, EngineW4::write)
                .results()
                .sink("checksum", context -> sink);
        pipeline = builder.build();
    }

    private static void write(final BenchTick trade, final BenchTick quote, final QuotedTradeFlyweight out) {
        out.key(trade.key()).price(trade.price()).quantity(trade.quantity());
        if (quote == null) {
            out.quoteTimeNs(-1);
        } else {
            out.quoteTimeNs(quote.timeNs())
                    .bid(Quotes.bid(quote.price(), quote.quantity()))
                    .ask(Quotes.ask(quote.price(), quote.quantity()));
        }
    }

    /**
     * Does the work once. The time counts from before the run's threads are started.
     *
     * @return what it found.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public Answer run() throws InterruptedException {
        sink = new Checksum();
        final long begin = System.nanoTime();
        try (Run run = Millrace.start(pipeline, options)) {
            run.join();
        }
        return new Answer(sink.results, sink.checksum, System.nanoTime() - begin);
    }

    /** Sums up the hashes of the results. */
    private static final class Checksum implements Sink<QuotedTrade> {
        private long results;
        private long checksum;

        @Override
        public void accept(final QuotedTrade trade) {
            results++;
            checksum += Answer.hash(
                    trade.key(),
                    trade.timeNs(),
                    trade.price(),
                    trade.quantity(),
                    trade.quoteTimeNs(),
                    trade.bid(),
                    trade.ask());
        }
    }
}
