package io.millrace.journal.queue;

import io.millrace.journal.JournalFullException;
import java.util.function.LongSupplier;

/**
 * Knows whether the disk has more free space than the reserve.
 *
 * <p>Thread-safe. It is looked at before each append, and measured by the thread in the background, and by the
 * appending one where it writes to pages that nobody touched before it.
 */
final class SpaceGuard {
    private final String folder;
    private final LongSupplier usableBytes;
    private final long reserveBytes;
    private volatile boolean full;

    SpaceGuard(final String folder, final LongSupplier usableBytes, final long reserveBytes) {
        this.folder = folder;
        this.usableBytes = usableBytes;
        this.reserveBytes = reserveBytes;
    }

    boolean isFull() {
        return full;
    }

    /** Measures; gives whether so many bytes more can be taken without touching the reserve. */
    boolean hasRoomFor(final long bytes) {
        final long usable = usableBytes.getAsLong();
        full = usable < reserveBytes;
        return usable - bytes >= reserveBytes;
    }

    /** The operating system refused a page: the disk is full whatever it says. */
    void foundFull() {
        full = true;
    }

    JournalFullException exception() {
        return new JournalFullException("The disk of " + folder + " is full: " + (usableBytes.getAsLong() >> 20)
                + " MiB are free, and " + (reserveBytes >> 20)
                + " MiB are kept in reserve. Nothing was lost; make room, and it goes on.");
    }
}
