package io.millrace.bench.chain;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchSource;
import io.millrace.bench.work.BenchTrade;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.function.MapFunction;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.sink.Sink;
import io.millrace.record.RecordType;
import io.millrace.windowing.watermark.Watermarks;

/** The chain as a pipeline of eight operators, inline. <b>One run at a time.</b> */
public final class EngineChain {
    private static final RecordType<BenchTrade, BenchTradeFlyweight> TRADE = BenchTradeFlyweight.TYPE;

    private final Pipeline pipeline;
    private Checksum sink;

    /**
     * Declares the pipeline.
     *
     * @param input the input.
     */
    public EngineChain(final BenchInput input) {
        final PipelineBuilder builder = Pipeline.builder("chain");
        builder.source(
                        "trades",
                        TRADE,
                        Watermarks.boundedDisorder(input.disorderNs()),
                        context -> new BenchSource(input))
                .filter("traded", trade -> ChainSteps.isTraded(trade.quantity()))
                .map("marked", TRADE, marked())
                .filter("off-grid", trade -> ChainSteps.isOffGrid(trade.price()))
                .map("weighted", TRADE, weighted())
                .filter("not-round", trade -> ChainSteps.isNotRound(trade.quantity()))
                .map("discounted", TRADE, discounted())
                .filter("not-seven", trade -> ChainSteps.isNotSeven(trade.price()))
                .map("mixed", TRADE, mixed())
                .sink("checksum", context -> sink);
        pipeline = builder.build();
    }

    private static MapFunction<BenchTrade, BenchTradeFlyweight> marked() {
        return (in, out) -> out.timeNs(in.timeNs())
                .key(in.key())
                .price(ChainSteps.marked(in.price(), in.quantity()))
                .quantity(in.quantity());
    }

    private static MapFunction<BenchTrade, BenchTradeFlyweight> weighted() {
        return (in, out) -> out.timeNs(in.timeNs())
                .key(in.key())
                .price(in.price())
                .quantity(ChainSteps.weighted(in.quantity(), in.key()));
    }

    private static MapFunction<BenchTrade, BenchTradeFlyweight> discounted() {
        return (in, out) -> out.timeNs(in.timeNs())
                .key(in.key())
                .price(ChainSteps.discounted(in.price(), in.quantity()))
                .quantity(in.quantity());
    }

    private static MapFunction<BenchTrade, BenchTradeFlyweight> mixed() {
        return (in, out) -> out.timeNs(in.timeNs())
                .key(in.key())
                .price(in.price())
                .quantity(ChainSteps.mixed(in.quantity(), in.price()));
    }

    private static final class Checksum implements Sink<BenchTrade> {
        private long results;
        private long checksum;

        @Override
        public void accept(final BenchTrade trade) {
            results++;
            checksum += ChainSteps.hash(trade.timeNs(), trade.key(), trade.price(), trade.quantity());
        }
    }

    /**
     * Does the work once. The time counts from before the run's thread is started.
     *
     * @return what it found.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public Answer run() throws InterruptedException {
        sink = new Checksum();
        final long begin = System.nanoTime();
        try (Run run = Millrace.start(pipeline, RunOptions.defaults().withLayout(Layout.INLINE))) {
            run.join();
        }
        return new Answer(sink.results, sink.checksum, System.nanoTime() - begin);
    }
}
