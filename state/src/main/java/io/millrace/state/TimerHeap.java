package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * The timers that are due at the base of the wheels or before, in order: a heap of four children a node, in numbered
 * segments of 128 entries. Usually there are few.
 *
 * <pre>
 *   entry: 0 deadline 8 | 8 key 8 | 16 registration 8 | 24 cell 8
 *   root:  0 segment list 32 | 32 entries 8
 * </pre>
 */
final class TimerHeap {
    static final int ROOT_BYTES = SegmentList.ROOT_BYTES + 8;

    private static final int ENTRY_SHIFT = 5;
    private static final int PER_SEGMENT_SHIFT = 7;
    private static final int PER_SEGMENT = 1 << PER_SEGMENT_SHIFT;
    private static final int CHILDREN = 4;
    private static final int COUNT = SegmentList.ROOT_BYTES;
    private static final int KEY = 8;
    private static final int REGISTRATION = 16;
    private static final int CELL = 24;

    private final Arena arena;
    private final long root;
    private final SegmentList segments;

    TimerHeap(final Arena arena, final long root) {
        this.arena = arena;
        this.root = root;
        segments = new SegmentList(arena, root);
    }

    int size() {
        return (int) arena.getLong(root + COUNT);
    }

    long deadlineNs() {
        return UnsafeApi.getLong(address(0));
    }

    long key() {
        return UnsafeApi.getLong(address(0) + KEY);
    }

    long registration() {
        return UnsafeApi.getLong(address(0) + REGISTRATION);
    }

    int cell() {
        return (int) UnsafeApi.getLong(address(0) + CELL);
    }

    /** Makes room for some more, so that {@link #add} cannot fail. */
    void prepare(final int more) {
        while (size() + more - 1 + CHILDREN - 1 >> PER_SEGMENT_SHIFT >= segments.size()) {
            segments.add();
        }
    }

    /** Adds a timer, whose registration is later than that of any with the same deadline and key. */
    void add(final long deadlineNs, final long key, final long registration, final int cell) {
        prepare(1);
        final int hole = size();
        arena.beforeWrite(root);
        arena.putLong(root + COUNT, hole + 1L);
        final long entry = addressToWrite(siftUp(hole, deadlineNs, key));
        UnsafeApi.putLong(entry, deadlineNs);
        UnsafeApi.putLong(entry + KEY, key);
        UnsafeApi.putLong(entry + REGISTRATION, registration);
        UnsafeApi.putLong(entry + CELL, cell);
    }

    /** Where a new timer goes: it has the largest registration of all, so comes after its equals. */
    private int siftUp(final int start, final long deadlineNs, final long key) {
        int hole = start;
        while (hole > 0) {
            final int parent = hole - 1 >> 2;
            final long above = address(parent);
            final long aboveNs = UnsafeApi.getLong(above);
            if (aboveNs < deadlineNs || aboveNs == deadlineNs && UnsafeApi.getLong(above + KEY) <= key) {
                break;
            }
            copy(above, addressToWrite(hole));
            hole = parent;
        }
        return hole;
    }

    void removeFirst() {
        final int last = size() - 1;
        if (last > 0) {
            final long moved = address(last);
            copy(moved, addressToWrite(siftDown(last, moved)));
        }
        arena.beforeWrite(root);
        arena.putLong(root + COUNT, last);
        // One segment stays in reserve, so that a heap at the edge does not allocate and free all the time.
        if (segments.size() > (last + CHILDREN - 1 + PER_SEGMENT - 1 >> PER_SEGMENT_SHIFT) + 1) {
            segments.removeLast();
        }
    }

    void clear() {
        if (size() != 0) {
            arena.beforeWrite(root);
            arena.putLong(root + COUNT, 0);
        }
    }

    /** Where the last timer goes once the first is gone. */
    private int siftDown(final int count, final long moved) {
        int hole = 0;
        int firstChild = 1;
        while (firstChild < count) {
            final long children = address(firstChild);
            final int least =
                    count - firstChild >= CHILDREN ? leastOfFour(children) : leastOf(children, count - firstChild);
            final long leastAddress = children + ((long) least << ENTRY_SHIFT);
            if (isBefore(moved, leastAddress)) {
                break;
            }
            copy(leastAddress, addressToWrite(hole));
            hole = firstChild + least;
            firstChild = (hole << 2) + 1;
        }
        return hole;
    }

    /** Deadlines in random order make branches unpredictable: this is written for conditional moves. */
    private static int leastOfFour(final long children) {
        final long first = UnsafeApi.getLong(children);
        final long second = UnsafeApi.getLong(children + (1L << ENTRY_SHIFT));
        final long third = UnsafeApi.getLong(children + (2L << ENTRY_SHIFT));
        final long fourth = UnsafeApi.getLong(children + (3L << ENTRY_SHIFT));
        final int left = second < first ? 1 : 0;
        final long leftNs = second < first ? second : first;
        final int right = fourth < third ? 3 : 2;
        final long rightNs = fourth < third ? fourth : third;
        if (first == second || third == fourth || leftNs == rightNs) {
            return leastOf(children, CHILDREN);
        }
        return rightNs < leftNs ? right : left;
    }

    private static int leastOf(final long children, final int count) {
        int least = 0;
        for (int child = 1; child < count; child++) {
            if (isBefore(children + ((long) child << ENTRY_SHIFT), children + ((long) least << ENTRY_SHIFT))) {
                least = child;
            }
        }
        return least;
    }

    private static boolean isBefore(final long a, final long b) {
        final long first = UnsafeApi.getLong(a);
        final long second = UnsafeApi.getLong(b);
        return first != second ? first < second : isBeforeAtOnce(a, b);
    }

    private static boolean isBeforeAtOnce(final long a, final long b) {
        final long first = UnsafeApi.getLong(a + KEY);
        final long second = UnsafeApi.getLong(b + KEY);
        return first != second
                ? first < second
                : UnsafeApi.getLong(a + REGISTRATION) < UnsafeApi.getLong(b + REGISTRATION);
    }

    private static void copy(final long from, final long to) {
        UnsafeApi.putLong(to, UnsafeApi.getLong(from));
        UnsafeApi.putLong(to + KEY, UnsafeApi.getLong(from + KEY));
        UnsafeApi.putLong(to + REGISTRATION, UnsafeApi.getLong(from + REGISTRATION));
        UnsafeApi.putLong(to + CELL, UnsafeApi.getLong(from + CELL));
    }

    /** The first entry lies in the last of four places, so the children of each have four in a row, in one segment. */
    private long ref(final int number) {
        final int place = number + CHILDREN - 1;
        return segments.get(place >> PER_SEGMENT_SHIFT) + ((place & PER_SEGMENT - 1) << ENTRY_SHIFT);
    }

    private long address(final int number) {
        return arena.address(ref(number));
    }

    private long addressToWrite(final int number) {
        final long ref = ref(number);
        arena.beforeWrite(ref);
        return arena.address(ref);
    }

    long bytes() {
        return (long) segments.size() * Arena.SEGMENT_BYTES;
    }
}
