package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * Timers that are not near, in leaves of a segment each, and inner nodes above them: a tree whose leaves are in order,
 * but not the entries within most of them. So a timer is appended to its leaf, a full leaf is cut in two by one pass
 * over it, and a leaf is sorted only when its time comes near. No call touches more than a leaf or two and a node or
 * two a level, however many timers are pending and wherever their deadlines are.
 *
 * <p>Within a leaf timers of the same deadline and key stay in the order in which they were registered.
 *
 * <pre>
 *   root: 0 top node 8 | 8 levels of nodes 8 | 16 segments 8
 * </pre>
 */
final class TimerTree {
    static final int ROOT_BYTES = 24;

    /** In what stands for a leaf: its entries are in order. */
    static final long IN_ORDER = 0x100;

    private static final int TOP = 0;
    private static final int LEVELS = 8;
    private static final int SEGMENTS = 16;
    private static final int MOST_LEVELS = 12;
    private static final long COUNT_MASK = 0xFF;
    private static final int FULL = TimerEntries.PER_SEGMENT;
    private static final int SPARSE = FULL / 4;

    private final Arena arena;
    private final long root;
    private final TimerCells cells;
    private final TimerNodes nodes;
    private final TimerSplit split;

    /** The way from the lowest node, at 0, to the top; used within a call. */
    private final long[] path = new long[MOST_LEVELS];

    private final int[] index = new int[MOST_LEVELS];
    private final long[] spares = new long[MOST_LEVELS + 2];
    private int spareCount;

    /** Of all timers in the tree; derived. */
    private long boundNs;

    private long boundKey;
    private long moved;

    TimerTree(final Arena arena, final long root, final TimerCells cells) {
        this.arena = arena;
        this.root = root;
        this.cells = cells;
        nodes = new TimerNodes(arena);
        split = new TimerSplit(cells);
        findBound();
    }

    boolean isEmpty() {
        return levels() == 0;
    }

    /** Whether a new timer comes before all that this tree may hold. */
    boolean isBefore(final long deadlineNs, final long key) {
        return deadlineNs < boundNs || deadlineNs == boundNs && key < boundKey || levels() == 0;
    }

    /** Adds a timer, whose registration is the latest. Throws if the arena is full; nothing has changed then. */
    void add(final long deadlineNs, final long key, final long registration, final int cell) {
        descend(deadlineNs, key, registration);
        final long leaf = nodes.child(path[0], index[0]);
        final int count = (int) (leaf & COUNT_MASK);
        if (count == FULL) {
            reserve();
            addToFull(leaf, deadlineNs, key, registration, cell);
        } else {
            nodes.child(path[0], index[0], append(leaf, deadlineNs, key, cell));
        }
    }

    /** Finds the way to the leaf for a new timer. */
    private void descend(final long deadlineNs, final long key, final long registration) {
        long node = arena.getLong(root);
        for (int level = levels() - 1; level >= 0; level--) {
            int child = nodes.find(node, deadlineNs, key);
            if (child < 0) {
                nodes.bound(node, 0, deadlineNs, key, registration);
                child = 0;
            }
            path[level] = node;
            index[level] = child;
            node = segment(nodes.child(node, child));
        }
    }

    private void descendToFirst() {
        long node = arena.getLong(root);
        for (int level = levels() - 1; level >= 0; level--) {
            path[level] = node;
            index[level] = 0;
            node = segment(nodes.child(node, 0));
        }
    }

    private long append(final long leaf, final long deadlineNs, final long key, final int cell) {
        final long segment = segment(leaf);
        final int count = (int) (leaf & COUNT_MASK);
        arena.beforeWrite(segment);
        final long entry = arena.address(segment) + (long) count * TimerEntries.BYTES;
        TimerEntries.put(entry, deadlineNs, key, cell);
        final boolean inOrder = (leaf & IN_ORDER) != 0
                && (count == 0 || !TimerEntries.isAfter(entry - TimerEntries.BYTES, deadlineNs, key));
        return segment | count + 1L | (inOrder ? IN_ORDER : 0);
    }

