package io.millrace.bench.journal;

import io.millrace.bench.w1.EngineW1;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.Pipeline;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.recovery.Replay;
import io.millrace.engine.recovery.ReplayReport;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.journal.Journal;
import io.millrace.journal.queue.QueueJournal;
import java.nio.file.Path;
import java.util.Optional;

/**
 * W1 flat out, inline: with a journal, without one, and replayed. Its operators are compiled once. <b>One run at a
 * time.</b>
 */
public final class JournaledW1 {
    private static final long STATE_BYTES = 1L << 30;

    private final Pipeline pipeline;
    private Stopwatch watch;
    private TimedSink sink;

    /**
     * Declares the pipeline.
     *
     * @param input the input.
     */
    public JournaledW1(final BenchInput input) {
        pipeline = EngineW1.pipeline(input.disorderNs(), context -> new TimedSource(input, watch), context -> sink);
    }

    /**
     * The pipeline, for somebody who works on slots himself.
     *
     * @return the pipeline; its sink is that of {@link #begin()}.
     */
    Pipeline pipeline() {
        return pipeline;
    }

    Stopwatch watch() {
        return watch;
    }

    TimedSink begin() {
        watch = new Stopwatch();
        sink = new TimedSink(watch);
        return sink;
    }

    /**
     * Does the work once.
     *
     * @param journal how it is journaled, if it is.
     * @return what it found.
     * @throws InterruptedException if the calling thread is interrupted.
     */
    public Timing run(final Optional<JournalSpec> journal) throws InterruptedException {
        begin();
        final RunOptions inline = RunOptions.defaults().withLayout(Layout.INLINE);
        final RunOptions options = journal.map(inline::withJournal).orElse(inline);
        try (Run run = Millrace.start(pipeline, options)) {
            run.join();
            if (run.state() != RunState.ENDED) {
                throw new IllegalStateException(
                        "the run ended as " + run.state(), run.failure().orElse(null));
            }
        }
        return sink.timing(System.nanoTime());
    }

    /**
     * Works off a journal of {@link #run}, on the calling thread.
     *
     * @param folder the journal.
     * @param verified whether its digests are compared with those of the run.
     * @return what it found.
     * @throws Exception if the journal cannot be read.
     */
    public Timing replay(final Path folder, final boolean verified) throws Exception {
        begin();
        final Replay replay = Replay.of(pipeline);
        try (Journal journal = QueueJournal.openForReading(folder)) {
            watch.begin();
            final ReplayReport report = (verified ? replay.verifying() : replay).run(journal, STATE_BYTES);
            if (report.difference().isPresent()) {
                throw new IllegalStateException(
                        "the replay made other results: " + report.difference().get());
            }
            return sink.timing(System.nanoTime());
        }
    }
}
