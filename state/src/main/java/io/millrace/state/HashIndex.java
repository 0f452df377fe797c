package io.millrace.state;

/**
 * From the hash of a key to the ref of its cell. Lies outside the arena's segments, is rebuilt from the cells on
 * restore, and never decides an order that anybody can see.
 *
 * <p>It grows in bounded steps, paid by inserts: first an insert zeroes 4 KiB of the larger level, then, when that is
 * ready, each insert moves the entries of {@link #MOVE_SLOTS} slots. Meanwhile a lookup asks both levels.
 */
final class HashIndex {
    /** Slots looked at, so the most entries moved, by one insert. */
    static final int MOVE_SLOTS = 64;

    private final IndexMemory memory;
    private final CellHash hashes;
    private IndexLevel active;
    private IndexLevel next; // being zeroed
    private IndexLevel old; // being drained
    private long drainedSlots;
    private long liveEntries;
    private int maxMovedEntries;
    private int growths;

    /** An index with room for the given number of cells before it grows. */
    HashIndex(final Arena arena, final CellHash hashes, final long expectedCells) {
        this.memory = arena.indexMemory();
        this.hashes = hashes;
        active = new IndexLevel(memory, IndexLevel.capacityFor(expectedCells + 1));
        while (!active.zeroStep()) {
            continue;
        }
        arena.register(this);
    }

    /** The first cell that may have a key of this hash, or 0; see {@link #findAfter}. */
    long find(final long hash) {
        final long ref = active.find(hash);
        return ref != 0 || old == null ? ref : old.find(hash);
    }

    /** The next cell that may have a key of this hash, or 0. Tags make the first one right nearly always. */
    long findAfter(final long hash, final long after) {
        final long ref = active.findAfter(hash, after);
        if (old == null || ref != 0 && ref != after) {
            return ref;
        }
        return ref == 0 ? old.find(hash) : old.findAfter(hash, after);
    }

    /** Adds a cell whose key is not in here. If it throws, the cell was not added. */
    void insert(final long hash, final long ref) {
        if (old != null || active.isCrowded()) {
            growStep();
        }
        active.insert(hash, ref);
        liveEntries++;
    }

    /** Removes a cell that is in here. */
    void remove(final long hash, final long ref) {
        if (!active.remove(hash, ref) && (old == null || !old.remove(hash, ref))) {
            throw new IllegalStateException("the index has lost a cell");
        }
        liveEntries--;
    }

    private void growStep() {
        if (old != null) {
            drainStep();
        } else if (next == null) {
            // Many removed entries among few live ones: the same size again will do, or less.
            final long whileDraining = active.capacity() / (MOVE_SLOTS / 2);
            next = new IndexLevel(memory, IndexLevel.capacityFor(liveEntries + liveEntries / 2 + whileDraining));
        } else if (next.zeroStep()) {
            old = active;
            active = next;
            next = null;
            drainedSlots = 0;
            growths++;
        }
    }

    private void drainStep() {
        final int moved = old.drain(drainedSlots, MOVE_SLOTS, active, hashes);
        drainedSlots += MOVE_SLOTS;
        if (moved > maxMovedEntries) {
            maxMovedEntries = moved;
        }
        if (drainedSlots >= old.capacity()) {
            old.release();
            old = null;
        }
    }

    /** Cells that fit before growing starts. */
    long room() {
        return IndexLevel.room(active.capacity());
    }

    long bytes() {
        return active.bytes() + (next == null ? 0 : next.bytes()) + (old == null ? 0 : old.bytes());
    }

    int maxMovedEntries() {
        return maxMovedEntries;
    }

    int growths() {
        return growths;
    }

    boolean isGrowing() {
        return next != null || old != null;
    }

    long maxProbe() {
        return Math.max(active.maxProbe(), old == null ? 0 : old.maxProbe());
    }

    /** The memory is gone: any use from now on fails on a null. */
    void detach() {
        active = null;
        next = null;
        old = null;
    }
}
