package io.millrace.journal.memory;

import io.millrace.journal.Damage;
import io.millrace.journal.Excerpt;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.JournalDamagedException;
import io.millrace.journal.JournalReader;
import io.millrace.journal.format.Checksum;
import io.millrace.journal.format.ExcerptLayout;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a {@link MemoryDisk} from the start of the file that holds the position. */
final class MemoryReader implements JournalReader {
    private static final int NONE = -1;

    private final MemoryDisk disk;
    private final long start;
    private final Checksum checksum = new Checksum();
    private final Excerpt current = new Excerpt();
    private final Excerpt excerpt = new Excerpt();
    private int offset;
    private int currentOffset;
    private long nextOrdinal = NONE;
    private long nextPosition;
    private long shownPosition;
    private int shownEpoch;
    private int epochOffset = NONE;
    private boolean queued;
    private boolean closed;

    MemoryReader(final MemoryDisk disk, final long start) {
        this.disk = disk;
        this.start = start;
        shownPosition = start;
        offset = disk.startBefore(start);
        while (!queued && step()) {
            queued = isWanted();
        }
        if (!queued && Math.max(nextPosition, disk.firstPosition()) < start) {
            throw new IllegalArgumentException(
                    "Position " + start + " is not held: the journal ends at position " + nextPosition + ".");
        }
    }

    @Override
    public boolean next() {
        if (closed) {
            throw new IllegalStateException("The reader is closed.");
        }
        while (!queued) {
            if (!step()) {
                return false;
            }
            queued = isWanted();
        }
        final int epoch = ExcerptLayout.epoch(disk.buffer(), currentOffset);
        queued = epoch != shownEpoch && epochOffset != NONE && epochOffset != currentOffset;
        excerpt.wrap(disk.buffer(), queued ? epochOffset : currentOffset);
        shownEpoch = epoch;
        if (!queued) {
            shownPosition = Math.max(start, excerpt.endPosition());
        }
        return true;
    }

    private boolean isWanted() {
        if (current.kind() == ExcerptKind.EPOCH) {
            epochOffset = currentOffset;
            return current.firstPosition() >= start && current.epoch() != shownEpoch;
        }
        return current.count() == 0 ? current.firstPosition() >= start : current.endPosition() > start;
    }

    private boolean step() {
        if (offset >= disk.length()) {
            return false;
        }
        final UnsafeBuffer bytes = disk.buffer();
        final int length = ExcerptLayout.check(bytes, offset, disk.length(), checksum);
        if (length < 0) {
            throw damaged("the excerpt there " + ExcerptLayout.describe(length));
        }
        current.wrap(bytes, offset);
        if (nextOrdinal != NONE && (current.ordinal() != nextOrdinal || current.firstPosition() != nextPosition)) {
            throw damaged("excerpt " + nextOrdinal + " is missing");
        }
        currentOffset = offset;
        nextOrdinal = current.ordinal() + 1;
        nextPosition = current.endPosition();
        offset += length;
        return true;
    }

    private JournalDamagedException damaged(final String what) {
        return new JournalDamagedException(new Damage("memory", offset, nextPosition, what));
    }

    @Override
    public Excerpt excerpt() {
        return excerpt;
    }

    @Override
    public long position() {
        return shownPosition;
    }

    @Override
    public void close() {
        closed = true;
    }
}
