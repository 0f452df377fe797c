package io.millrace.bench.journal;

import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchTrade;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.recovery.CheckpointPlan;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.engine.sink.Sink;
import io.millrace.state.Reducer;
import io.millrace.state.StateOptions;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.file.Path;

/** A running reduce over many keys, each of whose events changes a cell, while a checkpoint is taken. */
public final class LargeState {
    private static final long STATE_LIMIT_BYTES = 4L << 30;
    private static final Reducer<BenchTrade, BenchTradeFlyweight> SUMS = (reduced, trade) ->
            reduced.timeNs(trade.timeNs()).price(trade.price()).quantity(reduced.quantity() + trade.quantity());

    private LargeState() {}

    /**
     * Runs.
     *
     * @param plan what is measured.
     * @param folder a new folder for the journal and its checkpoints.
     * @return what was measured.
     * @throws InterruptedException if the calling thread is interrupted.
     * @throws WrongAnswerException if the results are not those of a plain loop.
     */
    public static CheckpointSlices run(final CheckpointPlanned plan, final Path folder) throws InterruptedException {
        final CheckpointSlices slices = new CheckpointSlices();
        work(plan, folder, slices);
        slices.restarted(restart(plan, folder));
        return slices;
    }

    /** Starts the finished run again: it takes up its state and has nothing to do. Returns how long, in ns. */
    private static long restart(final CheckpointPlanned plan, final Path folder) throws InterruptedException {
        final CheckpointSlices none = new CheckpointSlices();
        final Pipeline pipeline = pipeline(plan, new CheckpointSource(plan, none), new Sums(none));
        final long beganNs = System.nanoTime();
        final long tookNs;
        try (Run run = Millrace.start(pipeline, options(plan, folder, none))) {
            tookNs = System.nanoTime() - beganNs;
            requireEnd(run);
        }
        return tookNs;
    }

    private static void work(final CheckpointPlanned plan, final Path folder, final CheckpointSlices slices)
            throws InterruptedException {
        final CheckpointSource source = new CheckpointSource(plan, slices);
        final Sums sums = new Sums(slices);
        try (Run run = Millrace.start(pipeline(plan, source, sums), options(plan, folder, slices))) {
            requireEnd(run);
        }
        final Answer expected = expected(plan, source.events());
        if (!sums.answer().agreesWith(expected)) {
            throw new WrongAnswerException("Millrace inline", sums.answer(), expected, "a plain loop");
        }
    }

    private static Pipeline pipeline(final CheckpointPlanned plan, final CheckpointSource source, final Sums sums) {
        final PipelineBuilder builder = Pipeline.builder("checkpoint");
        builder.source(
                        "trades",
                        BenchTradeFlyweight.TYPE,
                        Watermarks.boundedDisorder(0),
                        new KnownInput(plan.toString(), () -> source))
                .keyBy(BenchTrade::key)
                .reduce(
                        "sums",
                        BenchTradeFlyweight.TYPE,
                        SUMS,
                        StateOptions.DEFAULT.withMaxKeys(plan.keys()).withExpectedKeys(plan.keys()))
                .sink("checksum", context -> sums);
        return builder.build();
    }

    private static RunOptions options(final CheckpointPlanned plan, final Path folder, final CheckpointSlices slices) {
        return RunOptions.defaults()
                .withLayout(Layout.INLINE)
                .withStateLimitBytes(STATE_LIMIT_BYTES)
                .withJournal(JournalSpec.in(folder)
                        .withListener(slices)
                        .withCheckpoints(CheckpointPlan.everyEvents(plan.dueEvents())));
    }

    private static void requireEnd(final Run run) throws InterruptedException {
        run.join();
        if (run.state() != RunState.ENDED) {
            throw new IllegalStateException(
                    "the run ended as " + run.state(), run.failure().orElse(null));
        }
    }

    private static Answer expected(final CheckpointPlanned plan, final long events) {
        final long[] quantities = new long[Math.toIntExact(plan.keys())];
        long checksum = 0;
        long s = BenchInput.SEED;
        for (long i = 0; i < events; i++) {
            s = BenchInput.next(s);
            final int key = (int) CheckpointSource.key(plan, i, s);
            quantities[key] += BenchInput.quantity(s);
            checksum += Sums.hash(key, BenchInput.BEGIN_NS + i, quantities[key], BenchInput.price(s));
        }
        return new Answer(events, checksum, 0);
    }

    /** Sums up the hashes of the results. */
    private static final class Sums implements Sink<BenchTrade> {
        private final CheckpointSlices slices;
        private long results;
        private long checksum;

        Sums(final CheckpointSlices slices) {
            this.slices = slices;
        }

        static long hash(final long key, final long timeNs, final long quantity, final long price) {
            return Answer.hash(key, timeNs, quantity, price, 0, 0, 0);
        }

        @Override
        public void accept(final BenchTrade trade) {
            slices.result();
            results++;
            checksum += hash(trade.key(), trade.timeNs(), trade.quantity(), trade.price());
        }

        Answer answer() {
            return new Answer(results, checksum, 0);
        }
    }
}
