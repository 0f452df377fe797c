package io.millrace.journal.queue;

import io.millrace.journal.JournalSyncException;
import io.millrace.journal.folder.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BufferUtil;

/**
 * Forces what was appended to the disk: only the range since the last time. After a failure it never tries again.
 *
 * <p>Thread-safe.
 */
final class Syncing implements AutoCloseable {
    private static final int PAGE_BYTES = 4096;

    private final Run run;
    private final DiskForce disk;
    private final AtomicLong syncedPosition;
    /** Where each file ends that was left for the next; written by the appending thread. */
    private final Map<Integer, Integer> ends = new ConcurrentHashMap<>();

    private List<RollFile> older;
    private MappedByteBuffer mapped;
    private int mappedCycle = -1;
    private long syncedTo;
    private volatile JournalSyncException failure;

    /**
     * Makes one.
     *
     * @param run what is appended to.
     * @param disk takes the bytes.
     * @param older files of earlier runs that may not have reached the disk; forced with the first sync.
     * @param position the position up to which slots are safe for sure.
     */
    Syncing(final Run run, final DiskForce disk, final List<RollFile> older, final long position) {
        this.run = run;
        this.disk = disk;
        this.older = older;
        syncedPosition = new AtomicLong(position);
    }

    /** Appending thread, before the first excerpt of the next file: where a file ends. */
    void ended(final int cycle, final int offset) {
        ends.put(cycle, offset);
    }

    long syncedPosition() {
        return syncedPosition.getAcquire();
    }

    JournalSyncException failure() {
        return failure;
    }

    /**
     * Forces everything up to a place.
     *
     * @param point the place; at least that of the position.
     * @param position the position up to which slots are then safe.
     * @throws JournalSyncException if the disk did not take it, now or earlier.
     */
    synchronized void syncTo(final long point, final long position) {
        if (failure != null) {
            throw failure;
        }
        try {
            forceOlder();
            while (FilePoint.cycle(syncedTo) < FilePoint.cycle(point)) {
                final int cycle = FilePoint.cycle(syncedTo);
                force(cycle, FilePoint.offset(syncedTo), ends.getOrDefault(cycle, FilePoint.offset(syncedTo)));
                ends.remove(cycle);
                syncedTo = FilePoint.of(cycle + 1, 0);
            }
            if (syncedTo < point) {
                force(FilePoint.cycle(point), FilePoint.offset(syncedTo), FilePoint.offset(point));
                syncedTo = point;
            }
        } catch (final IOException | UncheckedIOException | InternalError e) {
            failure = new JournalSyncException(
                    "The disk did not take what was appended to "
                            + run.file(FilePoint.cycle(syncedTo)).path()
                            + "; positions before " + syncedPosition.get() + " are safe. It is not tried again: stop, "
                            + "look at the disk, and open the journal anew.",
                    e);
            throw failure;
        }
        syncedPosition.setRelease(position);
    }

    private void forceOlder() throws IOException {
        for (final RollFile file : older) {
            try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
                channel.force(true);
            } catch (final NoSuchFileException e) {
                // Removed meanwhile, because nobody needs it.
                continue;
            }
        }
        older = List.of();
    }

    private void force(final int cycle, final int from, final int to) throws IOException {
        if (from >= to) {
            return;
        }
        if (mappedCycle != cycle) {
            map(cycle);
        }
        final int start = from & -PAGE_BYTES;
        disk.force(mapped, start, to - start);
    }

    private void map(final int cycle) throws IOException {
        unmap();
        final RollFile file = run.file(cycle);
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
        }
        mappedCycle = cycle;
        PrivateFiles.syncFolder(file.path().getParent());
    }

    private void unmap() {
        BufferUtil.free(mapped);
        mapped = null;
        mappedCycle = -1;
    }

    @Override
    public synchronized void close() {
        unmap();
    }
}
