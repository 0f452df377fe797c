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
import io.millrace.engine.run.RunFailedException;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.engine.run.Waiting;
import io.millrace.engine.source.EventGenerator;
import io.millrace.engine.source.GeneratedSource;
import io.millrace.journal.checkpoint.FolderCheckpointStore;
import io.millrace.journal.memory.MemoryDisk;
import io.millrace.journal.memory.MemoryJournal;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JournaledRunTest {
    private static final long STATE_BYTES = 1L << 26;
    private static final int EVENTS = 3_000;
    private static final int SEEDS = Integer.getInteger("millrace.test.recoveries", 20);

    @TempDir
    private Path folder;

    private final MemoryDisk disk = new MemoryDisk();
    private final DurableLines sums = new DurableLines();
    private final AtomicLong failAt = new AtomicLong(Long.MAX_VALUE);

    private JournalSpec journal() {
        return JournalSpec.by("memory", options -> MemoryJournal.openForWriting(disk, options));
    }

    private Pipeline pipeline(final DurableLines into, final AtomicLong failingAt, final long widthNs) {
        final EventGenerator<TickFlyweight> generator = (index, tick, draw) -> {
            if (index >= failingAt.get()) {
                throw new IllegalStateException("crash at " + index);
            }
            tick.timeNs(index * 10 - index * 7919 % 100).key(index * 31 % 17).value(index % 1000);
        };
        final PipelineBuilder builder = Pipeline.builder("journaled");
        builder.source(
                        "ticks",
                        TickFlyweight.TYPE,
                        Watermarks.boundedDisorder(60),
                        GeneratedSource.of(EVENTS, generator))
                .keyBy(Tick::key)
                .window(Windows.tumbling(widthNs))
                .aggregate("sum", new SumAggregate())
                .results()
                .sink("sums", into);
        return builder.build();
    }

    private RunState run(final Pipeline pipeline, final RunOptions options) throws InterruptedException {
        try (Run run = Millrace.start(pipeline, options)) {
            while (!run.await(Duration.ofSeconds(1))) {
                continue;
            }
            return run.state();
        }
    }

    private static RunOptions options(final SplittableRandom random) {
        return RunOptions.defaults()
                .withWaiting(Waiting.BACKOFF)
                .withLayout(random.nextBoolean() ? Layout.INLINE : Layout.RINGED)
                .withBatchSlots(random.nextInt(1, 300));
    }

    private List<String> expected() throws InterruptedException {
        final DurableLines plain = new DurableLines();
        final RunOptions inline = RunOptions.defaults().withLayout(Layout.INLINE);
        assertEquals(RunState.ENDED, run(pipeline(plain, new AtomicLong(Long.MAX_VALUE), 100), inline));
        assertTrue(plain.lines().size() > EVENTS / 2, "too little comes out to compare");
        return plain.lines();
    }

    @Test
    void shouldGiveTheResultsOfAnUninterruptedRunAfterAnyNumberOfCrashes() throws InterruptedException {
        final List<String> expected = expected();
        final long first = Long.getLong("millrace.test.seed", System.nanoTime());
        for (long seed = first; seed < first + SEEDS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final JournaledRunTest fresh = new JournaledRunTest();
            final int crashes = random.nextInt(1, 5);
            for (int i = 0; i < crashes; i++) {
                fresh.failAt.set(random.nextInt(EVENTS));
                final Pipeline crashing = fresh.pipeline(fresh.sums, fresh.failAt, 100);
                fresh.run(crashing, options(random).withJournal(fresh.journal()));
            }
            fresh.failAt.set(Long.MAX_VALUE);
            final Pipeline whole = fresh.pipeline(fresh.sums, fresh.failAt, 100);
            assertEquals(
                    RunState.ENDED, fresh.run(whole, options(random).withJournal(fresh.journal())), "seed " + seed);
            assertEquals(expected, fresh.sums.lines(), "seed " + seed);
        }
    }

    @Test
    void shouldGiveTheSameResultsFromCheckpointsTakenOnTheWay() throws InterruptedException {
        final List<String> expected = expected();
        final long first = Long.getLong("millrace.test.seed", System.nanoTime());
        final AtomicLong fromCheckpoint = new AtomicLong();
        for (long seed = first; seed < first + SEEDS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final JournaledRunTest fresh = new JournaledRunTest();
            final Path checkpoints = folder.resolve(Long.toHexString(seed));
            final JournalSpec spec = fresh.journal()
                    .withCheckpointsIn(() -> FolderCheckpointStore.open(checkpoints))
                    .withCheckpoints(CheckpointPlan.everyEvents(random.nextInt(1, 600)))
                    .withListener(new RecoveryListener() {
                        @Override
                        public void onRecovered(final Recovered recovered) {
                            fromCheckpoint.addAndGet(recovered.checkpointPosition() > 0 ? 1 : 0);
                        }
                    });
            for (int crashes = random.nextInt(1, 5); crashes > 0; crashes--) {
                fresh.failAt.set(random.nextInt(EVENTS));
                final RunOptions small = options(random).withBatchSlots(random.nextInt(1, 20));
                fresh.run(fresh.pipeline(fresh.sums, fresh.failAt, 100), small.withJournal(spec));
            }
            fresh.failAt.set(Long.MAX_VALUE);
            final Pipeline whole = fresh.pipeline(fresh.sums, fresh.failAt, 100);
            assertEquals(RunState.ENDED, fresh.run(whole, options(random).withJournal(spec)), "seed " + seed);
            assertEquals(expected, fresh.sums.lines(), "seed " + seed);
        }
        assertTrue(fromCheckpoint.get() > 0, "no recovery began with a checkpoint");
    }

    @Test
    void shouldReplayNothingAfterARunThatWasStopped() throws InterruptedException {
        final AtomicLong again = new AtomicLong(-1);
        final JournalSpec spec = journal()
                .withCheckpointsIn(() -> FolderCheckpointStore.open(folder))
                .withListener(new RecoveryListener() {
                    @Override
                    public void onRecovered(final Recovered recovered) {
                        again.set(recovered.events());
                    }
                });
        final RunOptions options = RunOptions.defaults().withJournal(spec);
        final Pipeline pipeline = pipeline(sums, failAt, 100);
        try (Run run = Millrace.start(pipeline, options)) {
            run.stop();
            while (!run.await(Duration.ofSeconds(1))) {
                continue;
            }
        }
        assertEquals(RunState.ENDED, run(pipeline(sums, failAt, 100), options));
        assertEquals(0, again.get());
        assertEquals(expected(), sums.lines());
    }

    @Test
    void shouldChangeNothingWhenAFinishedRunIsStartedAgain() throws InterruptedException {
        final RunOptions options = RunOptions.defaults().withJournal(journal());
        run(pipeline(sums, failAt, 100), options);
        final List<String> before = List.copyOf(sums.lines());
        final int length = disk.length();
        assertEquals(RunState.ENDED, run(pipeline(sums, failAt, 100), options));
        assertEquals(before, sums.lines());
        assertTrue(disk.length() - length < 1_000, "nothing but a closing mark is added");
    }

    @Test
    void shouldRefuseAnotherPipelineNamingWhatDiffers() throws InterruptedException {
        final RunOptions options = RunOptions.defaults().withJournal(journal());
        run(pipeline(sums, failAt, 100), options);
        final RunFailedException refused =
                assertThrows(RunFailedException.class, () -> Millrace.start(pipeline(sums, failAt, 200), options));
        assertTrue(
                refused.getCause().getMessage().contains("'sum'"),
                refused.getCause().getMessage());
    }

    @Test
    void shouldRefuseAnotherOptionNamingIt() throws InterruptedException {
        run(
                pipeline(sums, failAt, 100),
                RunOptions.defaults().withJournal(journal().withOption("bar", "1s")));
        final RunOptions other = RunOptions.defaults().withJournal(journal().withOption("bar", "2s"));
        final RunFailedException refused =
                assertThrows(RunFailedException.class, () -> Millrace.start(pipeline(sums, failAt, 100), other));
        assertTrue(
                refused.getCause().getMessage().contains("option bar was '1s' and is '2s'"),
                refused.getCause().getMessage());
    }

    @Test
    void shouldRefuseAnOutputThatIsAheadOfTheJournal() throws InterruptedException {
        final RunOptions options = RunOptions.defaults()
                .withLayout(Layout.INLINE)
                .withBatchSlots(8)
                .withJournal(journal());
        failAt.set(2_000);
        run(pipeline(sums, failAt, 100), options);
        disk.keep(disk.length() / 2);
        failAt.set(Long.MAX_VALUE);
        final RunFailedException refused =
                assertThrows(RunFailedException.class, () -> Millrace.start(pipeline(sums, failAt, 100), options));
        assertTrue(
                refused.getCause().getMessage().contains("ahead of the journal"),
                refused.getCause().getMessage());
    }

    @Test
    void shouldReplayToTheSameDigestAndFindADifferenceOtherwise() throws Exception {
        run(pipeline(sums, failAt, 100), RunOptions.defaults().withJournal(journal()));
        try (MemoryJournal reading = MemoryJournal.openForReading(disk)) {
            final ReplayReport same = Replay.of(pipeline(new DurableLines(), failAt, 100))
                    .verifying()
                    .withoutSinks()
                    .run(reading, STATE_BYTES);
            assertTrue(same.difference().isEmpty(), () -> String.valueOf(same.difference()));
            assertEquals(EVENTS, same.events());
            final ReplayReport other = Replay.of(pipeline(new DurableLines(), failAt, 101))
                    .verifying()
                    .withoutSinks()
                    .run(reading, STATE_BYTES);
            assertEquals("sums", other.difference().orElseThrow().output());
        }
    }

    @Test
    void shouldReplayAPartWithTheStateOfWhatComesBefore() throws Exception {
        run(pipeline(sums, failAt, 100), RunOptions.defaults().withJournal(journal()));
        final SplittableRandom random = new SplittableRandom(1);
        try (MemoryJournal reading = MemoryJournal.openForReading(disk)) {
            for (int i = 0; i < 20; i++) {
                final int from = random.nextInt(EVENTS);
                final int to = random.nextInt(from, EVENTS);
                final DurableLines part = new DurableLines();
                final ReplayReport report =
                        Replay.of(pipeline(part, failAt, 100)).between(from, to).run(reading, STATE_BYTES);
                assertEquals(to, report.position());
                final int last = report.outputs().get("sums").intValue();
                final List<String> expected =
                        sums.lines().subList(last - part.lines().size(), last);
                assertEquals(expected, part.lines(), "from " + from + " to " + to);
            }
        }
    }
}
