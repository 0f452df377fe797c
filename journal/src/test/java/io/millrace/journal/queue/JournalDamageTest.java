package io.millrace.journal.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalDamagedException;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalReader;
import io.millrace.journal.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A journal whose files are not what was written: it is said, nothing is left out, nothing waits. */
class JournalDamageTest extends JournalDamageFixture {
    @Test
    void shouldSayEveryFlippedBit() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Path copy = crashed(14);
        final RollFile file = Folders.rollFiles(copy).get(0);
        final List<Integer> starts = excerptOffsets(file);
        for (int at = starts.get(0); at < starts.get(starts.size() - 1) - RollView.PREFIX_LENGTH; at++) {
            final int bit = random.nextInt(8);
            final String where = "seed " + seed + ", bit " + bit + " of byte " + at;
            Folders.flip(file.path(), at, bit);
            checkSaid(copy, where);
            Folders.flip(file.path(), at, bit);
        }
        assertEquals(expected, read(copy).texts);
    }

    @Test
    void shouldNotGoOnSilentlyAfterAFlippedBit() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Path original = crashed(14);
        final RollFile file = Folders.rollFiles(original).get(0);
        final List<Integer> starts = excerptOffsets(file);
        final int first = starts.get(0);
        final int end = starts.get(starts.size() - 1) - RollView.PREFIX_LENGTH;
        for (int i = 0; i < 60; i++) {
            final int at = first + random.nextInt(end - first);
            final int bit = random.nextInt(8);
            final String where = "seed " + seed + ", bit " + bit + " of byte " + at;
            final Path copy = Folders.copy(original, folder.resolve("flipped"));
            Folders.flip(Folders.rollFiles(copy).get(0).path(), at, bit);
            try (Journal journal = QueueJournal.openForWriting(copy, options())) {
                final Read read = read(journal);
                assertPrefix(read, where);
                assertTrue(
                        read.texts.size() == expected.size()
                                || !journal.opening().messages().isEmpty(),
                        where);
                JournalContract.appendText(journal.writer(), "after", 1);
                read.texts.add("after");
                assertEquals(read.texts, read(journal).texts, where);
            } catch (final JournalDamagedException e) {
                assertTrue(e.getMessage().contains(copy.toString()), where + ": " + e.getMessage());
            }
        }
    }

    @Test
    void shouldReadTheSameWhateverIsInIndexPages() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Path copy = crashed(14);
        final RollFile file = Folders.rollFiles(copy).get(0);
        final int first = excerptOffsets(file).get(0);
        for (int i = 0; i < 1_500; i++) {
            final int at = random.nextInt(first - RollView.PREFIX_LENGTH);
            final int bit = random.nextInt(8);
            final String where = "seed " + seed + ", bit " + bit + " of byte " + at;
            Folders.flip(file.path(), at, bit);
            final Read read = read(copy);
            assertEquals(expected, read.texts, where);
            assertEquals(List.of(), read.opening.messages(), where);
            Folders.flip(file.path(), at, bit);
        }
    }

    @Test
    void shouldReadTheSameWhateverIsInAnIndexPageBetweenExcerpts() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final int excerpts = 66_000;
        final Path original = folder.resolve("long");
        try (Journal journal = QueueJournal.openForWriting(original, options().withRollBytes(16 << 20))) {
            for (int i = 0; i < excerpts; i++) {
                JournalContract.appendText(journal.writer(), "x" + i, 1);
            }
        }
        final RollFile file = Folders.rollFiles(original).get(0);
        final int[] page = pageBetweenExcerpts(file);
        for (int i = 0; i < 100; i++) {
            // The page's own length, which is what tells where the next excerpt is, is hit often.
            final int at = page[0] + random.nextInt(i % 2 == 0 ? 4 : page[1] - page[0]);
            final int bit = random.nextInt(8);
            final String where = "seed " + seed + ", bit " + bit + " of byte " + at;
            Folders.flip(file.path(), at, bit);
            try (Journal journal = QueueJournal.openForReading(original);
                    JournalReader reader = journal.reader(0)) {
                for (int n = 0; n < excerpts; n++) {
                    assertTrue(reader.next(), where);
                }
                assertFalse(reader.next(), where);
                assertEquals(List.of(), journal.opening().messages(), where);
            }
            Folders.flip(file.path(), at, bit);
        }
    }

    @Test
    void shouldCutATailThatIsTornAtAnyByte() {
        final Path original = crashed(6);
        final RollFile originalFile = Folders.rollFiles(original).get(0);
        final List<Integer> starts = excerptOffsets(originalFile);
        final int end = starts.get(starts.size() - 1) - RollView.PREFIX_LENGTH;
        for (int at = starts.get(starts.size() - 4); at < end; at++) {
            final String where = "cut at byte " + at + " of " + starts;
            final Path copy = Folders.copy(original, folder.resolve("cut"));
            final Path file = Folders.rollFiles(copy).get(0).path();
            if (at % 2 == 0) {
                Folders.truncate(file, at);
            } else {
                Folders.zeroFrom(file, at);
            }
            final int whole = wholeBefore(starts, at);
            final Read read = read(copy);
            assertEquals(expected.subList(0, whole), read.texts, where);
            checkDropped(read.opening, starts, at, where);
            if (at % 5 == 0 || starts.contains(at)) {
                checkGoesOn(copy, whole, where);
            }
        }
    }

    private static int wholeBefore(final List<Integer> starts, final int at) {
        int whole = 0;
        while (starts.get(whole + 1) - RollView.PREFIX_LENGTH <= at) {
            whole++;
        }
        return whole;
    }

    private static void checkDropped(
            final Opening opening, final List<Integer> starts, final int at, final String where) {
        // The four bytes of Chronicle's before an excerpt are not ours to miss, and zeros are nothing.
        final boolean isWithin =
                starts.stream().noneMatch(start -> at >= start - RollView.PREFIX_LENGTH && at <= start);
        if (isWithin) {
            assertTrue(opening.droppedBytes() > 0, where);
            assertEquals(1, opening.messages().size(), where);
        }
    }

    private void checkGoesOn(final Path copy, final int whole, final String where) {
        final List<String> texts = new ArrayList<>(expected.subList(0, whole));
        try (Journal journal = QueueJournal.openForWriting(copy, options())) {
            JournalContract.appendText(journal.writer(), "after", 1);
            texts.add("after");
            assertEquals(texts, read(journal).texts, where);
        }
        final Read again = read(copy);
        assertEquals(texts, again.texts, where);
        assertEquals(List.of(), again.opening.messages(), where);
    }

    @Test
    void shouldRefuseAJournalWithAMissingFile() throws IOException {
        final Path original = rolled();
        final List<RollFile> all = Folders.rollFiles(original);
        final int files = all.size();
        assertTrue(files >= 6, "only " + files + " files");
        for (int i = 0; i < files; i++) {
            final Path copy = Folders.copy(original, folder.resolve("missing"));
            final Path gone = Folders.rollFiles(copy).get(i).path();
            Files.delete(gone);
            final String where = "file " + i + " of " + files;
            if (i + 1 < files && all.get(i + 1).cycle() == 0) {
                // That it is missing shows when the file before it is read.
                checkGap(copy, where);
            } else {
                checkRefused(copy, where);
            }
        }
    }

    @Test
    void shouldRefuseAJournalWithAMissingRun() {
        final Path original = rolled();
        for (int run = 1; run <= 2; run++) {
            final Path copy = Folders.copy(original, folder.resolve("missing"));
            Folders.delete(new JournalFolder(copy).runFolder(run));
            checkRefused(copy, "run " + run);
        }
    }

    private void checkRefused(final Path copy, final String where) {
        checkGap(copy, where);
        try (Journal journal = QueueJournal.openForWriting(copy, options())) {
            // The last file of a journal is its tail: it is said what is gone.
            assertTrue(journal.opening().lostPositions() > 0, where);
        } catch (final JournalDamagedException e) {
            assertTrue(e.getMessage().contains("missing"), where + ": " + e.getMessage());
        }
    }

    private void checkGap(final Path copy, final String where) {
        final Read read = read(copy);
        assertTrue(read.failure != null || !read.opening.messages().isEmpty(), where);
        assertPrefix(read, where);
        assertTrue(read.texts.size() < expected.size(), where);
        try (Journal journal = QueueJournal.openForReading(copy)) {
            assertFalse(journal.verify().damages().isEmpty(), where);
        }
    }

    @Test
    void shouldSayThatAFileIsCutShort() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Path original = rolled();
        final List<RollFile> files = Folders.rollFiles(original);
        for (int i = 0; i < files.size() - 1; i++) {
            final Path copy = Folders.copy(original, folder.resolve("short"));
            final RollFile file = Folders.rollFiles(copy).get(i);
            final List<Integer> starts = excerptOffsets(file);
            final int last = starts.get(starts.size() - 1);
            final int at = random.nextInt(last);
            Folders.truncate(file.path(), at);
            final String where = "seed " + seed + ", file " + i + " cut at " + at + " of " + last;
            checkGap(copy, where);
        }
    }

    @Test
    void shouldCutAtDamageWhereAskedTo() {
        final Path original = rolled();
        final RollFile file = Folders.rollFiles(original).get(1);
        final List<Integer> starts = excerptOffsets(file);
        Folders.flip(file.path(), starts.get(starts.size() / 2) + 100, 3);
        assertTrue(read(original).failure instanceof JournalDamagedException);
        final List<String> kept;
        Folders.delete(Folders.rollFiles(original).get(4).path());
        assertThrows(JournalDamagedException.class, () -> QueueJournal.openForWriting(original, options()));
        final JournalOptions cutting = options().cuttingAtDamage();
        try (Journal journal = QueueJournal.openForWriting(original, cutting)) {
            assertEquals(1, journal.opening().messages().size());
            kept = read(journal).texts;
            assertTrue(kept.size() > 3 && kept.size() < expected.size());
            assertEquals(expected.subList(0, kept.size()), kept);
            JournalContract.appendText(journal.writer(), "after", 1);
            kept.add("after");
        }
        final Read again = read(original);
        assertEquals(kept, again.texts);
        assertEquals(List.of(), again.opening.messages());
    }

    @Test
    void shouldMakeALostDescriptorAgain() throws IOException {
        final Path copy = rolled();
        final Path descriptor = new JournalFolder(copy).descriptorFile();
        Folders.flip(descriptor, 12, 1);
        Read read = read(copy);
        assertEquals(expected, read.texts);
        assertEquals(1, read.opening.messages().size());
        Files.delete(descriptor);
        QueueJournal.openForWriting(copy, options()).close();
        read = read(copy);
        assertEquals(expected, read.texts);
        assertEquals(List.of(), read.opening.messages());
    }
}
