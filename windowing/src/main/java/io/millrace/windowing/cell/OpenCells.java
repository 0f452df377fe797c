package io.millrace.windowing.cell;

import static io.millrace.windowing.cell.CellLayout.KEY;
import static io.millrace.windowing.cell.CellLayout.KEY_NEWEST_CELL;
import static io.millrace.windowing.cell.CellLayout.KEY_NEWEST_START;
import static io.millrace.windowing.cell.CellLayout.KEY_TOUCH;
import static io.millrace.windowing.cell.CellLayout.OLDER;
import static io.millrace.windowing.cell.CellLayout.OLDER_START;

import io.millrace.state.Arena;
import io.millrace.state.CellTable;
import io.millrace.windowing.pane.Blocks;
import io.millrace.windowing.pane.CellIndex;
import io.millrace.windowing.pane.Panes;
import io.millrace.windowing.pane.TouchOrder;
import org.agrona.UnsafeApi;

/**
 * The cells of all open windows: finds the cell of a key in a window, and makes it where there is none.
 *
 * <pre>
 * root
 *   0  dropped below    windows that start earlier are gone
 *   8  used             0 before the first use
 *  16  unfired          number of cells dropped with something that was in no result
 * </pre>
 *
 * A key's cells are chained, newest window first. Where many windows are open a walk along the chain would take long:
 * there, cells are also entered into an index.
 */
final class OpenCells {
    /** In what {@link #touch} returns: the cell is new, all but its head is zeros. */
    static final long CREATED = Long.MIN_VALUE;

    static final long REF_MASK = Long.MAX_VALUE;

    /** In a pane, instead of what that class has there: 1 when the window's end has passed. */
    private static final int ENDED = Panes.ALIVE_BEFORE_COUNT;

    private static final long ALWAYS_KEPT = 1 << 14;
    private static final int SWEEP_STEPS = 4;
    private static final int DECAY_SHIFT = 4;

    private static final int USED = 8;
    private static final int UNFIRED = 16;
    private static final int ROOT_BYTES = 24;

    private final Arena arena;
    private final long root;
    private final Blocks blocks;
    private final Panes panes;
    private final CellIndex index;
    private final CellTable keys;
    private final int cellBytes;
    private final long expectedOpen;
    private final int walkShift;
    private Cursor current = new Cursor();
    private Cursor other = new Cursor();
    private long droppedBelowNs;
    private long nextTouch;
    private long aliveKeys;
    private long recentlyAlive;
    private long sweepCursor;

