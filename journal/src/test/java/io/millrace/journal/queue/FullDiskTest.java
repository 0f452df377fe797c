package io.millrace.journal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalFullException;
import io.millrace.journal.JournalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that really runs full: a small one in memory, where the test may mount it. */
class FullDiskTest {
    private static final int RESERVE_BYTES = 8 << 20;
    private static final int BALLAST_BYTES = 8 << 20;

    @TempDir
    private Path temporary;

    private Path disk;
    private boolean isMounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(temporary.resolve("disk"));
        isMounted = run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString());
        assumeTrue(isMounted, "this user may not mount a disk");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (isMounted) {
            run("umount", "-l", disk.toString());
        }
    }

    private static boolean run(final String... command) throws InterruptedException {
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    @Test
    void shouldStopBeforeTheDiskIsFullAndGoOnWhenThereIsSpace() throws IOException, InterruptedException {
        final Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST_BYTES]);
        final JournalOptions options = JournalOptions.defaults()
                .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                .withReserveBytes(RESERVE_BYTES);
        final String text = "x".repeat(10_000);
        final long appended;
        try (Journal journal = QueueJournal.openForWriting(disk.resolve("journal"), options)) {
            final JournalFullException full = assertThrows(JournalFullException.class, () -> {
                while (true) {
                    JournalContract.appendText(journal.writer(), text, 1);
                }
            });
            assertTrue(full.getMessage().contains(disk.toString()), full.getMessage());
            final long first = journal.writer().appendedPosition();
            assertTrue(first > 100, "full after " + first);
            Files.delete(ballast);
            for (int i = 0; i < 1_000 && !journal.writer().hasSpace(); i++) {
                Thread.sleep(2);
            }
            for (int i = 0; i < 100; i++) {
                JournalContract.appendText(journal.writer(), text, 1);
            }
            appended = first + 100;
        }
        try (Journal journal = QueueJournal.openForReading(disk.resolve("journal"))) {
            final List<String> texts = JournalContract.texts(journal, 0);
            assertEquals(appended, texts.size());
            assertTrue(texts.stream().allMatch(text::equals));
            assertTrue(journal.verify().isSound(), journal.verify().toString());
        }
    }
}
