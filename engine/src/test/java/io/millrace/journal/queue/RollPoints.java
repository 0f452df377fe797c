package io.millrace.journal.queue;

import io.millrace.journal.JournalOptions;
import io.millrace.journal.format.ExcerptLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** The newest file of a journal that holds excerpts. */
    public static Path lastFile(final Path folder) {
        Path last = null;
        for (final RollFile file : new JournalFolder(folder).rollFiles()) {
            if (!excerpts(file).isEmpty()) {
                last = file.path();
            }
        }
        return last;
    }

    /** Where the excerpts of the newest file start, prefixes counted, and at last where they end. */
    public static List<Integer> excerptsOfLastFile(final Path folder) {
        List<Integer> last = List.of();
        for (final RollFile file : new JournalFolder(folder).rollFiles()) {
            final List<Integer> offsets = excerpts(file);
            last = offsets.isEmpty() ? last : offsets;
        }
        return last;
    }

    private static List<Integer> excerpts(final RollFile file) {
        final List<Integer> offsets = new ArrayList<>();
        try (RollView view = new RollView(file)) {
            int status = view.seek(RollView.ANY);
            while (status == RollView.FOUND) {
                offsets.add(view.excerptOffset() - RollView.PREFIX_LENGTH);
                final long ordinal = ExcerptLayout.ordinal(view.buffer(), view.excerptOffset());
                view.advance();
                status = view.seek(ordinal + 1);
            }
            if (!offsets.isEmpty()) {
                offsets.add(view.offset());
            }
        }
        return offsets;
    }
}
