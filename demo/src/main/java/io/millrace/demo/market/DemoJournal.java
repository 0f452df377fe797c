package io.millrace.demo.market;

import io.millrace.engine.Pipeline;
import io.millrace.engine.recovery.CheckpointPlan;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.recovery.Replay;
import io.millrace.engine.recovery.ReplayReport;
import io.millrace.engine.run.RunOptions;
import io.millrace.journal.queue.QueueJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The journal of a demonstration, in a temporary folder: it is replayed at the end, to show that the results are the
 * same, and deleted.
 */
final class DemoJournal {
    private static final long MIN_FREE_BYTES = 2_000_000_000L;
    private static final long STATE_LIMIT_BYTES = 1L << 30;
    private static final String JOURNAL = "journal";

    private final TemporaryFolder folder;
    private final String skipped;
    private final Thread deleting;

    private DemoJournal(final TemporaryFolder folder, final String skipped) {
        this.folder = folder;
        this.skipped = skipped;
        deleting = new Thread(this::close, "millrace-demo-delete");
        Runtime.getRuntime().addShutdownHook(deleting);
    }

    /** Whether there is a journal. */
    boolean isThere() {
        return folder != null;
    }

    /** From here on somebody else sees to it that nothing is left when the process is stopped. */
    void begun() {
        try {
            Runtime.getRuntime().removeShutdownHook(deleting);
        } catch (final IllegalStateException e) {
            // It is running.
        }
    }

    /** Makes a folder where temporary files go, if there is space for one. */
    static DemoJournal create() {
        return in(Path.of(System.getProperty("java.io.tmpdir")), MIN_FREE_BYTES);
    }

    /** Makes a temporary folder in another one, if there is space for it. */
    static DemoJournal in(final Path place, final long minFreeBytes) {
        try {
            final long free = Files.getFileStore(place).getUsableSpace();
            if (free < minFreeBytes) {
                return new DemoJournal(null, "less than 2 GB are free in " + place);
            }
            return new DemoJournal(TemporaryFolder.in(place, "millrace-market-"), null);
        } catch (final IOException e) {
            return new DemoJournal(null, "no temporary folder can be made in " + place);
        }
    }

    /** The options of a run that is journaled there, if there is a place. */
    RunOptions applyTo(final RunOptions options) {
        return folder == null
                ? options
                : options.withJournal(JournalSpec.in(folder.path().resolve(JOURNAL))
                        .withCheckpointsIn(() -> null)
                        .withCheckpoints(new CheckpointPlan(0, 0, 0)));
    }

    /** Replays the run, which is over, and says in a line what came of it. */
    Replayed replay(final Pipeline pipeline) throws Exception {
        if (folder == null) {
            return new Replayed(true, "not journaled and replayed: " + skipped);
        }
        try (QueueJournal journal = QueueJournal.openForReading(folder.path().resolve(JOURNAL))) {
            final ReplayReport report =
                    Replay.of(pipeline).withoutSinks().verifying().run(journal, STATE_LIMIT_BYTES);
            final String what = "replayed " + Figures.grouped(report.events()) + " events in "
                    + Figures.decimal(report.elapsedNs() / 100_000_000, 1) + " s: ";
            return report.difference()
                    .map(difference -> new Replayed(
                            false,
                            what + "DIFFERENT: output '" + difference.output() + "', before position "
                                    + Figures.grouped(difference.beforePosition())))
                    .orElseGet(
                            () -> new Replayed(true, what + "identical, digest " + Long.toHexString(report.digest())));
        }
    }

    /** What a replay showed. */
    record Replayed(boolean isSame, String line) {}

    /** Deletes the journal, and what says how much of the results it covers. */
    void delete(final OutputFiles files) {
        begun();
        if (folder == null) {
            return;
        }
        for (final Path file : files.all()) {
            try {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".commit"));
            } catch (final IOException e) {
                continue;
            }
        }
        close();
    }

    private void close() {
        if (folder != null) {
            folder.close();
        }
    }
}