    private void addToFull(
            final long leaf, final long deadlineNs, final long key, final long registration, final int cell) {
        final long segment = segment(leaf);
        final long upper = takeSpare();
        final boolean wasInOrder = (leaf & IN_ORDER) != 0;
        final long last = arena.address(segment) + (FULL - 1L) * TimerEntries.BYTES;
        if (wasInOrder && !TimerEntries.isAfter(last, deadlineNs, key)) {
            // Timers that come in order fill their leaves.
            final long child = append(upper | IN_ORDER, deadlineNs, key, cell);
            insertChild(0, index[0] + 1, deadlineNs, key, registration, child);
            return;
        }
        arena.beforeWrite(segment);
        arena.beforeWrite(upper);
        final int left = split.split(arena.address(segment), arena.address(upper), FULL, wasInOrder);
        moved += FULL;
        final long order = leaf & IN_ORDER;
        long lowerLeaf = segment | left | order;
        long upperLeaf = upper | FULL - left | order;
        if (split.isBefore(deadlineNs, key)) {
            lowerLeaf = append(lowerLeaf, deadlineNs, key, cell);
        } else {
            upperLeaf = append(upperLeaf, deadlineNs, key, cell);
        }
        nodes.child(path[0], index[0], lowerLeaf);
        insertChild(0, index[0] + 1, split.deadlineNs(), split.key(), split.registration(), upperLeaf);
    }

    /**
     * Puts timers in front, which are in order and come before all in the tree. Throws if the arena is full; nothing
     * has changed then.
     */
    void addFirst(final long entries, final int count) {
        descendToFirst();
        reserve();
        final long leaf = takeSpare();
        if (isEmpty()) {
            path[0] = takeSpare();
            putField(TOP, path[0]);
            putField(LEVELS, 1);
        }
        arena.beforeWrite(leaf);
        TimerEntries.move(entries, arena.address(leaf), count);
        moved += count;
        final long at = cells.address(TimerEntries.cell(entries));
        final long deadlineNs = UnsafeApi.getLong(at + TimerCells.DEADLINE);
        final long key = UnsafeApi.getLong(at + TimerCells.KEY);
        insertChild(0, 0, deadlineNs, key, UnsafeApi.getLong(at + TimerCells.REGISTRATION), leaf | IN_ORDER | count);
        findBound();
    }

    /** Puts a child in below the node of a level, and a node beside that if it is full. */
    private void insertChild(
            final int level,
            final int place,
            final long deadlineNs,
            final long key,
            final long registration,
            final long child) {
        final long node = path[level];
        final int count = nodes.count(node);
        if (count < TimerNodes.MOST_CHILDREN) {
            nodes.insert(node, place, deadlineNs, key, registration, child);
            return;
        }
        final long upper = takeSpare();
        // Nodes of timers that come in order are filled, too.
        final int left = place == count ? count : count / 2;
        nodes.split(node, left, upper);
        moved += count - left;
        if (place <= left && place < count) {
            nodes.insert(node, place, deadlineNs, key, registration, child);
        } else {
            nodes.insert(upper, place - left, deadlineNs, key, registration, child);
        }
        insertBeside(level, upper);
    }

    private void insertBeside(final int level, final long upper) {
        if (level + 1 == levels()) {
            final long node = path[level];
            final long top = takeSpare();
            nodes.insert(top, 0, nodes.deadlineNs(node, 0), nodes.key(node, 0), nodes.registration(node, 0), node);
            putField(TOP, top);
            putField(LEVELS, level + 2L);
            path[level + 1] = top;
            index[level + 1] = 0;
        }
        final long deadlineNs = nodes.deadlineNs(upper, 0);
        insertChild(
                level + 1, index[level + 1] + 1, deadlineNs, nodes.key(upper, 0), nodes.registration(upper, 0), upper);
    }

    /** What stands for the first leaf: its segment, how many entries, and whether they are {@link #IN_ORDER}. */
    long first() {
        descendToFirst();
        return nodes.child(path[0], 0);
    }

    static int count(final long leaf) {
        return (int) (leaf & COUNT_MASK);
    }

    static long segment(final long child) {
        return child & -Arena.SEGMENT_BYTES;
    }

    /** Takes the first leaf out. */
    void removeFirst() {
        final long leaf = first();
        removeChild(0);
        free(segment(leaf));
        lower();
    }

    /** When the first timer is due. There must be one. */
    long leastDeadlineNs() {
        final long leaf = first();
        final long entries = arena.address(segment(leaf));
        long leastNs = UnsafeApi.getLong(entries);
        if ((leaf & IN_ORDER) == 0) {
            for (int i = 1; i < count(leaf); i++) {
                leastNs = Math.min(leastNs, UnsafeApi.getLong(entries + (long) i * TimerEntries.BYTES));
            }
        }
        return leastNs;
    }

