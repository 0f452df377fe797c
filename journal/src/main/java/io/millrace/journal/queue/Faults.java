package io.millrace.journal.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * What the disk does that a test wants to do otherwise.
 *
 * @param usableBytes gives the free space.
 * @param disk forces bytes to the disk.
 * @param rolling runs between the end of a file and the start of the next.
 */
record Faults(LongSupplier usableBytes, DiskForce disk, Runnable rolling) {
    /** Faults of the disk only. */
    Faults(final LongSupplier usableBytes, final DiskForce disk) {
        this(usableBytes, disk, () -> {});
    }

    /** None: the disk as it is. */
    static Faults none(final Path folder) {
        try {
            final FileStore store = Files.getFileStore(folder);
            return new Faults(() -> usableBytes(store), DiskForce.ofSystem());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long usableBytes(final FileStore store) {
        try {
            return store.getUsableSpace();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
