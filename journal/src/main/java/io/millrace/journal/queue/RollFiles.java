package io.millrace.journal.queue;

import io.millrace.journal.format.ExcerptLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class RollFiles {
    private static final int NONE = -1;

    private final JournalFolder folder;
    /** The first position of each file that holds an excerpt; it never changes. */
    private final Map<RollFile, Long> firstPositions = new ConcurrentHashMap<>();

    private volatile Descriptor descriptor;
    /** The ordinal at which reading ends, where nobody writes. */
    private volatile long endOrdinal = Long.MAX_VALUE;
    /** Counts files made or removed by this process; not used where another one writes. */
    private volatile int changes;

    private volatile boolean ownWriter;

    RollFiles(final JournalFolder folder, final Descriptor descriptor) {
        this.folder = folder;
        this.descriptor = descriptor;
    }

    void describe(final Descriptor theDescriptor) {
        descriptor = theDescriptor;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    /** Nothing from an ordinal on is read: nobody writes, and what is there is what a writer that died left. */
    void endAt(final long ordinal) {
        endOrdinal = ordinal;
    }

    /** From now on this process writes, and says when there are other files. */
    void writtenHere() {
        ownWriter = true;
    }

    void changed() {
        synchronized (this) {
            changes++;
        }
    }

    long firstOrdinal() {
        return descriptor.firstOrdinal();
    }

    long firstPosition() {
        return descriptor.firstPosition();
    }

    boolean isPast(final long ordinal) {
        return ordinal >= endOrdinal;
    }

    List<RollFile> files() {
        return folder.rollFiles();
    }

    /** The files as they are now; the same list if nothing can have changed. */
    List<RollFile> refreshed(final List<RollFile> known, final int knownChanges) {
        return ownWriter && knownChanges == changes || endOrdinal != Long.MAX_VALUE ? known : files();
    }

    int changes() {
        return changes;
    }

    /** The last file with a slot before a position; the first if there is none such; -1 if no file holds an excerpt. */
    int indexBefore(final List<RollFile> files, final long position) {
        int first = NONE;
        for (int i = files.size() - 1; i >= 0; i--) {
            final long start = firstPosition(files.get(i));
            if (start >= 0) {
                first = i;
                if (start < position) {
                    return i;
                }
            }
        }
        return first;
    }

    /** The position of a file's first slot, or -1 if it holds no excerpt. */
    long firstPosition(final RollFile file) {
        final Long known = firstPositions.get(file);
        if (known != null) {
            return known;
        }
        try (RollView view = new RollView(file)) {
            if (view.seek(RollView.ANY) != RollView.FOUND) {
                return NONE;
            }
            final long position = ExcerptLayout.firstPosition(view.buffer(), view.excerptOffset());
            firstPositions.put(file, position);
            return position;
        }
    }
}
