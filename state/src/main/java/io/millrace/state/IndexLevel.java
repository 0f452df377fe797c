package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * One array of index entries: open addressing, linear probing. It is cut into pieces of at most 1 MiB; the hash chooses
 * the piece and the slot in it, and probing wraps within the piece.
 *
 * <pre>
 *   entry:  63..40 tag (top bits of the hash; bit 40 is 1)   39..0 ref / 8
 *   0 = empty, 1 = removed
 *   hash:   63..41 tag   40..17 piece   16..0 slot, as many bits of these as there are pieces and slots
 * </pre>
 */
final class IndexLevel {
    private static final int MIN_SLOTS = 64;
    private static final int SMALL_SLOTS = 1 << 14;

    private static final int SLOTS_PER_PIECE = IndexMemory.PIECE_BYTES / Long.BYTES;
    private static final int PIECE_SHIFT = Integer.numberOfTrailingZeros(SLOTS_PER_PIECE);
    private static final int ZERO_STEP_BYTES = 4096;
    private static final int MAX_CASCADE = 64;
    private static final long EMPTY = 0;
    private static final long REMOVED = 1;
    private static final int TAG_SHIFT = 40;
    private static final long LIVE_BIT = 1L << TAG_SHIFT;
    private static final long TAG_MASK = -1L << TAG_SHIFT;
    private static final long REF_MASK = LIVE_BIT - 1;

    private final long[] pieces;
    private final int slotMask;
    private final int pieceMask;
    private final int pieceBytes;
    private final long room;
    private final IndexMemory memory;
    private int allocatedPieces;
    private int zeroedBytes; // of the piece allocated last
    private long usedSlots; // live entries, and removed ones that still lengthen probing
    private long maxProbe;

    /** A level without memory: call {@link #zeroStep()} until it is ready. The capacity is a power of two. */
    IndexLevel(final IndexMemory memory, final long capacity) {
        this.memory = memory;
        room = room(capacity);
        final int slots = (int) Math.min(capacity, SLOTS_PER_PIECE);
        slotMask = slots - 1;
        pieces = new long[(int) (capacity / slots)];
        pieceMask = pieces.length - 1;
        pieceBytes = slots * Long.BYTES;
        zeroedBytes = pieceBytes;
    }

    /** The smallest capacity whose room is at least the given number of entries. */
    static long capacityFor(final long entries) {
        long capacity = MIN_SLOTS;
        while (room(capacity) < entries) {
            capacity *= 2;
        }
        return capacity;
    }

    /**
     * Entries that a level takes before a larger one is due. A level that fits the caches stays emptier: there
     * mispredicted branches of longer probing cost more than memory does.
     */
    static long room(final long capacity) {
        return capacity <= SMALL_SLOTS ? capacity / 8 * 3 : capacity / 4 * 3;
    }

    /** Zeroes the next 4 KiB; true when all is zeroed and the level can be used. */
    boolean zeroStep() {
        if (zeroedBytes == pieceBytes) {
            pieces[allocatedPieces] = memory.allocate(pieceBytes);
            allocatedPieces++;
            zeroedBytes = 0;
        }
        final int bytes = Math.min(ZERO_STEP_BYTES, pieceBytes - zeroedBytes);
        UnsafeApi.setMemory(pieces[allocatedPieces - 1] + zeroedBytes, bytes, (byte) 0);
        zeroedBytes += bytes;
        return allocatedPieces == pieces.length && zeroedBytes == pieceBytes;
    }

    long capacity() {
        return (long) pieces.length * (slotMask + 1);
    }

    long bytes() {
        return (long) allocatedPieces * pieceBytes;
    }

    boolean isCrowded() {
        return usedSlots > room;
    }

    /** Most slots that an insert has looked at. */
    long maxProbe() {
        return maxProbe;
    }

