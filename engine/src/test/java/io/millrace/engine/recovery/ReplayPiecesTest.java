package io.millrace.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.operator.NumberedOutput;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.Waiting;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.stage.Boundaries;
import io.millrace.engine.stage.SinkOpener;
import io.millrace.engine.stage.Stage;
import io.millrace.engine.stage.StagePlan;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.JournalReader;
import io.millrace.journal.memory.MemoryDisk;
import io.millrace.journal.memory.MemoryJournal;
import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes of a journal does not depend on how it was cut into batches, on layouts, or on restarts. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplayPiecesTest {
    private static final long STATE_BYTES = 1L << 26;
    private static final int EVENTS = 3_000;
    private static final int REPLAYS = Integer.getInteger("millrace.test.replays", 20);
    private static final int JOURNALS = 4;

    private final long seed = Long.getLong("millrace.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    private static Pipeline pipeline(final SimulatedOutputs outputs) {
        return CrashPipeline.generated(EVENTS, outputs::sink, outputs.late());
    }

    private Map<String, List<String>> journal(final MemoryDisk disk, final Layout layout) throws InterruptedException {
        final SimulatedOutputs outputs = new SimulatedOutputs(name -> {});
        final RunOptions options = RunOptions.defaults()
                .withWaiting(Waiting.BACKOFF)
                .withLayout(layout)
                .withBatchSlots(random.nextInt(1, 300))
                .withJournal(JournalSpec.by("memory", given -> MemoryJournal.openForWriting(disk, given)));
        try (Run run = Millrace.start(pipeline(outputs), options)) {
            run.join();
        }
        return outputs.lines();
    }

    /** Replays in pieces, now and then with another stage that takes up the state of the one before. */
    private Map<String, Long> replay(final MemoryDisk disk, final SimulatedOutputs outputs) throws Exception {
        Stage stage = open(outputs, new Arena(STATE_BYTES), Journaling.BEGUN);
        try (MemoryJournal journal = MemoryJournal.openForReading(disk);
                JournalReader reader = journal.reader(0)) {
            BatchReplay replay = new BatchReplay(pipeline(outputs), stage);
            while (reader.next()) {
                if (reader.excerpt().kind() != ExcerptKind.BATCH) {
                    continue;
                }
                replay.load(reader.excerpt());
                int done = 0;
                while (done < replay.count()) {
                    final int next = random.nextInt(done, replay.count()) + 1;
                    replay.work(done, next);
                    done = next;
                    if (random.nextInt(100) == 0) {
                        stage = restarted(stage, outputs);
                        replay = new BatchReplay(pipeline(outputs), stage);
                        replay.load(reader.excerpt());
                    }
                }
            }
        }
        final Map<String, Long> digests = new TreeMap<>();
        for (final NumberedOutput output : stage.outputs()) {
            digests.put(output.name(), output.digest());
        }
        stage.close();
        return digests;
    }

    private static Stage open(final SimulatedOutputs outputs, final Arena arena, final Journaling journaling)
            throws Exception {
        final Pipeline pipeline = pipeline(outputs);
        return Stage.open(
                pipeline, StagePlan.whole(pipeline.graph()), arena, Boundaries.none(), SinkOpener.declared(journaling));
    }

    private static Stage restarted(final Stage stage, final SimulatedOutputs outputs) throws Exception {
        stage.commit(false);
        stage.save();
        final byte[] state = ArenaSnapshot.toBytes(stage.arena());
        stage.close();
        return open(outputs, ArenaSnapshot.fromBytes(state, STATE_BYTES), Journaling.RESUMED);
    }

    @Test
    void shouldMakeTheSameOfAJournalHoweverItIsCut() throws Exception {
        Map<String, List<String>> expected = null;
        Map<String, Long> digests = null;
        for (int i = 0; i < JOURNALS; i++) {
            final MemoryDisk disk = new MemoryDisk();
            final Map<String, List<String>> lines = journal(disk, i % 2 == 0 ? Layout.INLINE : Layout.RINGED);
            expected = expected == null ? lines : expected;
            assertEquals(expected, lines, "seed " + seed);
            for (int j = 0; j < REPLAYS / JOURNALS; j++) {
                final SimulatedOutputs outputs = new SimulatedOutputs(name -> {});
                final Map<String, Long> now = replay(disk, outputs);
                digests = digests == null ? now : digests;
                assertEquals(digests, now, "seed " + seed);
                assertEquals(expected, outputs.lines(), "seed " + seed);
            }
            try (MemoryJournal journal = MemoryJournal.openForReading(disk)) {
                final ReplayReport report = Replay.of(pipeline(new SimulatedOutputs(name -> {})))
                        .verifying()
                        .withoutSinks()
                        .run(journal, STATE_BYTES);
                assertTrue(report.difference().isEmpty(), () -> "seed " + seed + ": " + report.difference());
                assertEquals(digests, new TreeMap<>(report.digests()), "seed " + seed);
            }
        }
    }
}
