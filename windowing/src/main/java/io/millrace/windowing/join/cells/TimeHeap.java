package io.millrace.windowing.join.cells;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import java.util.Arrays;

/**
 * Cells in the order of (time, number): a heap of four children a node, for few cells that come nearly in order.
 *
 * <pre>
 *   root:       0 cells 8 | 8 refs of directories 8 each
 *   directory:  refs of leaves 8 each
 *   leaf:       256 times { time 8 | cell 8 }
 * </pre>
 *
 * The number lies in the cell, and is looked at only where times are equal. <b>Not thread-safe.</b>
 */
final class TimeHeap {
    private static final int DIRECTORIES = 64;
    private static final int ROOT_BYTES = Long.BYTES * (1 + DIRECTORIES);
    private static final int DIRECTORY_SHIFT = 9;
    private static final int DIRECTORY_MASK = (1 << DIRECTORY_SHIFT) - 1;
    private static final int LEAF_SHIFT = 8;
    private static final int LEAF_MASK = (1 << LEAF_SHIFT) - 1;
    private static final int ENTRY_SHIFT = 4;
    private static final int CELL = 8;
    private static final int CHILDREN = 4;

    private final Arena arena;
    private final long root;
    private final long rootAddress;
    private final int numberOffset;
    private final String id;

    /** Refs and addresses of the leaves; derived. */
    private long[] leaves = new long[1];

    private long[] addresses = new long[1];
    private int leafCount;

    /**
     * Opens a heap: an empty one, or what a restored arena holds under the id.
     *
     * @param arena where it lives.
     * @param id stable id, unique in the arena.
     * @param numberOffset where in a cell its number lies.
     */
    TimeHeap(final Arena arena, final String id, final int numberOffset) {
        this.arena = arena;
        this.id = id;
        this.numberOffset = numberOffset;
        root = arena.root(id, "time-heap", numberOffset, ROOT_BYTES);
        rootAddress = arena.address(root);
        while (leafCount < DIRECTORIES << DIRECTORY_SHIFT) {
            final long directory = arena.getLong(directoryPlace(leafCount));
            final long leaf = directory == 0 ? 0 : arena.getLong(leafPlace(directory, leafCount));
            if (leaf == 0) {
                break;
            }
            remember(leaf);
        }
    }

    private long directoryPlace(final int leaf) {
        return root + Long.BYTES * (1L + (leaf >>> DIRECTORY_SHIFT));
    }

    private static long leafPlace(final long directory, final int leaf) {
        return directory + Long.BYTES * (long) (leaf & DIRECTORY_MASK);
    }

    private void remember(final long leaf) {
        if (leafCount == leaves.length) {
            leaves = Arrays.copyOf(leaves, leafCount * 2);
            addresses = Arrays.copyOf(addresses, leafCount * 2);
        }
        leaves[leafCount] = leaf;
        addresses[leafCount] = arena.address(leaf);
        leafCount++;
    }

    /**
     * How many cells there are.
     *
     * @return the number of cells.
     */
    int size() {
        return (int) getLong(rootAddress);
    }

    /**
     * The least time.
     *
     * @return nanoseconds since the epoch; {@link Long#MAX_VALUE} if there is no cell.
     */
    long firstTimeNs() {
        return size() == 0 ? Long.MAX_VALUE : getLong(address(0));
    }

    /**
     * The first cell; there is one.
     *
     * @return its ref.
     */
    long first() {
        return getLong(address(0) + CELL);
    }

    /**
     * Adds a cell.
     *
     * @param timeNs its time.
     * @param cell its ref; its number is larger than that of every cell there.
     * @throws StateLimitException if the arena or the heap is full; nothing has changed then.
     */
    void add(final long timeNs, final long cell) {
        final int size = size();
        if (size + CHILDREN - 1 >>> LEAF_SHIFT == leafCount) {
            addLeaf();
        }
        int at = size;
        while (at > 0) {
            final int parent = at - 1 >> 2;
            final long above = address(parent);
            final long aboveNs = getLong(above);
            if (aboveNs <= timeNs) {
                break;
            }
            set(at, aboveNs, getLong(above + CELL));
            at = parent;
        }
        set(at, timeNs, cell);
        resize(size + 1);
    }

