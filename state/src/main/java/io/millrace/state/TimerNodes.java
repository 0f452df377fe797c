package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * The inner nodes of a {@link TimerTree}, a segment each: children in order, each with a lower bound of the timers
 * below it.
 *
 * <pre>
 *   node:  0 children 8 | 8 spare 24 | 32 deadlines 127 * 8 | keys 127 * 8 | registrations 127 * 8 | children 127 * 8
 *   child: ref of the segment, a multiple of 4,096; for a leaf its entries are counted in the lowest 8 bits
 * </pre>
 */
final class TimerNodes {
    static final int MOST_CHILDREN = 127;

    private static final int ARRAY_BYTES = MOST_CHILDREN * Long.BYTES;
    private static final int DEADLINES = 32;
    private static final int KEYS = DEADLINES + ARRAY_BYTES;
    private static final int REGISTRATIONS = KEYS + ARRAY_BYTES;
    private static final int CHILDREN = REGISTRATIONS + ARRAY_BYTES;

    private final Arena arena;

    TimerNodes(final Arena arena) {
        this.arena = arena;
    }

    int count(final long node) {
        return (int) arena.getLong(node);
    }

    long deadlineNs(final long node, final int index) {
        return UnsafeApi.getLong(arena.address(node) + DEADLINES + Long.BYTES * (long) index);
    }

    long key(final long node, final int index) {
        return UnsafeApi.getLong(arena.address(node) + KEYS + Long.BYTES * (long) index);
    }

    long registration(final long node, final int index) {
        return UnsafeApi.getLong(arena.address(node) + REGISTRATIONS + Long.BYTES * (long) index);
    }

    long child(final long node, final int index) {
        return UnsafeApi.getLong(arena.address(node) + CHILDREN + Long.BYTES * (long) index);
    }

    void child(final long node, final int index, final long child) {
        arena.beforeWrite(node);
        UnsafeApi.putLong(arena.address(node) + CHILDREN + Long.BYTES * (long) index, child);
    }

    void bound(final long node, final int index, final long deadlineNs, final long key, final long registration) {
        arena.beforeWrite(node);
        final long at = arena.address(node) + Long.BYTES * (long) index;
        UnsafeApi.putLong(at + DEADLINES, deadlineNs);
        UnsafeApi.putLong(at + KEYS, key);
        UnsafeApi.putLong(at + REGISTRATIONS, registration);
    }

    /** The last child whose bound is not after a new timer, which comes after its equals; -1 if all are. */
    int find(final long node, final long deadlineNs, final long key) {
        final long deadlines = arena.address(node) + DEADLINES;
        final int count = count(node);
        final boolean isLast = UnsafeApi.getLong(deadlines + Long.BYTES * (count - 1L)) == deadlineNs;
        final int end = isLast ? count : countNotAfter(deadlines, count, deadlineNs);
        if (end == 0 || UnsafeApi.getLong(deadlines + Long.BYTES * (end - 1L)) != deadlineNs) {
            return end - 1;
        }
        // Some begin at this very deadline: the key decides among them.
        final boolean isFirst = UnsafeApi.getLong(deadlines) == deadlineNs;
        final int first = isFirst ? 0 : countNotAfter(deadlines, end, deadlineNs - 1);
        final long keys = arena.address(node) + KEYS + Long.BYTES * (long) first;
        return first + countNotAfter(keys, end - first, key) - 1;
    }

    /** The last child whose bound is not after a timer; the first if all are. */
    int find(final long node, final long deadlineNs, final long key, final long registration) {
        int index = find(node, deadlineNs, key);
        while (index > 0
                && deadlineNs(node, index) == deadlineNs
                && key(node, index) == key
                && registration(node, index) > registration) {
            index--;
        }
        return Math.max(index, 0);
    }

    /** How many of some numbers in order are not above a number: for conditional moves, as guesses would be wrong. */
    private static int countNotAfter(final long numbers, final int count, final long number) {
        long base = numbers;
        int left = count;
        while (left > 1) {
            final int half = left >>> 1;
            final long middle = base + Long.BYTES * (long) half;
            base = UnsafeApi.getLong(middle - Long.BYTES) <= number ? middle : base;
            left -= half;
        }
        final int before = (int) (base - numbers >>> 3);
        return left == 1 && UnsafeApi.getLong(base) <= number ? before + 1 : before;
    }

    /** Puts a child in; those from its place on move up. There must be room. */
    void insert(
            final long node,
            final int index,
            final long deadlineNs,
            final long key,
            final long registration,
            final long child) {
        final int count = count(node);
        arena.beforeWrite(node);
        move(node, index, node, index + 1, count - index);
        arena.putLong(node, count + 1L);
        bound(node, index, deadlineNs, key, registration);
        child(node, index, child);
    }

    /** Takes a child out; those behind it move down. */
    void remove(final long node, final int index) {
        final int count = count(node);
        arena.beforeWrite(node);
        move(node, index + 1, node, index, count - index - 1);
        arena.putLong(node, count - 1L);
    }

    /** Moves the children from a place on to an empty node. */
    void split(final long node, final int index, final long upper) {
        final int count = count(node);
        arena.beforeWrite(node);
        arena.beforeWrite(upper);
        move(node, index, upper, 0, count - index);
        arena.putLong(node, index);
        arena.putLong(upper, count - index);
    }

    private void move(final long node, final int index, final long toNode, final int toIndex, final int count) {
        if (count == 0) {
            return;
        }
        final long from = arena.address(node) + DEADLINES + Long.BYTES * (long) index;
        final long to = arena.address(toNode) + DEADLINES + Long.BYTES * (long) toIndex;
        for (int array = 0; array < 4 * ARRAY_BYTES; array += ARRAY_BYTES) {
            UnsafeApi.copyMemory(from + array, to + array, (long) count * Long.BYTES);
        }
    }
}