    OpenCells(
            final Arena arena,
            final String id,
            final long fingerprint,
            final int cellBytes,
            final boolean overlapping,
            final long expectedOpen,
            final CellTable keys) {
        this.arena = arena;
        this.cellBytes = cellBytes;
        this.expectedOpen = expectedOpen;
        // Where windows do not overlap only events out of order walk along a chain: it may be longer.
        walkShift = overlapping ? 0 : 2;
        this.keys = keys;
        root = arena.root(id, "cell-windows", fingerprint * 31 + cellBytes, ROOT_BYTES);
        blocks = new Blocks(arena, id + "/blocks", cellBytes);
        panes = new Panes(arena, id + "/windows", blocks);
        index = new CellIndex(arena, id + "/index");
        index.restore(panes);
        if (arena.getLong(root + USED) == 0) {
            arena.beforeWrite(root);
            arena.putLong(root, Long.MIN_VALUE);
            arena.putLong(root + USED, 1);
        }
        droppedBelowNs = arena.getLong(root);
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            aliveKeys += isAlive(key) ? 1 : 0;
            nextTouch = Math.max(nextTouch, arena.getLong(key + KEY_TOUCH) + 1);
        }
    }

    Panes panes() {
        return panes;
    }

    private boolean isAlive(final long key) {
        return arena.getLong(key + KEY_NEWEST_START) >= droppedBelowNs && arena.getLong(key + KEY_NEWEST_CELL) != 0;
    }

    /**
     * To be called before a key is added. Keys that are not alive stay for a while, because most come back soon; when
     * there are more of them than live ones of the recent past, every new key removes a few.
     */
    void addingKey() {
        if (keys.size() > ALWAYS_KEPT && keys.size() > 2 * Math.max(recentlyAlive, aliveKeys)) {
            for (int step = 0; step < SWEEP_STEPS; step++) {
                sweepCursor = sweepCursor == 0 ? keys.first() : keys.next(sweepCursor);
                if (sweepCursor != 0 && !isAlive(sweepCursor)) {
                    keys.removeCell(sweepCursor);
                }
            }
        }
    }

    /** Whether a time is in one of the two windows worked on last; goes there. */
    boolean enterCached(final long timeNs) {
        return current.contains(timeNs) || enterOther(timeNs);
    }

    private boolean enterOther(final long timeNs) {
        if (!other.contains(timeNs)) {
            return false;
        }
        swap();
        return true;
    }

    private void swap() {
        final Cursor before = current;
        current = other;
        other = before;
    }

    /** Goes to a window, which is there or not; returns false if not. */
    boolean enter(final long startNs, final long spanNs) {
        if (current.spanNs != 0 && current.startNs == startNs) {
            return true;
        }
        swap();
        if (current.spanNs != 0 && current.startNs == startNs) {
            return true;
        }
        final long pane = panes.find(startNs);
        if (pane == 0) {
            current.clear();
            return false;
        }
        toPane(pane, startNs, spanNs);
        return true;
    }

    private void toPane(final long pane, final long startNs, final long spanNs) {
        current.pane = pane;
        current.startNs = startNs;
        current.spanNs = spanNs;
        current.indexed = index.isIndexed(pane);
        current.ended = arena.getLong(pane + ENDED) != 0;
        current.nextCell = 0;
        current.endOfCells = 0;
    }

    /** Opens a window that is not there, and goes to it. */
    void open(final long startNs, final long spanNs, final boolean ended) {
        final long pane = panes.open(startNs);
        arena.beforeWrite(pane);
        arena.putLong(pane + ENDED, ended ? 1 : 0);
        index.paneOpened(pane, Math.max(expectedOpen, panes.size()) >> walkShift);
        toPane(pane, startNs, spanNs);
    }

    /** Start of the window gone to. */
    long startNs() {
        return current.startNs;
    }

    /** Whether the end of the window gone to has passed. */
    boolean isEnded() {
        return current.ended;
    }

    boolean isEnded(final long pane) {
        return arena.getLong(pane + ENDED) != 0;
    }

    /** The end of a window has passed. */
    void ended(final long pane, final long startNs) {
        arena.beforeWrite(pane);
        arena.putLong(pane + ENDED, 1);
        if (current.startNs == startNs) {
            current.ended = true;
        }
        if (other.startNs == startNs) {
            other.ended = true;
        }
    }

    /**
     * The cell of a key in the window gone to, ready to be written to. If it was {@link #CREATED}, the key is alive
     * from now on.
     */
    long touch(final long key) {
        final Cursor window = current;
        final long address = arena.address(key);
        final long newestCell = UnsafeApi.getLong(address + KEY_NEWEST_CELL);
        if (UnsafeApi.getLong(address + KEY_NEWEST_START) == window.startNs && newestCell != 0) {
            arena.beforeWrite(newestCell);
            return newestCell;
        }
        return findOrCreate(window, key);
    }

    private long findOrCreate(final Cursor window, final long key) {
        final long newestStartNs = arena.getLong(key + KEY_NEWEST_START);
        final boolean alive = isAlive(key);
        final long newestCell = alive ? arena.getLong(key + KEY_NEWEST_CELL) : 0;
        final boolean newest = newestCell == 0 || newestStartNs < window.startNs;
        long newer = 0;
        long older = newestCell;
        long olderStartNs = newestStartNs;
        if (!newest && window.indexed) {
            older = index.find(window.pane, key);
            olderStartNs = window.startNs;
        }
        while (older != 0 && olderStartNs > window.startNs) {
            newer = older;
            older = olderOf(newer);
            olderStartNs = arena.getLong(newer + OLDER_START);
        }
        if (older != 0 && olderStartNs == window.startNs) {
            arena.beforeWrite(older);
            return older;
        }
        final long cell = append(window, key);
        if (older != 0) {
            arena.putLong(cell + OLDER, older);
            arena.putLong(cell + OLDER_START, olderStartNs);
        }
        if (!alive) {
            bringToLife(key);
        }
        if (newest) {
            arena.beforeWrite(key);
            arena.putLong(key + KEY_NEWEST_START, window.startNs);
            arena.putLong(key + KEY_NEWEST_CELL, cell);
        } else if (newer != 0) {
            arena.beforeWrite(newer);
            arena.putLong(newer + OLDER, cell);
            arena.putLong(newer + OLDER_START, window.startNs);
        }
        return cell | CREATED;
    }

    /** A key's cell in its newest window; 0 if it has none in a window that is open. */
    long newestOf(final long key) {
        return isAlive(key) ? arena.getLong(key + KEY_NEWEST_CELL) : 0;
    }

    CellTable keys() {
        return keys;
    }

    /** A key's cell in the window before; 0 if there is none that is open. */
    long olderOf(final long cell) {
        return arena.getLong(cell + OLDER_START) >= droppedBelowNs ? arena.getLong(cell + OLDER) : 0;
    }

    private void bringToLife(final long key) {
        arena.beforeWrite(key);
        arena.putLong(key + KEY_TOUCH, nextTouch++);
        aliveKeys++;
    }

    /** A new cell at the end of a window. What may fail comes first. */
    private long append(final Cursor window, final long key) {
        if (window.nextCell == window.endOfCells) {
            toLastBlock(window);
            if (window.nextCell == window.endOfCells) {
                panes.grow(window.pane);
                toLastBlock(window);
            }
        }
        final long cell = window.nextCell;
        if (window.indexed) {
            index.add(window.pane, key, cell);
        }
        window.nextCell = cell + cellBytes;
        arena.beforeWrite(cell);
        arena.putLong(cell + KEY, key);
        return cell;
    }

    private void toLastBlock(final Cursor window) {
        final long block = arena.getLong(window.pane + Panes.LAST_BLOCK);
        final int blockBytes = (int) arena.getLong(window.pane + Panes.LAST_BLOCK_BYTES);
        window.nextCell = blocks.firstUnused(block, blockBytes);
        window.endOfCells = blocks.endOfCells(block, blockBytes);
    }

    /** Collects the cells of a window; tells whether they are in the order in which their keys came to life. */
    boolean collect(final long pane, final TouchOrder order) {
        order.clear();
        boolean sorted = true;
        long last = -1;
        int blockBytes = blocks.firstBlockBytes();
        for (long block = arena.getLong(pane + Panes.FIRST_BLOCK); block != 0; ) {
            final long end = blocks.endOfCells(block, blockBytes);
            for (long cell = block; cell != end; cell += cellBytes) {
                final long key = arena.getLong(cell + KEY);
                if (key == 0) {
                    break;
                }
                final long touch = arena.getLong(key + KEY_TOUCH);
                sorted &= touch > last;
                last = touch;
                order.add(touch, cell);
            }
            block = blocks.next(block, blockBytes);
            blockBytes = blocks.followingBlockBytes(blockBytes);
        }
        return sorted;
    }

    /** Takes note of all cells of a window that is about to be dropped. */
    void droppingAll(final long pane, final long startNs) {
        long unfired = 0;
        int blockBytes = blocks.firstBlockBytes();
        for (long block = arena.getLong(pane + Panes.FIRST_BLOCK); block != 0; ) {
            final long end = blocks.endOfCells(block, blockBytes);
            for (long cell = block; cell != end && arena.getLong(cell + KEY) != 0; cell += cellBytes) {
                unfired += dropping(cell, startNs);
            }
            block = blocks.next(block, blockBytes);
            blockBytes = blocks.followingBlockBytes(blockBytes);
        }
        unfired(unfired);
    }

    /** Drops a window with all of its cells; none that starts earlier is open. */
    void drop(final long pane, final long startNs) {
        recentlyAlive = Math.max(aliveKeys, recentlyAlive - (recentlyAlive >> DECAY_SHIFT));
        index.paneClosing(pane, blocks);
        final long firstBlock = arena.getLong(pane + Panes.FIRST_BLOCK);
        panes.remove(pane);
        panes.freeBlocks(firstBlock);
        droppedBelowNs = startNs + 1;
        arena.beforeWrite(root);
        arena.putLong(root, droppedBelowNs);
        if (current.startNs == startNs) {
            current.clear();
        }
        if (other.startNs == startNs) {
            other.clear();
        }
    }

    /** A cell of a window that is about to be dropped: returns 1 if it has something that was in no result. */
    long dropping(final long cell, final long startNs) {
        if (arena.getLong(arena.getLong(cell + KEY) + KEY_NEWEST_START) == startNs) {
            aliveKeys--;
        }
        return arena.getLong(cell + CellLayout.STATE) >> 1;
    }

    /** Cells were dropped with something that was in no result. */
    void unfired(final long count) {
        if (count != 0) {
            arena.beforeWrite(root);
            arena.putLong(root + UNFIRED, unfired() + count);
        }
    }

    long unfired() {
        return arena.getLong(root + UNFIRED);
    }

    /** A window that was worked on lately. Derived from the arena. */
    private static final class Cursor {
        private long startNs;

        /** Length of the window, unsigned; 0 when this cursor is on none. */
        private long spanNs;

        private long pane;
        private boolean indexed;
        private boolean ended;

        /** Ref of the next cell; as long as it is that of the end of cells, it is to be looked up. */
        private long nextCell;

        private long endOfCells;

        boolean contains(final long timeNs) {
            return Long.compareUnsigned(timeNs - startNs, spanNs) < 0;
        }

        void clear() {
            spanNs = 0;
        }
    }
}
