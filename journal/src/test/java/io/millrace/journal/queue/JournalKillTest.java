package io.millrace.journal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.journal.ExcerptKind;
import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalLockedException;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that appends, at random instants: what it appended is there. */
class JournalKillTest {
    private static final int ROUNDS = 4;

    @TempDir
    private Path temporary;

    private static JournalOptions options() {
        return JournalOptions.defaults()
                .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                .withReserveBytes(1 << 20);
    }

    private Process start(final Path journal) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--") || argument.startsWith("-XX:+Ignore")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledWriter.class.getName()));
        command.add(journal.toString());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void shouldLoseNothingWhenItsProcessIsKilled() throws IOException, InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Path path = temporary.resolve("journal");
        long before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final String where = "seed " + seed + ", round " + round;
            final Process process = start(path);
            long told = 0;
            try (BufferedReader output = process.inputReader()) {
                told = Long.parseLong(output.readLine());
                if (round == 0) {
                    checkLocked(path, process.pid());
                }
                TimeUnit.MICROSECONDS.sleep(random.nextInt(200_000));
                // Of the handle, because that of the process closes its output unread.
                process.toHandle().destroyForcibly();
                String line = output.readLine();
                while (line != null && line.matches("\\d+")) {
                    told = Long.parseLong(line);
                    line = output.readLine();
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            final long end = check(path, where);
            assertTrue(end > before && end >= told, where + ": ends at " + end + ", told " + told);
            before = end;
        }
        try (Journal journal = QueueJournal.openForWriting(path, options())) {
            assertEquals(before, journal.writer().appendedPosition());
            JournalContract.appendText(journal.writer(), KilledWriter.text(before), 1);
            assertTrue(
                    journal.verify().damages().isEmpty(), () -> journal.verify().toString());
        }
        assertEquals(before + 1, check(path, "seed " + seed));
    }

    private static void checkLocked(final Path path, final long pid) {
        final long startNs = System.nanoTime();
        final JournalLockedException locked =
                assertThrows(JournalLockedException.class, () -> QueueJournal.openForWriting(path, options()));
        assertEquals(pid, locked.pid());
        assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(1), "it took more than a second");
    }

    /** All positions are there, in order, each with what belongs there. */
    private static long check(final Path path, final String where) {
        long position = 0;
        try (Journal journal = QueueJournal.openForReading(path);
                JournalReader reader = journal.reader(0)) {
            while (reader.next()) {
                if (reader.excerpt().kind() == ExcerptKind.BATCH) {
                    assertEquals(position, reader.excerpt().firstPosition(), where);
                    assertEquals(KilledWriter.text(position), JournalContract.payload(reader.excerpt()), where);
                    position++;
                }
            }
        }
        return position;
    }
}
