package io.millrace.bench.timers;

import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchSource;
import io.millrace.bench.work.BenchTrade;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.ProcessStates;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.windowing.watermark.Watermarks;

/**
 * A pipeline with a process function by key: it registers a timer on event time for each event and sums up what fires;
 * or it sums up the same at once, without timers. <b>One run at a time.</b>
 */
public final class EngineTimers {
    private final RunOptions options = RunOptions.defaults().withLayout(Layout.INLINE);
    private final Pipeline pipeline;
    private Tally tally;

    /**
     * Declares the pipeline.
     *
     * @param input the input.
     * @param delays when timers are due.
     * @param withTimers whether there are timers.
     */
    public EngineTimers(final BenchInput input, final Delays delays, final boolean withTimers) {
        final PipelineBuilder builder = Pipeline.builder("timers");
        builder.source(
                        "trades",
                        BenchTradeFlyweight.TYPE,
                        Watermarks.boundedDisorder(input.disorderNs()),
                        context -> new TimedSource(new BenchSource(input), tally))
                .keyBy(BenchTrade::key)
                .process(
                        "timed",
                        BenchTradeFlyweight.TYPE,
                        states -> withTimers ? new Timed(delays, states, tally) : new AtOnce(delays, tally),
                        withTimers ? ProcessSpec.of().withTimers(Integer.MAX_VALUE) : ProcessSpec.of())
                .results()
                .sink("end", context -> new End(tally));
        pipeline = builder.build();
    }

    /**
     * Does the work once.
     *
     * @return what it found; its time is the processor time of the run's thread.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public Answer run() throws InterruptedException {
        tally = new Tally();
        try (Run run = Millrace.start(pipeline, options)) {
            run.join();
        }
        return tally.answer();
    }

    /** The same work in one loop, in another order: what the answer must be. */
    static Answer expected(final BenchInput input, final Delays delays) {
        final Tally tally = new Tally();
        long s = input.seed();
        for (long i = 0; i < input.events(); i++) {
            s = BenchInput.next(s);
            final long price = BenchInput.price(s);
            final long quantity = BenchInput.quantity(s);
            tally.add(input.key(s), delays.dueNs(input.timeNs(i, s), price, quantity), price);
        }
        return tally.answer();
    }

    /** Registers a timer for each event. */
    private static final class Timed implements ProcessFunction<BenchTrade, BenchTradeFlyweight> {
        private final Delays delays;
        private final Timers timers;
        private final Tally tally;

        Timed(final Delays delays, final ProcessStates states, final Tally tally) {
            this.delays = delays;
            timers = states.timers();
            this.tally = tally;
        }

        @Override
        public void onEvent(
                final BenchTrade trade, final ProcessContext context, final Collector<BenchTradeFlyweight> out) {
            timers.registerEventTime(delays.dueNs(trade.timeNs(), trade.price(), trade.quantity()), trade.price());
        }

        @Override
        public void onTimer(final TimerContext context, final Collector<BenchTradeFlyweight> out) {
            tally.fired(context.key(), context.timeNs(), context.payload());
        }
    }

    /** Sums up what the timers would. */
    private static final class AtOnce implements ProcessFunction<BenchTrade, BenchTradeFlyweight> {
        private final Delays delays;
        private final Tally tally;

        AtOnce(final Delays delays, final Tally tally) {
            this.delays = delays;
            this.tally = tally;
        }

        @Override
        public void onEvent(
                final BenchTrade trade, final ProcessContext context, final Collector<BenchTradeFlyweight> out) {
            tally.add(trade.key(), delays.dueNs(trade.timeNs(), trade.price(), trade.quantity()), trade.price());
        }
    }

    /** Begins to measure when it is first asked for events. */
    private static final class TimedSource implements Source<BenchTradeFlyweight> {
        private final BenchSource source;
        private final Tally tally;
        private boolean begun;

        TimedSource(final BenchSource source, final Tally tally) {
            this.source = source;
            this.tally = tally;
        }

        @Override
        public int poll(final Publisher<BenchTradeFlyweight> out, final int limit) {
            if (!begun) {
                begun = true;
                tally.begin();
            }
            return source.poll(out, limit);
        }
    }

    /** Nothing comes; the end of the input is the end of the work. */
    private static final class End implements Sink<BenchTrade> {
        private final Tally tally;

        End(final Tally tally) {
            this.tally = tally;
        }

        @Override
        public void accept(final BenchTrade trade) {
            throw new IllegalStateException("nothing was to come: " + trade);
        }

        @Override
        public void close() {
            tally.end();
        }
    }
}
