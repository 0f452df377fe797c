package io.millrace.bench.journal;

import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.w1.ChecksumSink;
import io.millrace.bench.w1.EngineW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.bench.work.BenchSource;
import io.millrace.bench.work.BenchTradeFlyweight;
import io.millrace.engine.Pipeline;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.recovery.Recovered;
import io.millrace.engine.recovery.RecoveryListener;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import java.nio.file.Path;

/** W1, stopped behind a number of journaled events and started again. */
public final class RestartW1 {
    private static final long MORE_EVENTS = 100_000;
    private static final long LOOK_EVERY_MS = 5;

    private final BenchInput whole;
    private final long journaled;
    private final Pipeline pipeline;
    private ChecksumSink sink = new ChecksumSink();
    private long givenUpTo;
    private volatile long newEventNs;

    /**
     * Declares the pipeline.
     *
     * @param input the input up to where it is stopped.
     */
    public RestartW1(final BenchInput input) {
        journaled = input.events();
        whole = input.withEvents(journaled + MORE_EVENTS);
        pipeline = EngineW1.pipeline(
                whole.disorderNs(), new KnownInput(whole.toString(), Restarted::new), context -> sink);
    }

    /**
     * The input of both runs.
     *
     * @return the input.
     */
    public BenchInput whole() {
        return whole;
    }

    /**
     * Runs until the events are journaled, stops, and starts again.
     *
     * @param folder a new folder for the journal.
     * @param withCheckpoint whether a checkpoint is taken when the first run stops.
     * @param expected the answer of the whole input.
     * @return how long the restart took.
     * @throws InterruptedException if the calling thread is interrupted.
     * @throws WrongAnswerException if the results are not those of one run.
     */
    public RestartTimes run(final Path folder, final boolean withCheckpoint, final Answer expected)
            throws InterruptedException {
        sink = new ChecksumSink();
        final JournalSpec folderSpec = JournalSpec.in(folder);
        final JournalSpec journal = withCheckpoint ? folderSpec : folderSpec.withCheckpointsIn(() -> null);
        givenUpTo = journaled;
        try (Run run = Millrace.start(pipeline, options(journal))) {
            while (run.metrics().events() < journaled && !run.state().isOver()) {
                Thread.sleep(LOOK_EVERY_MS);
            }
        }
        if (!withCheckpoint) {
            sink = new ChecksumSink(); // a sink that stores nothing gets the results again
        }
        givenUpTo = whole.events();
        newEventNs = 0;
        final Told told = new Told();
        final long beganNs = System.nanoTime();
        try (Run run = Millrace.start(pipeline, options(journal.withListener(told)))) {
            run.join();
            if (run.state() != RunState.ENDED) {
                throw new IllegalStateException(
                        "the run ended as " + run.state(), run.failure().orElse(null));
            }
        }
        final Answer answer = sink.answer(0);
        if (!answer.agreesWith(expected)) {
            throw new WrongAnswerException("the restarted run", answer, expected, "HashMap");
        }
        return new RestartTimes(told.atNs - beganNs, newEventNs - beganNs, told.events);
    }

    private static RunOptions options(final JournalSpec journal) {
        return RunOptions.defaults().withLayout(Layout.INLINE).withJournal(journal);
    }

    /** Hears when everything has been taken up. */
    private static final class Told implements RecoveryListener {
        private long atNs;
        private long events;

        @Override
        public void onRecovered(final Recovered recovered) {
            atNs = System.nanoTime();
            events = recovered.events();
        }
    }

    /** Gives events up to a number, then none, until it is to give all. */
    private final class Restarted implements Source<BenchTradeFlyweight> {
        private final BenchSource source = new BenchSource(whole);
        private long index;

        @Override
        public int poll(final Publisher<BenchTradeFlyweight> out, final int limit) {
            if (index == journaled && newEventNs == 0 && givenUpTo > journaled) {
                newEventNs = System.nanoTime();
            }
            final long least = index < journaled ? journaled : givenUpTo;
            if (index == least && least < whole.events()) {
                return 0;
            }
            final int count = source.poll(out, (int) Math.min(limit, Math.max(1, least - index)));
            index += Math.max(0, count);
            return count;
        }
    }
}
