package io.millrace.journal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalDamagedException;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalReader;
import io.millrace.journal.Opening;
import io.millrace.journal.Verification;
import io.millrace.journal.format.ExcerptLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Journals to be damaged, and what is read of them. */
abstract class JournalDamageFixture {
    @TempDir
    Path folder;

    /** The texts that were appended. */
    final List<String> expected = new ArrayList<>();

    static JournalOptions options() {
        return JournalOptions.defaults()
                .withRollBytes(JournalOptions.MIN_ROLL_BYTES)
                .withReserveBytes(1 << 20);
    }

    /** What was read, up to the end or a failure. */
    static final class Read {
        final List<String> texts = new ArrayList<>();
        Opening opening;
        JournalDamagedException failure;
    }

    /** A journal as a process leaves it that is killed. */
    final Path crashed(final int excerpts) {
        final Path original = folder.resolve("original");
        try (Journal journal = QueueJournal.openForWriting(original, options())) {
            journal.writer().beginEpoch(JournalContract.text("an epoch"), 0, 8);
            expected.add("an epoch");
            for (int i = 1; i < excerpts; i++) {
                // A multiple of 8, so that an excerpt does not end with padding.
                expected.add("excerpt " + Integer.toString(i).repeat(8) + "--------".repeat(i % 3));
                JournalContract.appendText(journal.writer(), expected.get(i), 1);
            }
            final Path copy = Folders.copy(original, folder.resolve("crashed"));
            // Fewer zeros behind the end, so that looking at thousands of copies takes seconds.
            Folders.truncate(Folders.rollFiles(copy).get(0).path(), 1 << 16);
            return copy;
        }
    }

    /** A journal of two runs and several files, closed as it should be. */
    final Path rolled() {
        final Path path = folder.resolve("rolled");
        for (int run = 0; run < 2; run++) {
            try (Journal journal = QueueJournal.openForWriting(path, options())) {
                for (int i = 0; i < 60; i++) {
                    final String text = "run " + run + ", excerpt " + i + "-".repeat(50_000);
                    expected.add(text);
                    JournalContract.appendText(journal.writer(), text, 1);
                }
            }
        }
        return path;
    }

    static Read read(final Path path) {
        try (Journal journal = QueueJournal.openForReading(path)) {
            return read(journal);
        }
    }

    static Read read(final Journal journal) {
        final Read read = new Read();
        read.opening = journal.opening();
        try (JournalReader reader = journal.reader(journal.firstPosition())) {
            while (reader.next()) {
                read.texts.add(JournalContract.payload(reader.excerpt()));
            }
        } catch (final JournalDamagedException e) {
            read.failure = e;
        }
        return read;
    }

    final void assertPrefix(final Read read, final String where) {
        assertTrue(read.texts.size() <= expected.size(), where);
        assertEquals(expected.subList(0, read.texts.size()), read.texts, where);
    }

    /** What is read is what was written, up to a place that is told. */
    final void checkSaid(final Path path, final String where) {
        final Read read = read(path);
        assertPrefix(read, where);
        if (read.texts.size() < expected.size()) {
            assertTrue(read.failure != null || !read.opening.messages().isEmpty(), where);
        }
        final Verification verification;
        try (Journal journal = QueueJournal.openForReading(path)) {
            verification = journal.verify();
        }
        assertFalse(verification.isSound(), where);
        assertTrue(
                read.texts.size() == expected.size() || !verification.damages().isEmpty(), where + ": " + verification);
    }

    /** Where the excerpts of a file start, and at last where one more would. */
    static List<Integer> excerptOffsets(final RollFile file) {
        final List<Integer> offsets = new ArrayList<>();
        try (RollView view = new RollView(file)) {
            int status = view.seek(RollView.ANY);
            while (status == RollView.FOUND) {
                offsets.add(view.excerptOffset());
                final long ordinal = ExcerptLayout.ordinal(view.buffer(), view.excerptOffset());
                view.advance();
                status = view.seek(ordinal + 1);
            }
            offsets.add(view.offset() + RollView.PREFIX_LENGTH);
        }
        return offsets;
    }

    /** Where the first index page between two excerpts starts and ends. */
    static int[] pageBetweenExcerpts(final RollFile file) {
        try (RollView view = new RollView(file)) {
            int status = view.seek(RollView.ANY);
            while (status == RollView.FOUND) {
                final int before = view.offset();
                final int at = view.excerptOffset() - RollView.PREFIX_LENGTH;
                if (before > 0 && at > before) {
                    return new int[] {before, at};
                }
                final long ordinal = ExcerptLayout.ordinal(view.buffer(), view.excerptOffset());
                view.advance();
                status = view.seek(ordinal + 1);
            }
        }
        throw new IllegalStateException("There is no index page between two excerpts.");
    }
}
