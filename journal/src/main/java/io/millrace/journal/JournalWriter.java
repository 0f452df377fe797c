package io.millrace.journal;

import org.agrona.DirectBuffer;

/**
 * The appending side of a journal. There is one, and it is closed with its journal.
 *
 * <p><b>One thread</b> calls the methods that append; {@link #appendedPosition()}, {@link #syncedPosition()} and
 * {@link #hasSpace()} may be called from any. Appending allocates nothing, except when a file ends.
 */
public interface JournalWriter {
    /**
     * Appends one excerpt: one copy. When it returns, the excerpt survives the death of the process; with
     * {@link SyncPolicy#everyBatch()}, that of the machine too. When it throws, nothing was appended.
     *
     * @param kind {@link ExcerptKind#BATCH} or a kind of the engine's.
     * @param firstPosition the position of the first slot: {@link #appendedPosition()}.
     * @param count how many slots; 0 for an excerpt without.
     * @param payload what holds the slots.
     * @param payloadOffset where they start.
     * @param payloadLength their bytes.
     * @param trailer what holds the trailer; may be null where its length is 0.
     * @param trailerOffset where it starts.
     * @param trailerLength its bytes.
     * @throws IllegalArgumentException if the position is not the next one, the kind is the journal's own, or the
     *     excerpt is longer than {@link #maxBodyLength()}.
     * @throws JournalFullException if there is too little free space; the call may be repeated.
     * @throws JournalSyncException if a sync failed, now or earlier.
     * @throws JournalException if the writer cannot go on; opening the journal again finds out what it holds.
     */
    void append(
            int kind,
            long firstPosition,
            int count,
            DirectBuffer payload,
            int payloadOffset,
            int payloadLength,
            DirectBuffer trailer,
            int trailerOffset,
            int trailerLength);

    /**
     * Begins an epoch: appends its description, which every reader sees before the first excerpt of the epoch.
     *
     * @param description what holds the description; opaque to the journal.
     * @param offset where it starts.
     * @param length its bytes.
     * @return the epoch's number, one more than that of the epoch before; the first is 1.
     * @throws JournalException as for an append.
     */
    int beginEpoch(DirectBuffer description, int offset, int length);

    /**
     * Appends the mark of a checkpoint that was stored.
     *
     * @param mark which.
     * @throws JournalException as for an append.
     */
    void markCheckpoint(CheckpointMark mark);

    /**
     * Forces everything appended to the disk, on the calling thread, which may be another than the appending one.
     *
     * @throws JournalSyncException if the disk did not take it, now or earlier.
     */
    void sync();

    /**
     * The epoch that appended excerpts belong to.
     *
     * @return its number, 0 before the first.
     */
    int epoch();

    /**
     * The longest payload and trailer, together, of one excerpt.
     *
     * @return bytes.
     */
    int maxBodyLength();

    /**
     * The position of the slot that comes next: all before it are appended. Any thread; read with acquire semantics.
     *
     * @return the position.
     */
    long appendedPosition();

    /**
     * The position up to which all slots are forced to the disk. Any thread; read with acquire semantics.
     *
     * @return the position, at most {@link #appendedPosition()}.
     */
    long syncedPosition();

    /**
     * Whether there is enough free space for appends to go through. Any thread.
     *
     * @return false while the free space is below the reserve.
     */
    boolean hasSpace();
}
