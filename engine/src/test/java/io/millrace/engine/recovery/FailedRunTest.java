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
import io.millrace.engine.source.Source;
import io.millrace.engine.source.SourceContext;
import io.millrace.engine.source.SourceFactory;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.checkpoint.CheckpointStep;
import io.millrace.journal.checkpoint.FolderCheckpointStore;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Journaled runs that fail give everything back, and can be gone on with in the same process. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailedRunTest {
    private static final int EVENTS = 2_000;

    @TempDir
    private Path folder;

    private JournalSpec journal() {
        return JournalSpec.in(folder.resolve("journal"))
                .with(JournalOptions.defaults()
                        .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                        .withReserveBytes(0));
    }

    private static RunOptions options(final Layout layout, final JournalSpec journal) {
        return RunOptions.defaults()
                .withWaiting(Waiting.BACKOFF)
                .withLayout(layout)
                .withBatchSlots(16)
                .withRingSlots(64)
                .withJournal(journal);
    }

    /** A source that fails when it is opened, if that is asked for. */
    private static final class Failing implements SourceFactory<TickFlyweight> {
        private static final long serialVersionUID = 1L;

        private final SourceFactory<TickFlyweight> factory;
        private final transient AtomicBoolean fails;

        Failing(final SourceFactory<TickFlyweight> factory, final AtomicBoolean fails) {
            this.factory = factory;
            this.fails = fails;
        }

        @Override
        public Source<TickFlyweight> open(final SourceContext context) throws Exception {
            if (fails.get()) {
                throw new IOException("not there");
            }
            return factory.open(context);
        }

        @Override
        public Optional<String> fingerprint() throws Exception {
            return factory.fingerprint();
        }
    }

    private static GeneratedSource<TickFlyweight> ticks(final int of, final AtomicLong failAt) {
        final EventGenerator<TickFlyweight> generator = (index, tick, draw) -> {
            if (index >= failAt.get()) {
                throw new IllegalStateException("crash");
            }
            tick.timeNs(index * 10 + of).key(index % 7).value(index * 2 + of);
        };
        return GeneratedSource.of(EVENTS, generator);
    }

    private static Pipeline pipeline(final DurableLines into, final AtomicBoolean opensNot, final AtomicLong failAt) {
        final PipelineBuilder builder = Pipeline.builder("failing");
        builder.source("a", TickFlyweight.TYPE, Watermarks.ascending(), ticks(0, new AtomicLong(Long.MAX_VALUE)))
                .keyBy(Tick::key)
                .asOfJoin(builder.source(
                                "b",
                                TickFlyweight.TYPE,
                                Watermarks.ascending(),
                                new Failing(ticks(5, failAt), opensNot))
                        .keyBy(Tick::key))
                .join(
                        "pairs",
                        TickFlyweight.TYPE,
                        (left, right, out) -> out.key(left.key())
                                .value(right == null ? left.value() : left.value() * 10_000 + right.value()))
                .results()
                .keyBy(Tick::key)
                .window(Windows.tumbling(100))
                .aggregate("sum", new SumAggregate())
                .results()
                .sink("out", into);
        return builder.build();
    }

    private static List<String> expected() throws InterruptedException {
        final DurableLines lines = new DurableLines();
        final RunOptions inline = RunOptions.defaults().withLayout(Layout.INLINE);
        try (Run run = Millrace.start(pipeline(lines, new AtomicBoolean(), new AtomicLong(Long.MAX_VALUE)), inline)) {
            run.join();
        }
        assertTrue(lines.lines().size() > 100, "too little to compare");
        return lines.lines();
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldLetGoOfTheJournalWhenASourceCannotBeOpened(final Layout layout) throws InterruptedException {
        final AtomicBoolean opensNot = new AtomicBoolean(true);
        final DurableLines lines = new DurableLines();
        final Pipeline pipeline = pipeline(lines, opensNot, new AtomicLong(Long.MAX_VALUE));
        assertThrows(RunFailedException.class, () -> Millrace.start(pipeline, options(layout, journal())));
        opensNot.set(false);
        try (Run run = Millrace.start(pipeline, options(layout, journal()))) {
            run.join();
            assertEquals(RunState.ENDED, run.state());
        }
        assertEquals(expected(), lines.lines());
    }

    @Test
    void shouldGoOnWithSourcesThatWereJournaledUpToDifferentPlaces() throws InterruptedException {
        final List<String> expected = expected();
        final long seed = Long.getLong("millrace.test.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        final DurableLines lines = new DurableLines();
        final AtomicLong failAt = new AtomicLong();
        final Pipeline pipeline = pipeline(lines, new AtomicBoolean(), failAt);
        for (int crash = 0; crash < 6; crash++) {
            failAt.addAndGet(random.nextInt(300));
            final Layout layout = random.nextBoolean() ? Layout.INLINE : Layout.RINGED;
            try (Run run = Millrace.start(
                    pipeline, options(layout, journal().withCheckpoints(CheckpointPlan.everyEvents(100))))) {
                assertThrows(RunFailedException.class, run::join, () -> "seed " + seed);
            }
        }
        failAt.set(Long.MAX_VALUE);
        try (Run run = Millrace.start(pipeline, options(Layout.INLINE, journal()))) {
            run.join();
        }
        assertEquals(expected, lines.lines(), () -> "seed " + seed);
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldFailAsItDoesWhileACheckpointIsBeingWritten(final Layout layout) throws InterruptedException {
        final DurableLines lines = new DurableLines();
        final AtomicLong failAt = new AtomicLong(Long.MAX_VALUE);
        final AtomicBoolean slow = new AtomicBoolean(true);
        final JournalSpec spec = journal()
                .withCheckpoints(CheckpointPlan.everyEvents(1))
                .withCheckpointsIn(() -> FolderCheckpointStore.open(folder.resolve("checkpoints"), step -> {
                    if (step == CheckpointStep.BEFORE_FILE && slow.get()) {
                        failAt.set(0);
                        sleep(300);
                    }
                }));
        final Pipeline pipeline = pipeline(lines, new AtomicBoolean(), failAt);
        try (Run run = Millrace.start(pipeline, options(layout, spec))) {
            final RunFailedException failure = assertThrows(RunFailedException.class, run::join);
            assertEquals(
                    0,
                    failure.getCause().getSuppressed().length,
                    () -> List.of(failure.getCause().getSuppressed()) + "");
        }
        slow.set(false);
        failAt.set(Long.MAX_VALUE);
        try (Run run = Millrace.start(pipeline, options(layout, spec))) {
            run.join();
        }
        assertEquals(expected(), lines.lines());
    }

    private static void sleep(final int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
