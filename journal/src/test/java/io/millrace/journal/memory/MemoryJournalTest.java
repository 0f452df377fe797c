package io.millrace.journal.memory;

import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalOptions;

/** The contract, kept by a {@link MemoryJournal}. */
class MemoryJournalTest extends JournalContract {
    private final MemoryDisk disk = new MemoryDisk();

    @Override
    protected Journal open(final JournalOptions options) {
        return MemoryJournal.openForWriting(disk, options);
    }

    @Override
    protected Journal openForReading() {
        return MemoryJournal.openForReading(disk);
    }

    @Override
    protected void fillDisk(final boolean full) {
        disk.full(full);
    }

    @Override
    protected void failSync() {
        disk.failSync(true);
    }
}