    private void addLeaf() {
        if (leafCount == DIRECTORIES << DIRECTORY_SHIFT) {
            throw new StateLimitException("'" + id + "' has reached its limit of "
                    + ((long) DIRECTORIES << DIRECTORY_SHIFT + LEAF_SHIFT) + " events that wait: let the watermark"
                    + " follow more closely");
        }
        final long place = directoryPlace(leafCount);
        if (arena.getLong(place) == 0) {
            final long directory = arena.allocateSegment();
            arena.beforeWrite(place);
            arena.putLong(place, directory);
        }
        final long leaf = arena.allocateSegment();
        final long leafPlace = leafPlace(arena.getLong(place), leafCount);
        arena.beforeWrite(leafPlace);
        arena.putLong(leafPlace, leaf);
        remember(leaf);
    }

    private void resize(final int size) {
        arena.beforeWrite(root);
        putLong(rootAddress, size);
    }

    /** Removes the first cell; there is one. */
    void removeFirst() {
        final int last = size() - 1;
        resize(last);
        final long moved = address(last);
        final long movedNs = getLong(moved);
        final long movedCell = getLong(moved + CELL);
        int at = 0;
        int child = 1;
        while (child < last) {
            final int least = last - child >= CHILDREN ? leastOfFour(child) : leastOf(child, last);
            final long address = address(least);
            if (isBefore(movedNs, movedCell, address)) {
                break;
            }
            set(at, getLong(address), getLong(address + CELL));
            at = least;
            child = (at << 2) + 1;
        }
        set(at, movedNs, movedCell);
        // One leaf stays in reserve, so that a heap at an edge does not allocate and free all the time.
        if (leafCount > (last + CHILDREN - 1 >>> LEAF_SHIFT) + 2) {
            removeLeaf();
        }
    }

    private void removeLeaf() {
        leafCount--;
        final long place = leafPlace(arena.getLong(directoryPlace(leafCount)), leafCount);
        arena.beforeWrite(place);
        arena.putLong(place, 0);
        arena.freeSegment(leaves[leafCount]);
    }

    /** Times in random order make branches unpredictable: this is written for conditional moves. */
    private int leastOfFour(final int firstChild) {
        final long children = address(firstChild);
        final long firstNs = getLong(children);
        final long secondNs = getLong(children + (1L << ENTRY_SHIFT));
        final long thirdNs = getLong(children + (2L << ENTRY_SHIFT));
        final long fourthNs = getLong(children + (3L << ENTRY_SHIFT));
        final int left = secondNs < firstNs ? 1 : 0;
        final long leftNs = Math.min(firstNs, secondNs);
        final int right = fourthNs < thirdNs ? 3 : 2;
        final long rightNs = Math.min(thirdNs, fourthNs);
        if (firstNs == secondNs || thirdNs == fourthNs || leftNs == rightNs) {
            return leastOf(firstChild, firstChild + CHILDREN);
        }
        return firstChild + (rightNs < leftNs ? right : left);
    }

    private int leastOf(final int from, final int to) {
        int least = from;
        for (int at = from + 1; at < to; at++) {
            final long address = address(at);
            if (isBefore(getLong(address), getLong(address + CELL), address(least))) {
                least = at;
            }
        }
        return least;
    }

    private boolean isBefore(final long timeNs, final long cell, final long otherAddress) {
        final long otherNs = getLong(otherAddress);
        return timeNs != otherNs ? timeNs < otherNs : number(cell) < number(getLong(otherAddress + CELL));
    }

    private long number(final long cell) {
        return arena.getLong(cell + numberOffset);
    }

    /** The first entry lies in the last of four places, so the children of each have four in a row, in one leaf. */
    private long address(final int at) {
        final int place = at + CHILDREN - 1;
        return addresses[place >>> LEAF_SHIFT] + ((long) (place & LEAF_MASK) << ENTRY_SHIFT);
    }

    private void set(final int at, final long timeNs, final long cell) {
        arena.beforeWrite(leaves[at + CHILDREN - 1 >>> LEAF_SHIFT]);
        final long address = address(at);
        putLong(address, timeNs);
        putLong(address + CELL, cell);
    }
}
