package io.millrace.journal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalDamagedException;
import io.millrace.journal.JournalException;
import io.millrace.journal.JournalOptions;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The ways in which a disk in memory fails. */
class MemoryDiskTest {
    private final MemoryDisk disk = new MemoryDisk();

    private Journal open() {
        return MemoryJournal.openForWriting(disk, JournalOptions.defaults());
    }

    @Test
    void shouldLoseWhatWasNotSynced() {
        final Journal journal = open();
        JournalContract.appendText(journal.writer(), "a", 1);
        journal.writer().sync();
        JournalContract.appendText(journal.writer(), "b", 1);
        JournalContract.appendText(journal.writer(), "c", 1);
        final int unsynced = disk.length() - disk.syncedLength();
        disk.losePower(unsynced - 1);
        assertThrows(JournalException.class, () -> JournalContract.appendText(journal.writer(), "d", 1));
        journal.close();
        try (Journal again = open()) {
            assertEquals(List.of("a", "b"), JournalContract.texts(again, 0));
            assertTrue(again.opening().droppedBytes() > 0);
            assertEquals(1, again.opening().messages().size());
            JournalContract.appendText(again.writer(), "e", 1);
            assertEquals(List.of("a", "b", "e"), JournalContract.texts(again, 0));
        }
    }

    @Test
    void shouldLoseNothingWhenTheProcessDies() {
        JournalContract.appendText(open().writer(), "a", 1);
        disk.killProcess();
        try (Journal again = open()) {
            assertEquals(List.of("a"), JournalContract.texts(again, 0));
            assertEquals(List.of(), again.opening().messages());
        }
    }

    @Test
    void shouldSayEveryFlippedBit() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        try (Journal journal = open()) {
            for (final String text : List.of("one", "two", "three", "four")) {
                JournalContract.appendText(journal.writer(), text, 1);
            }
        }
        for (int at = 0; at < disk.length(); at++) {
            final int bit = random.nextInt(8);
            final String where = "seed " + seed + ", bit " + bit + " of byte " + at;
            disk.flip(at, bit);
            final Journal journal = MemoryJournal.openForReading(disk);
            assertTrue(
                    !journal.verify().isSound() && !journal.opening().messages().isEmpty(), where);
            assertThrows(JournalDamagedException.class, () -> JournalContract.texts(journal, 0), where);
            disk.flip(at, bit);
        }
    }
}
