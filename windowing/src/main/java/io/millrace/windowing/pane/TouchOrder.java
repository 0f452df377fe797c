package io.millrace.windowing.pane;

import java.util.Arrays;

/**
 * Cells to be sorted by their keys' place in the list of live keys. A merge sort: no bad cases, and quick where much is
 * in order already. Its arrays grow to the largest number of cells and are kept.
 *
 * <p><b>Not thread-safe.</b>
 */
public final class TouchOrder {
    private static final int INITIAL = 256;
    private static final int RUN = 8;

    private long[] touches = new long[INITIAL];
    private long[] cells = new long[INITIAL];
    private long[] touchesAside = new long[INITIAL];
    private long[] cellsAside = new long[INITIAL];
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
