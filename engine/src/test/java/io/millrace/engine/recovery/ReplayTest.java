package io.millrace.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.engine.source.GeneratedSource;
import io.millrace.journal.checkpoint.CheckpointStore;
import io.millrace.journal.checkpoint.FolderCheckpointStore;
import io.millrace.journal.memory.MemoryDisk;
import io.millrace.journal.memory.MemoryJournal;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplayTest {
    private static final long STATE_BYTES = 1L << 26;
    private static final int EVENTS = 3_000;

    @TempDir
    private Path folder;

    private final MemoryDisk disk = new MemoryDisk();
    private final DurableLines sums = new DurableLines();

    private static Pipeline pipeline(final DurableLines into) {
        final PipelineBuilder builder = Pipeline.builder("replayed");
        builder.source(
                        "ticks",
                        TickFlyweight.TYPE,
                        Watermarks.boundedDisorder(60),
                        GeneratedSource.of(
                                EVENTS,
                                (index, tick, draw) -> tick.timeNs(index * 10 - index * 7919 % 100)
                                        .key(index * 31 % 17)
                                        .value(index % 1000)))
                .keyBy(Tick::key)
                .window(Windows.tumbling(100))
                .aggregate("sum", new SumAggregate())
                .results()
                .sink("sums", into);
        return builder.build();
    }

    @BeforeEach
    void journal() throws InterruptedException {
        final JournalSpec spec = JournalSpec.by("memory", options -> MemoryJournal.openForWriting(disk, options))
                .withCheckpointsIn(() -> FolderCheckpointStore.open(folder))
                .withCheckpoints(new CheckpointPlan(0, 100, 0));
        final RunOptions options = RunOptions.defaults()
                .withLayout(Layout.INLINE)
                .withBatchSlots(7)
                .withJournal(spec);
        try (Run run = Millrace.start(pipeline(sums), options)) {
            while (!run.await(Duration.ofSeconds(1))) {
                continue;
            }
            assertEquals(RunState.ENDED, run.state());
        }
    }

    private CheckpointStore checkpoints() {
        return FolderCheckpointStore.openForReading(folder);
    }

    @Test
    void shouldGiveTheSamePartFromACheckpointAndFromTheBeginning() throws Exception {
        final long seed = Long.getLong("millrace.test.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        final long oldest = checkpoints().list().stream()
                .mapToLong(header -> header.position())
                .min()
                .orElseThrow();
        long fewest = EVENTS;
        try (MemoryJournal reading = MemoryJournal.openForReading(disk)) {
            for (int i = 0; i < 50; i++) {
                final long from = i == 0 ? oldest : random.nextLong(EVENTS);
                final long to = random.nextLong(from, EVENTS + 2);
                final DurableLines whole = new DurableLines();
                final ReplayReport slow =
                        Replay.of(pipeline(whole)).between(from, to).run(reading, STATE_BYTES);
                final DurableLines part = new DurableLines();
                final List<String> said = new ArrayList<>();
                final ReplayReport fast = Replay.of(pipeline(part))
                        .between(from, to)
                        .withCheckpointsIn(checkpoints())
                        .verifying()
                        .withListener(listener(said))
                        .run(reading, STATE_BYTES);
                final String what = "seed " + seed + ", from " + from + " to " + to;
                assertEquals(whole.lines(), part.lines(), what);
                assertEquals(slow.outputs(), fast.outputs(), what);
                assertEquals(slow.digests(), fast.digests(), what);
                assertEquals(slow.position(), fast.position(), what);
                assertTrue(fast.difference().isEmpty(), what);
                assertEquals(from >= oldest, !said.isEmpty(), what);
                fewest = from >= oldest ? Math.min(fewest, fast.events()) : fewest;
            }
        }
        assertTrue(fewest < EVENTS / 2, "no replay began with a checkpoint; seed " + seed);
    }

    private static RecoveryListener listener(final List<String> said) {
        return new RecoveryListener() {
            @Override
            public void onMessage(final String message) {
                said.add(message);
            }
        };
    }

    @Test
    void shouldTakeNoCheckpointBehindWhatIsWanted() throws Exception {
        final List<String> said = new ArrayList<>();
        try (MemoryJournal reading = MemoryJournal.openForReading(disk)) {
            final ReplayReport report = Replay.of(pipeline(new DurableLines()))
                    .withCheckpointsIn(checkpoints())
                    .withListener(listener(said))
                    .verifying()
                    .run(reading, STATE_BYTES);
            assertEquals(EVENTS, report.events());
        }
        assertEquals(List.of(), said);
    }

    @Test
    void shouldStopBehindTheSlotAfterWhichThePredicateHolds() throws Exception {
        try (MemoryJournal reading = MemoryJournal.openForReading(disk)) {
            final DurableLines part = new DurableLines();
            final List<Long> positions = new ArrayList<>();
            final ReplayReport report = Replay.of(pipeline(part))
                    .between(1_000, Long.MAX_VALUE)
                    .until(moment -> {
                        positions.add(moment.position());
                        return moment.watermarkNs() >= 12_000;
                    })
                    .run(reading, STATE_BYTES);
            assertEquals(1_000, positions.get(0));
            assertEquals(report.position() - 1, positions.get(positions.size() - 1));
            assertEquals(report.position() - 1_000, positions.size());
            final ReplayReport before = Replay.of(pipeline(new DurableLines()))
                    .between(0, report.position())
                    .run(reading, STATE_BYTES);
            assertEquals(before.outputs(), report.outputs());
            assertTrue(report.position() < 1_300, "position " + report.position());
        }
    }

    @Test
    void shouldTellThePredicateHowManyResultsThereAre() throws Exception {
        try (MemoryJournal reading = MemoryJournal.openForReading(disk)) {
            final ReplayReport report = Replay.of(pipeline(new DurableLines()))
                    .withoutSinks()
                    .until(moment -> moment.results("sums") >= 10)
                    .run(reading, STATE_BYTES);
            assertTrue(report.outputs().get("sums") >= 10, report.toString());
            final Replay wrong = Replay.of(pipeline(new DurableLines())).until(moment -> moment.results("sum") > 0);
            assertThrows(IllegalArgumentException.class, () -> wrong.run(reading, STATE_BYTES));
        }
    }

    @Test
    void shouldReplayIntoOtherSinks() throws Exception {
        final DurableLines other = new DurableLines();
        final DurableLines declared = new DurableLines();
        try (MemoryJournal reading = MemoryJournal.openForReading(disk)) {
            Replay.of(pipeline(declared)).into("sums", other).run(reading, STATE_BYTES);
            final Replay wrong = Replay.of(pipeline(declared)).into("sum", other);
            final String refused = assertThrows(IllegalArgumentException.class, () -> wrong.run(reading, STATE_BYTES))
                    .getMessage();
            assertEquals("there is no sink 'sum'; there are sums", refused);
        }
        assertEquals(sums.lines(), other.lines());
        assertEquals(List.of(), declared.lines());
    }
}
