package io.millrace.journal.memory;

import io.millrace.journal.CheckpointMark;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.JournalException;
import io.millrace.journal.JournalFullException;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalSyncException;
import io.millrace.journal.JournalWriter;
import io.millrace.journal.SyncPolicy;
import io.millrace.journal.format.ExcerptEncoder;
import io.millrace.journal.format.ExcerptHeader;
import io.millrace.journal.format.ExcerptLayout;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends to a {@link MemoryDisk}. */
final class MemoryWriter implements JournalWriter {
    private static final int EXCERPTS_PER_FILE = 5;

    private final MemoryDisk disk;
    private final JournalOptions options;
    private final ExcerptEncoder encoder = new ExcerptEncoder();
    private final ExcerptHeader header = new ExcerptHeader();
    private final UnsafeBuffer description = new UnsafeBuffer(0, 0);
    private int fileStart;
    private long nextOrdinal;
    private long nextPosition;
    private long syncedPosition;
    private int epoch;
    private boolean syncFailed;

    MemoryWriter(final MemoryDisk disk, final JournalOptions options, final MemoryScan scan) {
        this.disk = disk;
        this.options = options;
        nextOrdinal = scan.ordinal();
        nextPosition = scan.position();
        syncedPosition = disk.firstPosition();
        epoch = scan.epoch();
        description.wrap(scan.epochDescription());
        fileStart = disk.length();
    }

    @Override
    public void append(
            final int kind,
            final long firstPosition,
            final int count,
            final DirectBuffer payload,
            final int payloadOffset,
            final int payloadLength,
            final DirectBuffer trailer,
            final int trailerOffset,
            final int trailerLength) {
        if (firstPosition != nextPosition) {
            throw new IllegalArgumentException(
                    "An excerpt at position " + firstPosition + ", where " + nextPosition + " comes next.");
        }
        if (kind != ExcerptKind.BATCH && kind < ExcerptKind.FIRST_OF_ENGINE || count < 0) {
            throw new IllegalArgumentException("An excerpt of kind " + kind + " with " + count + " slots.");
        }
        makeRoom(payloadLength, trailerLength);
        header.at(nextOrdinal, epoch).holding(kind, nextPosition, count);
        final int start = disk.length();
        final UnsafeBuffer target = disk.reserve(ExcerptLayout.length(payloadLength, trailerLength));
        encoder.begin(target, start, header, payload, payloadOffset, payloadLength);
        disk.appended(encoder.end(target, start, payloadLength, trailer, trailerOffset, trailerLength));
        appended(count);
    }

    @Override
    public int beginEpoch(final DirectBuffer theDescription, final int offset, final int length) {
        makeRoom(length, 0);
        final byte[] copy = new byte[length];
        theDescription.getBytes(offset, copy);
        epoch++;
        description.wrap(copy);
        appendOwn(ExcerptKind.EPOCH, description);
        return epoch;
    }

    @Override
    public void markCheckpoint(final CheckpointMark mark) {
        makeRoom(CheckpointMark.LENGTH, 0);
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[CheckpointMark.LENGTH]);
        mark.put(bytes, 0);
        appendOwn(ExcerptKind.CHECKPOINT, bytes);
    }

    private void appendOwn(final int kind, final DirectBuffer payload) {
        header.at(nextOrdinal, epoch).holding(kind, nextPosition, 0);
        final int start = disk.length();
        final UnsafeBuffer target = disk.reserve(ExcerptLayout.length(payload.capacity(), 0));
        encoder.begin(target, start, header, payload, 0, payload.capacity());
        disk.appended(encoder.end(target, start, payload.capacity(), null, 0, 0));
        appended(0);
    }

    private void makeRoom(final int payloadLength, final int trailerLength) {
        if (!disk.isHeldBy(this)) {
            throw new JournalException("The journal is closed, or its process died.");
        }
        if (syncFailed) {
            throw syncFailure();
        }
        if (payloadLength < 0 || trailerLength < 0 || maxBodyLength() - payloadLength < trailerLength) {
            throw new IllegalArgumentException("An excerpt of " + payloadLength + " + " + trailerLength
                    + " bytes; files of " + options.rollBytes() + " bytes take at most " + maxBodyLength() + ".");
        }
        if (disk.isFull()) {
            throw new JournalFullException("The disk is full. Nothing was lost; make room, and it goes on.");
        }
        final boolean isStarted = disk.length() > fileStart;
        if (!isStarted) {
            startFile();
        } else if (disk.length() + ExcerptLayout.length(payloadLength, trailerLength)
                > fileStart + options.rollBytes()) {
            fileStart = disk.length();
            startFile();
        }
    }

    private void startFile() {
        disk.rolled(nextPosition);
        if (epoch > 0) {
            appendOwn(ExcerptKind.EPOCH, description);
        }
    }

    private void appended(final int count) {
        nextOrdinal++;
        nextPosition += count;
        if (options.sync().kind() == SyncPolicy.Kind.BATCH) {
            sync();
        }
    }

    @Override
    public void sync() {
        if (syncFailed || disk.syncFails()) {
            syncFailed = true;
            throw syncFailure();
        }
        disk.synced();
        syncedPosition = nextPosition;
    }

    private JournalSyncException syncFailure() {
        return new JournalSyncException(
                "The disk did not take what was appended; positions before " + syncedPosition + " are safe.", null);
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int maxBodyLength() {
        return options.rollBytes() / EXCERPTS_PER_FILE;
    }

    @Override
    public long appendedPosition() {
        return nextPosition;
    }

    @Override
    public long syncedPosition() {
        return syncedPosition;
    }

    @Override
    public boolean hasSpace() {
        return !disk.isFull();
    }

    SyncPolicy.Kind policy() {
        return options.sync().kind();
    }

    void close() {
        disk.closed(nextOrdinal, nextPosition);
        disk.release();
    }
}