    /** Takes a timer out that is in the tree. */
    void remove(final long deadlineNs, final long key, final long registration, final int cell) {
        long node = arena.getLong(root);
        for (int level = levels() - 1; level >= 0; level--) {
            path[level] = node;
            index[level] = nodes.find(node, deadlineNs, key, registration);
            node = segment(nodes.child(node, index[level]));
        }
        final long leaf = nodes.child(path[0], index[0]);
        final int left = count(leaf) - 1;
        final long entries = arena.address(node);
        final int place = TimerEntries.indexOf(entries, left + 1, cell);
        final long entry = entries + (long) place * TimerEntries.BYTES;
        arena.beforeWrite(node);
        TimerEntries.move(entry + TimerEntries.BYTES, entry, left - place);
        moved += left - place;
        if (left == 0) {
            removeChild(0);
            free(node);
            lower();
        } else {
            nodes.child(path[0], index[0], leaf - 1);
            if (left <= SPARSE) {
                merge(index[0]);
            }
        }
    }

    /** Makes one leaf of two neighbours if both have few timers. */
    private void merge(final int place) {
        final long node = path[0];
        final int count = count(nodes.child(node, place));
        if (place + 1 < nodes.count(node) && count + count(nodes.child(node, place + 1)) <= FULL / 2) {
            merge(nodes.child(node, place), place + 1);
        } else if (place > 0 && count + count(nodes.child(node, place - 1)) <= FULL / 2) {
            merge(nodes.child(node, place - 1), place);
        }
    }

    private void merge(final long lower, final int upperPlace) {
        final long upper = nodes.child(path[0], upperPlace);
        final long segment = segment(lower);
        arena.beforeWrite(segment);
        final long end = arena.address(segment) + (long) count(lower) * TimerEntries.BYTES;
        TimerEntries.move(arena.address(segment(upper)), end, count(upper));
        moved += count(upper);
        final long inOrder = lower & upper & IN_ORDER;
        nodes.child(path[0], upperPlace - 1, segment | count(lower) + count(upper) | inOrder);
        index[0] = upperPlace;
        removeChild(0);
        free(segment(upper));
        lower();
    }

    /** Takes the child on the way out of its node, and the node out of its own if it was the last. */
    private void removeChild(final int level) {
        final long node = path[level];
        nodes.remove(node, index[level]);
        if (nodes.count(node) != 0) {
            return;
        }
        if (level + 1 == levels()) {
            putField(TOP, 0);
            putField(LEVELS, 0);
        } else {
            removeChild(level + 1);
        }
        free(node);
    }

    /** Takes levels away that decide nothing. */
    private void lower() {
        while (levels() > 1 && nodes.count(arena.getLong(root)) == 1) {
            final long top = arena.getLong(root);
            putField(TOP, segment(nodes.child(top, 0)));
            putField(LEVELS, levels() - 1L);
            free(top);
        }
        findBound();
    }

    private void findBound() {
        if (!isEmpty()) {
            descendToFirst();
            boundNs = nodes.deadlineNs(path[0], 0);
            boundKey = nodes.key(path[0], 0);
        }
    }

    /** Takes the segments that one more leaf at the end of the way needs, so that nothing fails half way. */
    private void reserve() {
        int needed = isEmpty() ? 2 : 1;
        int level = 0;
        while (level < levels() && nodes.count(path[level]) == TimerNodes.MOST_CHILDREN) {
            level++;
            needed += level == levels() ? 2 : 1;
        }
        boolean complete = false;
        try {
            while (spareCount < needed) {
                spares[spareCount] = arena.allocateSegment();
                spareCount++;
            }
            complete = true;
        } finally {
            while (!complete && spareCount > 0) {
                spareCount--;
                arena.freeSegment(spares[spareCount]);
            }
        }
    }

    private long takeSpare() {
        spareCount--;
        putField(SEGMENTS, arena.getLong(root + SEGMENTS) + 1);
        return spares[spareCount];
    }

    private void free(final long segment) {
        arena.freeSegment(segment);
        putField(SEGMENTS, arena.getLong(root + SEGMENTS) - 1);
    }

    private int levels() {
        return (int) arena.getLong(root + LEVELS);
    }

    private void putField(final int offset, final long value) {
        arena.beforeWrite(root);
        arena.putLong(root + offset, value);
    }

    /** Entries and children moved so far, but for the few bytes of a node that makes room for one. */
    long moved() {
        return moved;
    }

    long bytes() {
        return arena.getLong(root + SEGMENTS) * Arena.SEGMENT_BYTES;
    }
}
