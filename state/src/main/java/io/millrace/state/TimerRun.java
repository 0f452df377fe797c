package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * The first timers of all, in order, in one segment.
 *
 * <pre>
 *   root: 0 segment 8 | 8 place of the first entry 8 | 16 place after the last 8
 * </pre>
 */
final class TimerRun {
    static final int ROOT_BYTES = 24;

    private static final int FROM = 8;
    private static final int TO = 16;
    private static final int PLACES = TimerEntries.PER_SEGMENT;

    /** A run that is nearly full counts as full: else each timer would move all others by one place. */
    private static final int FULL = PLACES - 16;

    private final Arena arena;
    private final long root;
    private final TimerCells cells;
    private final TimerSort sort = new TimerSort();
    private long moved;

    /** Cells that are needed soon are read early, all at once: this keeps the reads from being left out. */
    private long touched;

    TimerRun(final Arena arena, final long root, final TimerCells cells) {
        this.arena = arena;
        this.root = root;
        this.cells = cells;
    }

    int size() {
        return to() - from();
    }

    boolean isFull() {
        return size() >= FULL;
    }

    /** When the first timer is due. There must be one. */
    long deadlineNs() {
        return UnsafeApi.getLong(entry(from()));
    }

    /** Makes sure that there is a segment. Throws if the arena is full. */
    void prepare() {
        if (arena.getLong(root) == 0) {
            final long segment = arena.allocateSegment();
            arena.beforeWrite(root);
            arena.putLong(root, segment);
        }
    }

    /** Adds a timer, whose registration is the latest. There must be room. */
    void add(final long deadlineNs, final long key, final int cell) {
        arena.beforeWrite(arena.getLong(root));
        if (to() == PLACES) {
            makeRoom();
        }
        final int from = from();
        final int to = to();
        final int place = placeFor(deadlineNs, key);
        if (place - from < to - place && from > 0) {
            TimerEntries.move(entry(from), entry(from - 1), place - from);
            moved += place - from;
            bounds(from - 1, to);
            TimerEntries.put(entry(place - 1), deadlineNs, key, cell);
        } else {
            TimerEntries.move(entry(place), entry(place + 1), to - place);
            moved += to - place;
            bounds(from, to + 1);
            TimerEntries.put(entry(place), deadlineNs, key, cell);
        }
    }

    private void makeRoom() {
        final int count = size();
        TimerEntries.move(entry(from()), entry(0), count);
        moved += count;
        bounds(0, count);
    }

    private int placeFor(final long deadlineNs, final long key) {
        int low = from();
        int high = to();
        if (low == high || !TimerEntries.isAfter(entry(high - 1), deadlineNs, key)) {
            return high;
        }
        while (low < high) {
            final int middle = low + high >>> 1;
            if (TimerEntries.isAfter(entry(middle), deadlineNs, key)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Takes the first timer. Returns its cell. */
    int removeFirst() {
        final int from = from();
        final int cell = TimerEntries.cell(entry(from));
        bounds(from + 1, to());
        return cell;
    }

    /** Takes a timer out; false if it is not here. */
    boolean remove(final int cell) {
        final int from = from();
        final int count = size();
        final int place = TimerEntries.indexOf(entry(from), count, cell);
        if (place < 0) {
            return false;
        }
        arena.beforeWrite(arena.getLong(root));
        TimerEntries.move(entry(from + place + 1), entry(from + place), count - place - 1);
        moved += count - place - 1;
        bounds(from, to() - 1);
        return true;
    }

    /** Fills the empty run with the entries of a leaf. */
    void fill(final long entries, final int count, final boolean inOrder) {
        arena.beforeWrite(arena.getLong(root));
        if (inOrder) {
            TimerEntries.move(entries, entry(0), count);
        } else {
            sort.sort(entries, count, entry(0));
        }
        moved += count;
        bounds(0, count);
        for (int i = 0; i < count; i++) {
            touched += UnsafeApi.getLong(cells.address(TimerEntries.cell(entry(i))));
        }
    }

    /** The later half of the entries, in order. */
    long upperHalf() {
        return entry(from() + size() / 2);
    }

    int upperHalfSize() {
        return size() - size() / 2;
    }

    void removeUpperHalf() {
        bounds(from(), from() + size() / 2);
    }

    void clear() {
        if (from() != 0) {
            bounds(0, 0);
        }
    }

    private void bounds(final int from, final int to) {
        arena.beforeWrite(root);
        arena.putLong(root + FROM, from);
        arena.putLong(root + TO, to);
    }

    private int from() {
        return (int) arena.getLong(root + FROM);
    }

    private int to() {
        return (int) arena.getLong(root + TO);
    }

    private long entry(final int place) {
        return arena.address(arena.getLong(root)) + (long) place * TimerEntries.BYTES;
    }

    /** Entries moved so far. */
    long moved() {
        return moved;
    }

    long bytes() {
        return arena.getLong(root) == 0 ? 0 : Arena.SEGMENT_BYTES;
    }
}
