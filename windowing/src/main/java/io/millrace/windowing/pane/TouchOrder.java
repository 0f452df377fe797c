package io.millrace.windowing.pane;

import java.util.Arrays;

/**
 * Cells to be sorted by their keys' place in the list of live keys. A merge sort, quick where much is in order already,
 * or by digits where the places lie close together: no bad cases. Its arrays grow to the largest number of cells and
 * are kept.
 *
 * <p><b>Not thread-safe.</b>
 */
public final class TouchOrder {
    private static final int INITIAL = 256;
    private static final int RUN = 8;
    private static final int RADIX_FROM = 256;
    private static final int DIGIT_BITS = 10;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;

    private long[] touches = new long[INITIAL];
    private long[] cells = new long[INITIAL];
    private long[] touchesAside = new long[INITIAL];
    private long[] cellsAside = new long[INITIAL];
    private final int[] digitStarts = new int[DIGIT_MASK + 1];
    private long least;
    private int size;

    /** Creates it without cells. */
    public TouchOrder() {}

    /** Forgets all cells. */
    public void clear() {
        size = 0;
    }

    /**
     * How many cells there are.
     *
     * @return the count.
     */
    public int size() {
        return size;
    }

    /**
     * Place of a cell's key.
     *
     * @param at which cell.
     * @return the place in the list of live keys.
     */
    public long touch(final int at) {
        return touches[at];
    }

    /**
     * A cell.
     *
     * @param at which cell.
     * @return its ref.
     */
    public long cell(final int at) {
        return cells[at];
    }

    /**
     * Adds a cell.
     *
     * @param touch place of its key in the list of live keys.
     * @param cell its ref.
     */
    public void add(final long touch, final long cell) {
        if (size == touches.length) {
            grow();
        }
        touches[size] = touch;
        cells[size++] = cell;
    }

    private void grow() {
        final int length = size * 2;
        touches = Arrays.copyOf(touches, length);
        cells = Arrays.copyOf(cells, length);
        touchesAside = new long[length];
        cellsAside = new long[length];
    }

    /** Sorts by touch, ascending. */
    public void sort() {
        final long range = size < RADIX_FROM ? Long.MAX_VALUE : rangeOfTouches();
        if (range >= 0 && range < 1L << 3 * DIGIT_BITS) {
            sortByDigits(Long.SIZE - Long.numberOfLeadingZeros(range));
        } else {
            sortByMerging();
        }
    }

    /** Where keys live long their cells are in no order at all, but their places lie close together. */
    private void sortByDigits(final int bits) {
        for (int shift = 0; shift < bits; shift += DIGIT_BITS) {
            Arrays.fill(digitStarts, 0);
            for (int i = 0; i < size; i++) {
                digitStarts[(int) (touches[i] - least >>> shift) & DIGIT_MASK]++;
            }
            int start = 0;
            for (int digit = 0; digit <= DIGIT_MASK; digit++) {
                final int count = digitStarts[digit];
                digitStarts[digit] = start;
                start += count;
            }
            for (int i = 0; i < size; i++) {
                final int at = digitStarts[(int) (touches[i] - least >>> shift) & DIGIT_MASK]++;
                touchesAside[at] = touches[i];
                cellsAside[at] = cells[i];
            }
            swapAside();
        }
    }

    private long rangeOfTouches() {
        long largest = touches[0];
        least = largest;
        for (int i = 1; i < size; i++) {
            least = Math.min(least, touches[i]);
            largest = Math.max(largest, touches[i]);
        }
        return largest - least;
    }

    private void sortByMerging() {
        for (int from = 0; from < size; from += RUN) {
            sortRun(from, Math.min(size, from + RUN));
        }
        for (int width = RUN; width < size; width *= 2) {
            for (int from = 0; from < size; from += 2 * width) {
                merge(from, Math.min(size, from + width), Math.min(size, from + 2 * width));
            }
            swapAside();
        }
    }

    private void sortRun(final int from, final int to) {
        for (int i = from + 1; i < to; i++) {
            final long touch = touches[i];
            final long cell = cells[i];
            int at = i;
            while (at > from && touches[at - 1] > touch) {
                touches[at] = touches[at - 1];
                cells[at] = cells[at - 1];
                at--;
            }
            touches[at] = touch;
            cells[at] = cell;
        }
    }

    private void merge(final int from, final int middle, final int to) {
        int left = from;
        int right = middle;
        for (int at = from; at < to; at++) {
            final boolean takeLeft = left < middle && (right == to || touches[left] <= touches[right]);
            final int taken = takeLeft ? left++ : right++;
            touchesAside[at] = touches[taken];
            cellsAside[at] = cells[taken];
        }
    }

    private void swapAside() {
        final long[] sortedTouches = touchesAside;
        final long[] sortedCells = cellsAside;
        touchesAside = touches;
        cellsAside = cells;
        touches = sortedTouches;
        cells = sortedCells;
    }
}
