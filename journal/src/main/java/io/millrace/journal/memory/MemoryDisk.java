package io.millrace.journal.memory;

import io.millrace.journal.format.ExcerptLayout;
import java.util.Arrays;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of a journal that outlive the process that wrote them, and the ways in which a disk fails. One journal lies
 * on a disk.
 *
 * <p><b>Not thread-safe</b>: the disk, its journal, writer and readers belong to one thread.
 */
public final class MemoryDisk {
    private static final int FIRST_CAPACITY = 1 << 16;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private int length;
    private int syncedLength;
    private int removedLength;
    private long firstOrdinal;
    private long firstPosition;
    private long closedOrdinal;
    private long closedPosition;
    /** Where files would start, with the position of the slot there. */
    private final TreeMap<Integer, Long> rolls = new TreeMap<>();

    private Object holder;
    private boolean full;
    private boolean syncFails;

    /** Makes an empty disk. */
    public MemoryDisk() {}

    /**
     * Sets whether there is no space left.
     *
     * @param isFull true and nothing can be appended.
     */
    public void full(final boolean isFull) {
        full = isFull;
    }

    /**
     * Sets whether syncs fail.
     *
     * @param fails true and the next sync fails.
     */
    public void failSync(final boolean fails) {
        syncFails = fails;
    }

    /**
     * The power goes off: bytes that were not synced are lost, except so many of the first of them. Journals that are
     * open can no longer be used.
     *
     * @param survivingBytes how many unsynced bytes the disk had taken; it may end in the midst of an excerpt.
     */
    public void losePower(final int survivingBytes) {
        keep((int) Math.min(length, (long) syncedLength + survivingBytes));
        holder = null;
    }

    /** The process dies: nothing that was appended is lost. Journals that are open can no longer be used. */
    public void killProcess() {
        holder = null;
    }

    /**
     * Cuts the bytes, as if they had never been written.
     *
     * @param newLength how many are kept.
     */
    public void keep(final int newLength) {
        if (newLength < length) {
            Arrays.fill(bytes, newLength, length, (byte) 0);
            length = newLength;
            rolls.tailMap(newLength, true).clear();
            syncedLength = Math.min(syncedLength, newLength);
        }
    }

    /**
     * Changes one bit.
     *
     * @param offset of the byte.
     * @param bit 0 to 7.
     */
    public void flip(final int offset, final int bit) {
        bytes[offset] ^= (byte) (1 << bit);
    }

    /**
     * How many bytes there are.
     *
     * @return bytes, removed ones counted.
     */
    public int length() {
        return length;
    }

    /**
     * How many bytes a power cut cannot take.
     *
     * @return bytes, removed ones counted.
     */
    public int syncedLength() {
        return syncedLength;
    }

    boolean isFull() {
        return full;
    }

    boolean syncFails() {
        return syncFails;
    }

    boolean take(final Object newHolder) {
        if (holder != null) {
            return false;
        }
        holder = newHolder;
        return true;
    }

    boolean isHeldBy(final Object candidate) {
        return holder == candidate;
    }

    boolean isHeld() {
        return holder != null;
    }

    void release() {
        holder = null;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Makes room behind the last byte. */
    UnsafeBuffer reserve(final int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
            buffer = new UnsafeBuffer(bytes);
        }
        return buffer;
    }

    void appended(final int more) {
        length += more;
    }

    void synced() {
        syncedLength = length;
    }

    void rolled(final long position) {
        rolls.put(length, position);
    }

    /** Forgets whole files that hold only slots before a position. */
    void prune(final long position) {
        int cut = removedLength;
        for (final var roll : rolls.entrySet()) {
            if (roll.getValue() <= position && roll.getKey() < length) {
                cut = roll.getKey();
            }
        }
        if (cut > removedLength) {
            removedLength = cut;
            firstOrdinal = ExcerptLayout.ordinal(buffer, cut);
            firstPosition = ExcerptLayout.firstPosition(buffer, cut);
        }
    }

    /** Where the file starts that holds a position, or an earlier one. */
    int startBefore(final long position) {
        int start = removedLength;
        for (final var roll : rolls.entrySet()) {
            if (roll.getValue() < position && roll.getKey() > start && roll.getKey() < length) {
                start = roll.getKey();
            }
        }
        return start;
    }

    int removedLength() {
        return removedLength;
    }

    long firstOrdinal() {
        return firstOrdinal;
    }

    long firstPosition() {
        return firstPosition;
    }

    void opened() {
        closedOrdinal = -1;
        closedPosition = -1;
    }

    void closed(final long ordinal, final long position) {
        closedOrdinal = ordinal;
        closedPosition = position;
    }

    long closedOrdinal() {
        return closedOrdinal;
    }

    long closedPosition() {
        return closedPosition;
    }
}
