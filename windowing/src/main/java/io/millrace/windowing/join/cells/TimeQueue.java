package io.millrace.windowing.join.cells;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import io.millrace.state.Arena;

/**
 * Cells in the order of (time, number), for cells that come nearly in order: a short run that is kept sorted, and a
 * heap for those that would have to go a long way in it, or that it has no room for. Whichever of the two a cell lies
 * in, the first one of both is the next.
 *
 * <pre>
 *   root:  0 ref of the run's segment, 0 before the first cell 8 | 8 place of the first cell 8 |
 *          16 place after the last 8
 *   run:   256 times { time 8 | cell 8 }; places are counted on and on, modulo 256
 * </pre>
 *
 * One step moves at most {@link #MAX_MOVES} cells of the run. <b>Not thread-safe.</b>
 */
public final class TimeQueue {
    /** How many cells of the run move at most to make room for one. */
    static final int MAX_MOVES = 32;

    /** How many cells the run holds at most. */
    static final int RUN_CELLS = Arena.SEGMENT_BYTES / 16;

    private static final int ROOT_BYTES = 24;
    private static final int SEGMENT = 0;
    private static final int FIRST = 8;
    private static final int END = 16;
    private static final int ENTRY_SHIFT = 4;
    private static final int CELL = 8;

    private final Arena arena;
    private final int numberOffset;
    private final TimeHeap heap;
    private final long root;
    private final long rootAddress;

    /** Ref and address of the run; derived. */
    private long run;

    private long runAddress;

    /**
     * Opens a queue: an empty one, or what a restored arena holds under the id.
     *
     * @param arena where it lives.
     * @param id stable id, unique in the arena.
     * @param numberOffset where in a cell its number lies.
     */
    public TimeQueue(final Arena arena, final String id, final int numberOffset) {
        this.arena = arena;
        this.numberOffset = numberOffset;
        heap = new TimeHeap(arena, id + "/heap", numberOffset);
        root = arena.root(id, "time-queue", numberOffset, ROOT_BYTES);
        rootAddress = arena.address(root);
        rememberRun();
    }

    private void rememberRun() {
        run = getLong(rootAddress + SEGMENT);
        runAddress = run == 0 ? 0 : arena.address(run);
    }

    /**
     * How many cells there are.
     *
     * @return the number of cells.
     */
    public long size() {
        return getLong(rootAddress + END) - getLong(rootAddress + FIRST) + heap.size();
    }

    /**
     * The least time.
     *
     * @return nanoseconds since the epoch; {@link Long#MAX_VALUE} if there is no cell.
     */
    public long firstTimeNs() {
        final long first = getLong(rootAddress + FIRST);
        final long runNs = first == getLong(rootAddress + END) ? Long.MAX_VALUE : getLong(place(first));
        return heap.size() == 0 ? runNs : Math.min(runNs, heap.firstTimeNs());
    }

    /**
     * Adds a cell.
     *
     * @param timeNs its time; less than {@link Long#MAX_VALUE}.
     * @param cell its ref; its number is larger than that of every cell there.
     * @throws io.millrace.state.StateLimitException if the arena or the heap is full; nothing has changed then.
     */
    public void add(final long timeNs, final long cell) {
        if (runAddress == 0) {
            openRun();
        }
        final long first = getLong(rootAddress + FIRST);
        final long end = getLong(rootAddress + END);
        final long cells = end - first;
        if (cells == RUN_CELLS || cells > MAX_MOVES && getLong(place(end - MAX_MOVES - 1)) > timeNs) {
            heap.add(timeNs, cell);
            return;
        }
        arena.beforeWrite(run);
        long at = end;
        while (at != first) {
            final long before = place(at - 1);
            final long beforeNs = getLong(before);
            if (beforeNs <= timeNs) {
                break;
            }
            put(at, beforeNs, getLong(before + CELL));
            at--;
        }
        put(at, timeNs, cell);
        arena.beforeWrite(root);
        putLong(rootAddress + END, end + 1);
    }

    private void openRun() {
        final long segment = arena.allocateSegment();
        arena.beforeWrite(root);
        putLong(rootAddress + SEGMENT, segment);
        rememberRun();
    }

    /**
     * Removes the first cell; there is one.
     *
     * @return its ref.
     */
    public long removeFirst() {
        final long first = getLong(rootAddress + FIRST);
        if (heap.size() != 0 && isHeapFirst(first)) {
            final long cell = heap.first();
            heap.removeFirst();
            return cell;
        }
        arena.beforeWrite(root);
        putLong(rootAddress + FIRST, first + 1);
        return getLong(place(first) + CELL);
    }

    private boolean isHeapFirst(final long first) {
        if (first == getLong(rootAddress + END)) {
            return true;
        }
        final long runNs = getLong(place(first));
        final long heapNs = heap.firstTimeNs();
        return heapNs != runNs ? heapNs < runNs : number(heap.first()) < number(getLong(place(first) + CELL));
    }

    private long number(final long cell) {
        return arena.getLong(cell + numberOffset);
    }

    private long place(final long at) {
        return runAddress + ((at & RUN_CELLS - 1) << ENTRY_SHIFT);
    }

    private void put(final long at, final long timeNs, final long cell) {
        final long address = place(at);
        putLong(address, timeNs);
        putLong(address + CELL, cell);
    }
}
