package io.millrace.journal.queue;

import io.millrace.journal.CheckpointMark;
import io.millrace.journal.ExcerptKind;
import io.millrace.journal.JournalException;
import io.millrace.journal.JournalOptions;
import io.millrace.journal.JournalSyncException;
import io.millrace.journal.JournalWriter;
import io.millrace.journal.SyncPolicy;
import io.millrace.journal.format.ExcerptEncoder;
import io.millrace.journal.format.ExcerptHeader;
import io.millrace.journal.format.ExcerptLayout;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends through a {@link Run}: one copy into the mapped file. */
final class QueueWriter implements JournalWriter {
    /** How much is appended to pages that nobody touched ahead before the free space is measured again. */
    private static final int MEASURE_BYTES = 1 << 20;

    private final Run run;
    private final JournalOptions options;
    private final SpaceGuard space;
    private final Syncing syncing;
    private final PageToucher toucher;
    private final RollFiles files;
    private final Runnable rolling;
    private final ExcerptEncoder encoder = new ExcerptEncoder();
    private final ExcerptHeader header = new ExcerptHeader();
    private final UnsafeBuffer description = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer mark = new UnsafeBuffer(new byte[CheckpointMark.LENGTH]);
    private final AtomicLong appendedPosition;
    private final AtomicLong appendedAt = new AtomicLong();
    private final SyncThread syncThread;

    private int offset;
    private int unmeasured;
    private long nextOrdinal;
    private long nextPosition;
    private volatile int epoch;
    private volatile JournalException failure;

    QueueWriter(
            final Run run,
            final JournalOptions options,
            final Faults faults,
            final RollFiles files,
            final Opener opener) {
        final TailScan tail = opener.tail();
        this.run = run;
        this.options = options;
        this.files = files;
        rolling = faults.rolling();
        nextOrdinal = tail.endOrdinal();
        nextPosition = tail.endPosition();
        epoch = tail.epoch();
        description.wrap(tail.epochDescription());
        appendedPosition = new AtomicLong(nextPosition);
        space = new SpaceGuard(
                run.file(0).path().getParent().getParent().toString(), faults.usableBytes(), options.reserveBytes());
        syncing = new Syncing(run, faults.disk(), opener.lastRunFiles(), files.firstPosition());
        final boolean isForced = options.sync().kind() == SyncPolicy.Kind.INTERVAL;
        toucher = new PageToucher(
                run,
                options,
                space,
                appendedAt::getAcquire,
                isForced ? syncing::syncedPosition : () -> 0,
                this::failInBackground);
        if (options.sync().kind() != SyncPolicy.Kind.NONE) {
            syncing.syncTo(0, nextPosition);
        }
        space.hasRoomFor(0);
        toucher.start();
        syncThread = isForced ? new SyncThread(this, options.sync().intervalNs()) : null;
    }

    private void failInBackground(final Throwable cause) {
        failure = new JournalException(
                "The journal's thread in the background failed; nothing more is appended. Open the journal anew.",
                cause);
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
        final int length = makeRoom(payloadLength, trailerLength);
        header.at(nextOrdinal, epoch).holding(kind, nextPosition, count);
        try {
            final UnsafeBuffer target = run.begin(length);
            encoder.begin(target, 0, header, payload, payloadOffset, payloadLength);
            encoder.end(target, 0, payloadLength, trailer, trailerOffset, trailerLength);
            offset = run.commit();
        } catch (final RuntimeException | InternalError e) {
            throw broken(e);
        }
        publish(count);
    }

    @Override
    public int beginEpoch(final DirectBuffer theDescription, final int theOffset, final int length) {
        makeRoom(length, 0);
        final byte[] copy = new byte[length];
        theDescription.getBytes(theOffset, copy);
        final int number = epoch + 1;
        appendOwn(ExcerptKind.EPOCH, number, new UnsafeBuffer(copy), length);
        epoch = number;
        description.wrap(copy);
        return number;
    }

    @Override
    public void markCheckpoint(final CheckpointMark theMark) {
        makeRoom(CheckpointMark.LENGTH, 0);
        theMark.put(mark, 0);
        appendOwn(ExcerptKind.CHECKPOINT, epoch, mark, CheckpointMark.LENGTH);
    }