    /** The first ref whose tag fits the hash, or 0. */
    long find(final long hash) {
        final long piece = pieces[(int) (hash >>> PIECE_SHIFT) & pieceMask];
        final long mask = slotMask;
        final long wanted = hash | LIVE_BIT;
        long slot = hash;
        while (true) {
            final long entry = UnsafeApi.getLong(piece + ((slot & mask) << 3));
            // Nearly always the first one fits, so this is asked before whether there is one at all.
            if ((entry ^ wanted) >>> TAG_SHIFT == 0) {
                return (entry & REF_MASK) << 3;
            }
            if (entry == EMPTY) {
                return 0;
            }
            slot++;
        }
    }

    /**
     * The ref whose tag fits the hash and which follows the given one; 0 if there is none; the same ref if it is not
     * here.
     */
    long findAfter(final long hash, final long after) {
        final long tag = hash & TAG_MASK | LIVE_BIT;
        boolean passed = false;
        long address = home(hash);
        long entry;
        while ((entry = UnsafeApi.getLong(address)) != EMPTY) {
            if ((entry & TAG_MASK) == tag) {
                final long ref = (entry & REF_MASK) << 3;
                if (passed) {
                    return ref;
                }
                passed = ref == after;
            }
            address = following(hash, address);
        }
        return passed ? 0 : after;
    }

    /** Adds a ref that is not in here. */
    void insert(final long hash, final long ref) {
        long address = home(hash);
        long entry;
        int probe = 1;
        while ((entry = UnsafeApi.getLong(address)) != EMPTY && entry != REMOVED) {
            address = following(hash, address);
            if (++probe > slotMask) {
                throw new StateLimitException("Too many keys have the same hash: a piece of the index is full");
            }
        }
        UnsafeApi.putLong(address, hash & TAG_MASK | LIVE_BIT | ref >>> 3);
        if (entry == EMPTY) {
            usedSlots++;
        }
        if (probe > maxProbe) {
            maxProbe = probe;
        }
    }

    /** Removes a ref; false if it is not in here. */
    boolean remove(final long hash, final long ref) {
        final long wanted = hash & TAG_MASK | LIVE_BIT | ref >>> 3;
        long address = home(hash);
        long entry;
        while ((entry = UnsafeApi.getLong(address)) != wanted) {
            if (entry == EMPTY) {
                return false;
            }
            address = following(hash, address);
        }
        UnsafeApi.putLong(address, REMOVED);
        if (UnsafeApi.getLong(following(hash, address)) == EMPTY) {
            emptyBackwards(hash, address);
        }
        return true;
    }

    /** Nothing can have been probed past the end of a run: its removed entries are as good as empty. */
    private void emptyBackwards(final long hash, final long last) {
        final long piece = piece(hash);
        long slot = last - piece >>> 3;
        for (int i = 0; i < MAX_CASCADE && UnsafeApi.getLong(piece + (slot << 3)) == REMOVED; i++) {
            UnsafeApi.putLong(piece + (slot << 3), EMPTY);
            usedSlots--;
            slot = slot - 1 & slotMask;
        }
    }

    /**
     * Moves what lies in the given slots, counted through all pieces, to another level; returns how many were moved.
     */
    int drain(final long fromSlot, final int slots, final IndexLevel target, final CellHash hashes) {
        int moved = 0;
        for (long i = fromSlot; i < fromSlot + slots; i++) {
            final long address = pieces[(int) (i / (slotMask + 1))] + ((i & slotMask) << 3);
            final long entry = UnsafeApi.getLong(address);
            if (entry != EMPTY && entry != REMOVED) {
                final long ref = (entry & REF_MASK) << 3;
                target.insert(hashes.hashOfCell(ref), ref);
                UnsafeApi.putLong(address, REMOVED); // probing for those not moved yet passes here
                moved++;
            }
        }
        return moved;
    }

    void release() {
        for (int i = allocatedPieces - 1; i >= 0; i--) {
            memory.release(pieces[i], pieceBytes);
        }
    }

    private long piece(final long hash) {
        return pieces[(int) (hash >>> PIECE_SHIFT) & pieceMask];
    }

    private long home(final long hash) {
        return piece(hash) + ((hash & slotMask) << 3);
    }

    private long following(final long hash, final long address) {
        final long piece = piece(hash);
        return piece + (address + Long.BYTES - piece & pieceBytes - 1L);
    }
}
