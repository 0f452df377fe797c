package io.millrace.journal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalException;
import io.millrace.journal.JournalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {
    @TempDir
    private Path temporary;

    private static JournalOptions options() {
        return JournalOptions.defaults()
                .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                .withReserveBytes(1 << 20);
    }

    @Test
    void shouldLetOnlyTheOwnerIn() throws IOException {
        final Path path = temporary.resolve("journal");
        try (Journal journal = QueueJournal.openForWriting(path, options())) {
            final String text = "x".repeat(100_000);
            for (int i = 0; i < 100; i++) {
                JournalContract.appendText(journal.writer(), text, 1);
            }
        }
        final List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.toList();
        }
        assertTrue(all.size() > 12, all.toString());
        for (final Path file : all) {
            final String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            assertEquals(Files.isDirectory(file) ? "rwx------" : "rw-------", rights, file.toString());
        }
    }

    @Test
    void shouldSayWhichPathAndWhatToDo() throws IOException {
        final Path file = Files.createFile(temporary.resolve("file"));
        assertSays(file, "is a file", () -> QueueJournal.openForWriting(file, options()));
        assertSays(file, "is a file", () -> QueueJournal.openForReading(file));
        assertSays(file, "Give another path", () -> QueueJournal.openForWriting(file.resolve("below"), options()));
        final Path none = temporary.resolve("none");
        assertSays(none, "no such folder", () -> QueueJournal.openForReading(none));
        final Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertSays(empty, "no roll files", () -> QueueJournal.openForReading(empty));
    }

    private static void assertSays(final Path path, final String what, final Runnable action) {
        final JournalException e = assertThrows(JournalException.class, action::run);
        assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(what), e.getMessage());
    }

    @Test
    void shouldLeaveNoFilesOfARunWithoutExcerpts() {
        final Path path = temporary.resolve("journal");
        for (int i = 0; i < 3; i++) {
            QueueJournal.openForWriting(path, options()).close();
            assertEquals(List.of(), Folders.rollFiles(path));
        }
        try (Journal journal = QueueJournal.openForWriting(path, options())) {
            assertTrue(journal.opening().closedCleanly());
            JournalContract.appendText(journal.writer(), "a", 1);
        }
        assertEquals(1, Folders.rollFiles(path).size());
    }

    @Test
    void shouldGiveUnusedSpaceBackWhenItIsClosed() throws IOException {
        final Path path = temporary.resolve("journal");
        try (Journal journal =
                QueueJournal.openForWriting(path, JournalOptions.defaults().withReserveBytes(0))) {
            JournalContract.appendText(journal.writer(), "a", 1);
        }
        final List<RollFile> files = Folders.rollFiles(path);
        assertEquals(1, files.size());
        assertTrue(
                Files.size(files.get(0).path()) < 1 << 18,
                "size " + Files.size(files.get(0).path()));
    }

    @Test
    void shouldHaveNoAnalytics() {
        QueueJournal.openForWriting(temporary.resolve("journal"), options()).close();
        assertEquals("true", System.getProperty("chronicle.analytics.disable"));
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().contains("disk-space")),
                "Chronicle's own watch over the disk runs");
    }
}