    /** Appends an excerpt of the journal's own, without slots. */
    private void appendOwn(final int kind, final int theEpoch, final DirectBuffer payload, final int payloadLength) {
        final int length = ExcerptLayout.length(payloadLength, 0);
        header.at(nextOrdinal, theEpoch).holding(kind, nextPosition, 0);
        try {
            final UnsafeBuffer target = run.begin(length);
            encoder.begin(target, 0, header, payload, 0, payloadLength);
            encoder.end(target, 0, payloadLength, null, 0, 0);
            offset = run.commit();
        } catch (final RuntimeException | InternalError e) {
            throw broken(e);
        }
        publish(0);
    }

    /** Checks that an excerpt can be appended, and goes on to the next file where this one is too full for it. */
    private int makeRoom(final int payloadLength, final int trailerLength) {
        if (failure != null || syncing.failure() != null) {
            throw failed();
        }
        if (payloadLength < 0 || trailerLength < 0 || maxBodyLength() - payloadLength < trailerLength) {
            throw new IllegalArgumentException("An excerpt of " + payloadLength + " + " + trailerLength
                    + " bytes; files of " + options.rollBytes() + " bytes take at most " + maxBodyLength() + ".");
        }
        if (space.isFull()) {
            throw space.exception();
        }
        final int length = ExcerptLayout.length(payloadLength, trailerLength);
        if (offset == 0) {
            startFile();
        }
        if (offset + length + RollView.PREFIX_LENGTH + Run.SLACK_BYTES > options.rollBytes()) {
            roll();
        }
        if (FilePoint.of(run.cycle(), offset + length) > toucher.touchedTo()) {
            measure(length);
        }
        return length;
    }

    /** Nobody made sure that the pages are there: see that there is space for them. */
    private void measure(final int length) {
        unmeasured += length;
        if (unmeasured >= MEASURE_BYTES) {
            unmeasured = 0;
            if (!space.hasRoomFor(MEASURE_BYTES)) {
                throw space.exception();
            }
        }
    }

    /** Goes on to the next file. */
    private void roll() {
        syncing.ended(run.cycle(), offset);
        run.roll();
        offset = 0;
        rolling.run();
        startFile();
        files.changed();
    }

    /** Each file starts with the description of its epoch, so that others can be removed. */
    private void startFile() {
        if (epoch > 0) {
            appendOwn(ExcerptKind.EPOCH, epoch, description, description.capacity());
        }
    }

    private void publish(final int count) {
        nextOrdinal++;
        nextPosition += count;
        // The place first: who reads the position and then the place gets one that is not before it.
        appendedAt.setRelease(FilePoint.of(run.cycle(), offset));
        if (options.sync().kind() == SyncPolicy.Kind.BATCH) {
            syncing.syncTo(appendedAt.getPlain(), nextPosition);
        }
        appendedPosition.setRelease(nextPosition);
    }

    private JournalException broken(final Throwable cause) {
        failure = new JournalException(
                "Appending to " + run.file(run.cycle()).path() + " failed at position " + nextPosition
                        + (cause instanceof InternalError ? ", most likely because the disk is full" : "")
                        + ". Nothing more is appended; open the journal anew.",
                cause);
        return failure;
    }

    private JournalException failed() {
        final JournalSyncException sync = syncing.failure();
        return sync != null
                ? new JournalSyncException(sync.getMessage(), sync)
                : new JournalException(failure.getMessage(), failure);
    }

    @Override
    public void sync() {
        final long position = appendedPosition.getAcquire();
        syncing.syncTo(appendedAt.getAcquire(), position);
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int maxBodyLength() {
        return options.rollBytes() / Run.EXCERPTS_PER_FILE - Run.SLACK_BYTES;
    }

    @Override
    public long appendedPosition() {
        return appendedPosition.getAcquire();
    }

    @Override
    public long syncedPosition() {
        return syncing.syncedPosition();
    }

    @Override
    public boolean hasSpace() {
        return !space.isFull();
    }

    /** How many excerpts there are. Appending thread, or any after it has ended. */
    long endOrdinal() {
        return nextOrdinal;
    }

    /** Where the last excerpt ends. */
    long endPoint() {
        return appendedAt.getAcquire();
    }

    /** Stops the threads, syncs unless nothing ever is, and closes the files. */
    void close() {
        if (syncThread != null) {
            syncThread.stop();
        }
        toucher.stop();
        try {
            if (options.sync().kind() != SyncPolicy.Kind.NONE && failure == null) {
                sync();
            }
        } finally {
            failure = new JournalException("The journal is closed.");
            syncing.close();
            run.close();
        }
    }
}
