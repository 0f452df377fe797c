package io.millrace.journal.queue;

import io.millrace.journal.JournalOptions;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Opens journals whose disk does what a test wants. */
public final class RollPoints {
    private RollPoints() {}

    /** A journal that tells when it goes on to the next file. */
    public static QueueJournal open(final Path folder, final JournalOptions options, final Runnable rolling) {
        return open(folder, options, () -> Long.MAX_VALUE, rolling);
    }

    /** A journal on a disk with as much space as somebody says. */
    public static QueueJournal open(
            final Path folder, final JournalOptions options, final LongSupplier usableBytes, final Runnable rolling) {
        return QueueJournal.openForWriting(folder, options, new Faults(usableBytes, DiskForce.ofSystem(), rolling));
    }
}
