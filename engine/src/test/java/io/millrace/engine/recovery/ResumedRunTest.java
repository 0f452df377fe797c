package io.millrace.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.example.TradeFlyweight;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunFailedException;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.engine.run.Waiting;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.engine.source.Publisher;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalReader;
import io.millrace.journal.SyncPolicy;
import io.millrace.journal.queue.QueueJournal;
import io.millrace.journal.queue.RollPoints;
import io.millrace.record.RecordType;
import io.millrace.windowing.watermark.Watermarks;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Journaled runs that stop and go on, and those that must not. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResumedRunTest {
    private static final int EVENTS = 2_000;
    private static final long DAY_NS = Duration.ofHours(25).toNanos();

    @TempDir
    private Path temporary;

    private final List<String> messages = new ArrayList<>();
    private final AtomicLong workedOffAgain = new AtomicLong();

    private JournalSpec journal(final Path folder) {
        return JournalSpec.in(folder.resolve("journal"))
                .with(JournalOptions.defaults()
                        .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                        .withReserveBytes(0))
                .withListener(new RecoveryListener() {
                    @Override
                    public void onMessage(final String message) {
                        synchronized (messages) {
                            messages.add(message);
                        }
                    }

                    @Override
                    public void onRecovered(final Recovered recovered) {
                        workedOffAgain.set(recovered.events());
                    }
                });
    }

    private static RunOptions options(final Layout layout, final JournalSpec journal) {
        return RunOptions.defaults()
                .withWaiting(Waiting.BACKOFF)
                .withLayout(layout)
                .withJournal(journal);
    }

    private Map<String, String> expected() throws Exception {
        final Path plain = Files.createDirectory(temporary.resolve("plain"));
        try (Run run = Millrace.start(
                CrashPipeline.pushed(plain), RunOptions.defaults().withLayout(Layout.INLINE))) {
            push(run, 0, EVENTS);
            run.join();
        }
        return CrashPipeline.read(plain);
    }

    private static void push(final Run run, final long from, final long to) {
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (long i = from; i < to; i++) {
            CrashPipeline.event(i, publisher.claim());
            publisher.commit();
        }
        if (to == EVENTS) {
            publisher.endOfInput();
        }
    }

    private static void await(final Run run) throws InterruptedException {
        while (!run.await(Duration.ofSeconds(1))) {
            continue;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldTellWhoPushesWhereToGoOn(final Layout layout) throws Exception {
        final Map<String, String> expected = expected();
        final Path folder = Files.createDirectory(temporary.resolve("pushed"));
        final SplittableRandom random = new SplittableRandom(7);
        long journaled = 0;
        for (long to = random.nextInt(400); journaled < EVENTS; to = Math.min(EVENTS, to + random.nextInt(400))) {
            try (Run run = Millrace.start(
                    CrashPipeline.pushed(folder),
                    options(layout, journal(folder).withSync(SyncPolicy.everyBatch())))) {
                final JournalProgress progress = run.journal().orElseThrow();
                assertEquals(journaled, progress.journaledEvents("ticks"));
                push(run, journaled, to);
                run.stop();
                await(run);
                assertEquals(to == EVENTS ? RunState.ENDED : RunState.STOPPED, run.state(), () -> "" + run.failure());
                journaled = progress.journaledEvents("ticks");
                assertEquals(to, journaled);
                assertTrue(progress.journaledPosition() >= to);
                assertEquals(progress.journaledPosition(), progress.syncedPosition());
                assertThrows(IllegalArgumentException.class, () -> progress.journaledEvents("none"));
            }
            assertEquals(0, workedOffAgain.get(), "a run that was stopped leaves nothing to be worked off again");
        }
        assertEquals(expected, CrashPipeline.read(folder));
        try (Run again = Millrace.start(CrashPipeline.pushed(folder), options(layout, journal(folder)))) {
            await(again);
            assertEquals(RunState.ENDED, again.state(), "all of its input had ended");
            assertThrows(IllegalStateException.class, () -> again.publisher("ticks", TickFlyweight.TYPE));
        }
        assertEquals(expected, CrashPipeline.read(folder));
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldStopProcessingBeforeAnUnjournaledEventAndGoOnWhenThereIsSpace(final Layout layout) throws Exception {
        final Map<String, String> expected = expected();
        final Path folder = Files.createDirectory(temporary.resolve("full"));
        final AtomicLong usable = new AtomicLong(Long.MAX_VALUE);
        final Path path = folder.resolve("journal");
        final JournalSpec spec = JournalSpec.by("full", given -> RollPoints.open(path, given, usable::get, () -> {}))
                .with(JournalOptions.defaults().withRollBytes(JournalOptions.MIN_ROLL_BYTES))
                .withListener(new RecoveryListener() {
                    @Override
                    public void onMessage(final String message) {
                        synchronized (messages) {
                            messages.add(message);
                        }
                    }
                });
        try (Run run = Millrace.start(CrashPipeline.pushed(folder), options(layout, spec))) {
            push(run, 0, 500);
            awaitJournaled(run, 500);
            usable.set(0);
            final Thread pusher = new Thread(() -> push(run, 500, 700));
            TimeUnit.MILLISECONDS.sleep(300);
            pusher.start();
            awaitMessages(1);
            TimeUnit.MILLISECONDS.sleep(200);
            final long journaled = run.journal().orElseThrow().journaledEvents("ticks");
            assertEquals(journaled, run.metrics().events(), "nothing is worked on that is not journaled");
            assertTrue(journaled < 700);
            assertEquals(1, messages.size(), messages::toString);
            usable.set(Long.MAX_VALUE);
            pusher.join();
            awaitJournaled(run, 700);
            usable.set(0);
            TimeUnit.MILLISECONDS.sleep(300);
            final Thread turnedAway =
                    new Thread(() -> assertThrows(RuntimeException.class, () -> push(run, 700, 5_000)));
            turnedAway.start();
            awaitMessages(3);
            run.stop();
            await(run);
            turnedAway.join();
            assertEquals(RunState.STOPPED, run.state(), () -> "" + run.failure());
        }
        usable.set(Long.MAX_VALUE);
        try (Run run = Millrace.start(CrashPipeline.pushed(folder), options(layout, spec))) {
            push(run, run.journal().orElseThrow().journaledEvents("ticks"), EVENTS);
            run.join();
        }
        assertEquals(expected, CrashPipeline.read(folder));
    }

    private static void awaitJournaled(final Run run, final long events) throws InterruptedException {
        while (run.journal().orElseThrow().journaledEvents("ticks") < events) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void awaitMessages(final int count) throws InterruptedException {
        while (true) {
            synchronized (messages) {
                if (messages.size() >= count) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void shouldStopOnSigtermAndGoOnWithoutWorkingAnythingOffAgain() throws Exception {
        final Path plain = Files.createDirectory(temporary.resolve("plain"));
        try (Run run = Millrace.start(
                CrashPipeline.generated(KilledRun.EVENTS, plain),
                RunOptions.defaults().withLayout(Layout.INLINE))) {
            run.join();
        }
        int stopped = 0;
        for (int attempt = 0; stopped < 2 && attempt < 8; attempt++) {
            final Path folder = Files.createDirectory(temporary.resolve("term" + attempt));
            final Process process = KillTest.start(folder, attempt % 2 == 0 ? "INLINE" : "RINGED", 1, "none", 0);
            final StringBuilder said = new StringBuilder();
            try (BufferedReader output = process.inputReader()) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    said.append(line).append('\n');
                    if (line.equals(KilledRun.READY)) {
                        TimeUnit.MILLISECONDS.sleep(20);
                        process.toHandle().destroy();
                    }
                }
            }
            process.waitFor();
            assertTrue(!said.toString().contains("xception"), said::toString);
            stopped += said.toString().contains("STOPPED") ? 1 : 0;
            try (Run run = Millrace.start(
                    CrashPipeline.generated(KilledRun.EVENTS, folder), options(Layout.INLINE, journal(folder)))) {
                run.join();
            }
            assertEquals(0, workedOffAgain.get(), said::toString);
            assertEquals(CrashPipeline.read(plain), CrashPipeline.read(folder), said::toString);
        }
        assertEquals(2, stopped, "never stopped midway");
    }

    @Test
    void shouldNeverGoBackWithIngressTimesWhateverTheClockDoes() throws Exception {
        final Map<String, String> expected = expected();
        final Path folder = Files.createDirectory(temporary.resolve("clock"));
        final long[] shiftsNs = {0, -DAY_NS, DAY_NS, -DAY_NS, 0};
        for (int i = 0; i < shiftsNs.length; i++) {
            final long shiftNs = shiftsNs[i];
            final RunOptions options = options(i % 2 == 0 ? Layout.INLINE : Layout.RINGED, journal(folder))
                    .withClock(() -> System.nanoTime() + 10 * DAY_NS + shiftNs);
            try (Run run = Millrace.start(CrashPipeline.pushed(folder), options)) {
                push(run, i * 400L, (i + 1) * 400L);
                run.stop();
                await(run);
            }
        }
        assertEquals(expected, CrashPipeline.read(folder));
        long lastNs = Long.MIN_VALUE;
        for (final long ingressNs : ingressTimes(folder.resolve("journal"))) {
            assertTrue(ingressNs >= lastNs, "ingress goes back by " + (lastNs - ingressNs));
            lastNs = ingressNs;
        }
        assertTrue(messages.toString().contains("the clock is PT"), messages::toString);
    }

    private static List<Long> ingressTimes(final Path folder) {
        final List<Long> times = new ArrayList<>();
        try (Journal journal = QueueJournal.openForReading(folder);
                JournalReader reader = journal.reader(0)) {
            while (reader.next()) {
                final Excerpt batch = reader.excerpt();
                if (batch.kind() == ExcerptKind.BATCH) {
                    final int slotBytes = BatchTrailer.slotBytes(batch.trailer(), batch.trailerOffset());
                    final UnsafeBuffer slots =
                            new UnsafeBuffer(BufferUtil.allocateDirectAligned(batch.payloadLength(), 64));
                    slots.putBytes(0, batch.payload(), batch.payloadOffset(), batch.payloadLength());
                    for (int slot = 0; slot < batch.payloadLength(); slot += slotBytes) {
                        times.add(SlotLayout.ingressNs(slots, slot));
                    }
                }
            }
        }
        return times;
    }

    @Test
    void shouldRefuseTheJournalOfAnotherProcessNamingIt() throws Exception {
        final Path folder = Files.createDirectory(temporary.resolve("taken"));
        final Process process = KillTest.start(folder, "INLINE", 16, "AFTER_WRITE", 10);
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.equals(KilledRun.AT_POINT)) {
                line = output.readLine();
            }
            final long startNs = System.nanoTime();
            final String said = refusal(CrashPipeline.generated(KilledRun.EVENTS, folder), journal(folder));
            assertTrue(said.contains("process " + process.pid()), said);
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(1), "it took more than a second");
        } finally {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }

    private static String refusal(final Pipeline pipeline, final JournalSpec journal) {
        final RunOptions options = options(Layout.INLINE, journal);
        return assertThrows(RunFailedException.class, () -> Millrace.start(pipeline, options))
                .getCause()
                .getMessage();
    }

    @Test
    void shouldRefuseAFileAndAFolderThatItMayNotWriteTo() throws Exception {
        final Path file = Files.writeString(temporary.resolve("journal"), "text");
        final String said = refusal(CrashPipeline.pushed(temporary), journal(temporary));
        assertTrue(said.contains(file.toString()), said);
        assertEquals("text", Files.readString(file));
        final Path locked = Files.createDirectory(temporary.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(locked), "whoever runs this may write everywhere");
        final String refused = refusal(CrashPipeline.pushed(temporary), journal(locked));
        assertTrue(refused.contains(locked.toString()), refused);
    }

    private static Pipeline of(final RecordType<?, ? extends io.millrace.record.Flyweight> type, final String name) {
        final PipelineBuilder builder = Pipeline.builder("typed");
        builder.pushSource("ticks", type, Watermarks.ascending())
                .filter(name, tick -> true)
                .forEach("out", tick -> {});
        return builder.build();
    }

    @Test
    void shouldRefuseAnotherLayoutOrOperatorNamingFieldAndOperator() throws Exception {
        try (Run run = Millrace.start(of(TickFlyweight.TYPE, "some"), options(Layout.INLINE, journal(temporary)))) {
            run.stop();
            await(run);
        }
        final String layout = refusal(of(TradeFlyweight.TYPE, "some"), journal(temporary));
        assertTrue(layout.contains("field ") && layout.contains(" of source "), layout);
        final String operator = refusal(of(TickFlyweight.TYPE, "others"), journal(temporary));
        assertTrue(operator.contains("operator some") && operator.contains("operator others"), operator);
    }
}
