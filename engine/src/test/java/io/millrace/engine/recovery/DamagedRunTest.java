package io.millrace.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.TickFlyweight;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunFailedException;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.engine.source.Publisher;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.queue.RollPoints;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a crashed run left is cut and spoilt: it goes on to the right result, or says where it cannot. */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedRunTest {
    private static final int EVENTS = 300;
    private static final int CRASH_AT = 200;
    private static final int FIRST_CHECKPOINT = 40;
    /** How many of the bytes are tried; 0 for every one. */
    private static final int TRIALS = Integer.getInteger("millrace.test.damages", 25);

    @TempDir
    private Path temporary;

    private final long seed = Long.getLong("millrace.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private Map<String, String> expected;
    private Path crashed;
    private int trial;

    @BeforeEach
    void crash() throws Exception {
        final Path plain = Files.createDirectory(temporary.resolve("plain"));
        final RunOptions inline = RunOptions.defaults().withLayout(Layout.INLINE);
        try (Run run = Millrace.start(CrashPipeline.pushed(plain), inline)) {
            push(run, 0, EVENTS);
            run.join();
        }
        expected = CrashPipeline.read(plain);
        final Path running = Files.createDirectory(temporary.resolve("running"));
        crashed = temporary.resolve("crashed");
        final int[] commits = {0};
        final JournalPoints points = point -> {
            if (point == JournalPoint.AFTER_COMMIT && !Files.exists(crashed) && ++commits[0] > FIRST_CHECKPOINT) {
                if (checkpoints(running).size() < 2) {
                    pause();
                } else if (commits[0] >= CRASH_AT) {
                    copy(running, crashed);
                }
            }
        };
        try (Run run = Millrace.start(CrashPipeline.pushed(running), options(running, points, message -> {}))) {
            push(run, 0, EVENTS);
            run.join();
        }
    }

    private static List<Path> checkpoints(final Path folder) {
        try (Stream<Path> files = Files.list(folder.resolve("journal").resolve(JournalSpec.CHECKPOINTS))) {
            return files.filter(file -> file.toString().endsWith(".mrc"))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Checkpoints are written by another thread: it may need a while. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void push(final Run run, final long from, final long to) {
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (long i = from; i < to; i++) {
            CrashPipeline.event(i, publisher.claim());
            publisher.commit();
        }
        publisher.endOfInput();
    }

    private static RunOptions options(final Path folder, final JournalPoints points, final Consumer<String> messages) {
        final JournalOptions small = JournalOptions.defaults()
                .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                .withReserveBytes(0);
        return RunOptions.defaults()
                .withLayout(Layout.INLINE)
                .withJournal(JournalSpec.in(folder.resolve("journal"))
                        .with(small)
                        .withPoints(points)
                        .withCheckpoints(CheckpointPlan.everyEvents(FIRST_CHECKPOINT))
                        .withListener(new RecoveryListener() {
                            @Override
                            public void onMessage(final String message) {
                                messages.accept(message);
                            }

                            @Override
                            public void onRecovered(final Recovered recovered) {
                                messages.accept("recovered from " + recovered.checkpointPosition());
                            }
                        }));
    }

    private static void copy(final Path from, final Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                final Path target = to.resolve(from.relativize(file).toString());
                if (!file.toString().endsWith(".tmp")) {
                    Files.copy(file, target);
                }
            }
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Changes a file. */
    private interface Change {
        void make(RandomAccessFile file) throws IOException;
    }

    /** Goes on with a changed copy of what crashed. Returns what it said, in words. */
    private List<String> goOn(final String what, final Path changed, final boolean keepsOutputs, final Change change)
            throws Exception {
        final Path folder = temporary.resolve("trial" + trial++);
        copy(crashed, folder);
        try (RandomAccessFile file = new RandomAccessFile(
                folder.resolve(crashed.relativize(changed).toString()).toFile(), "rw")) {
            change.make(file);
        }
        if (!keepsOutputs) {
            for (final String file : CrashPipeline.FILES) {
                Files.delete(folder.resolve(file));
                Files.delete(folder.resolve(file + ".commit"));
            }
        }
        final String where = "seed " + seed + ", " + what;
        final List<String> messages = new ArrayList<>();
        try (Run run =
                Millrace.start(CrashPipeline.pushed(folder), options(folder, JournalPoints.NONE, messages::add))) {
            push(run, run.journal().orElseThrow().journaledEvents("ticks"), EVENTS);
            run.join();
            assertEquals(RunState.ENDED, run.state(), where);
            final Map<String, String> contents = CrashPipeline.read(folder);
            expected.forEach((file, text) -> assertEquals(text, contents.get(file), where + ", " + file));
            outcomes.merge("went on", 1, Integer::sum);
        } catch (final RunFailedException e) {
            final String said = e.getCause().getMessage();
            messages.add(said);
            final boolean isAhead = said.contains("ahead of the journal") && said.matches("(?s).*, \\d+ short.*");
            final boolean isDamage = said.contains(changed.getFileName().toString()) && said.contains("osition");
            assertTrue(isAhead || isDamage, where + ": " + said);
            outcomes.merge(isAhead ? "refused: outputs ahead" : "refused: damaged", 1, Integer::sum);
        }
        delete(folder);
        return messages;
    }

    /** Some of the bytes from an offset to another one; all of them if that is asked for. */
    private int[] bytes(final int from, final int to) {
        return TRIALS == 0
                ? IntStream.range(from, to).toArray()
                : random.ints(TRIALS, from, to).sorted().toArray();
    }

    @Test
    void shouldSurviveACutOfTheTailAtEveryByte() throws Exception {
        final List<Integer> excerpts = RollPoints.excerptsOfLastFile(crashed.resolve("journal"));
        final int end = excerpts.get(excerpts.size() - 1);
        final Path file = RollPoints.lastFile(crashed.resolve("journal"));
        for (final int at : bytes(excerpts.get(excerpts.size() - 4), end)) {
            final boolean zeroes = random.nextBoolean();
            goOn("cut at " + at + (zeroes ? " by zeroes" : ""), file, random.nextInt(4) == 0, changed -> {
                if (zeroes) {
                    changed.seek(at);
                    changed.write(new byte[end - at]);
                } else {
                    changed.setLength(at);
                }
            });
        }
        System.out.println("cut tails, seed " + seed + ": " + outcomes);
        assertTrue(outcomes.containsKey("went on") && outcomes.containsKey("refused: outputs ahead"));
    }

    @Test
    void shouldSurviveAFlippedBitOfEveryByteOfTheTail() throws Exception {
        final List<Integer> excerpts = RollPoints.excerptsOfLastFile(crashed.resolve("journal"));
        final Path file = RollPoints.lastFile(crashed.resolve("journal"));
        final int from = excerpts.get(excerpts.size() - 4);
        for (final int at : bytes(from, excerpts.get(excerpts.size() - 1))) {
            final int bit = random.nextInt(8);
            goOn("bit " + bit + " of byte " + at, file, random.nextInt(4) == 0, changed -> flip(changed, at, bit));
        }
        System.out.println("flipped bits, seed " + seed + ": " + outcomes);
    }

    private static void flip(final RandomAccessFile file, final long at, final int bit) throws IOException {
        file.seek(at);
        final int old = file.read();
        file.seek(at);
        file.write(old ^ 1 << bit);
    }

    @Test
    void shouldGoOnFromTheCheckpointBeforeADamagedOne() throws Exception {
        final List<Path> checkpoints = checkpoints(crashed);
        final Path newest = checkpoints.get(checkpoints.size() - 1);
        final int length = (int) Files.size(newest);
        for (final int at : bytes(0, length)) {
            final boolean cuts = random.nextBoolean();
            final int bit = random.nextInt(8);
            final List<String> messages = goOn(
                    (cuts ? "checkpoint cut at " : "checkpoint, bit " + bit + " of byte ") + at,
                    newest,
                    true,
                    changed -> {
                        if (cuts) {
                            changed.setLength(at);
                        } else {
                            flip(changed, at, bit);
                        }
                    });
            assertTrue(
                    messages.toString().contains("passed over")
                            && messages.toString().contains("recovered from")
                            && !messages.contains("recovered from 0"),
                    () -> "seed " + seed + ", byte " + at + ": " + messages);
        }
        assertEquals(Map.of("went on", trial), outcomes);
    }
}
