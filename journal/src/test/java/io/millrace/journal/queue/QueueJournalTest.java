package io.millrace.journal.queue;

import io.millrace.journal.Journal;
import io.millrace.journal.JournalContract;
import io.millrace.journal.JournalOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by a {@link QueueJournal}. */
class QueueJournalTest extends JournalContract {
    @TempDir
    private Path folder;

    private volatile boolean full;
    private volatile boolean syncFails;

    @Override
    protected Journal open(final JournalOptions options) {
        final Faults faults = new Faults(() -> full ? 0 : Long.MAX_VALUE, (bytes, from, length) -> {
            if (syncFails) {
                throw new IOException("Input/output error");
            }
            bytes.force(from, length);
        });
        return QueueJournal.openForWriting(folder.resolve("journal"), options, faults);
    }

    @Override
    protected Journal openForReading() {
        return QueueJournal.openForReading(folder.resolve("journal"));
    }

    @Override
    protected void fillDisk(final boolean isFull) {
        full = isFull;
    }

    @Override
    protected void failSync() {
        syncFails = true;
    }
}
