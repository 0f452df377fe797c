package io.millrace.windowing.pane;

import static io.millrace.windowing.pane.CellLayout.ALIVE_BEFORE;
import static io.millrace.windowing.pane.CellLayout.CELL_KEY;
import static io.millrace.windowing.pane.CellLayout.CELL_OLDER;
import static io.millrace.windowing.pane.CellLayout.CELL_OLDER_START;
import static io.millrace.windowing.pane.CellLayout.KEY_LIVE;
import static io.millrace.windowing.pane.CellLayout.KEY_NEWEST_CELL;
import static io.millrace.windowing.pane.CellLayout.KEY_NEWEST_START;
import static io.millrace.windowing.pane.CellLayout.KEY_TOUCH;
import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import io.millrace.state.Arena;
import io.millrace.state.CellTable;
import io.millrace.windowing.Windows;

/**
 * The cells of all open panes: finds the cell of a key in a pane, and makes it where there is none. Knows keys by the
 * refs of their cells only.
 *
 * <pre>
 * root
 *   0  closed below    starts below this one belong to panes that are closed
 * </pre>
 *
 * A key's cells are chained, newest pane first. Where many panes are open a walk along the chain would take long:
 * there, cells are also entered into an index, and cells of a pane that is in the index are chained only while they are
 * their key's newest.
 *
 * <p><b>Not thread-safe.</b>
 */
public final class PaneCells {
    /** In what {@link #touch} returns: the cell is new, its accumulator is zeros. */
    static final long CREATED = Long.MIN_VALUE;

    private final Arena arena;
    private final long root;
    private final boolean kept;
    private final int cellBytes;
    private final Blocks blocks;
    private final Panes panes;
    private final CellIndex index;
    private PaneCursor current = new PaneCursor();
    private PaneCursor other = new PaneCursor();
    private long closedBelowNs;
    private long nextTouch;
    private long diedKeys;

    PaneCells(final Arena arena, final String id, final Windows windows, final int accumulatorBytes) {
        this.arena = arena;
        kept = windows.isOverlapping();
        cellBytes = CellLayout.CELL_ACCUMULATOR + accumulatorBytes;
        final long fingerprint = (windows.sizeNs() * 31 + windows.slideNs()) * 31 + windows.offsetNs();
        final String kind = kept ? "sliding-windows" : "pane-windows";
        root = arena.root(id, kind, fingerprint * 31 + cellBytes, Long.BYTES * 2);
        blocks = new Blocks(arena, id + "/blocks", cellBytes);
        panes = new Panes(arena, id + "/panes", blocks);
        index = new CellIndex(arena, id + "/index");
        index.restore(panes);
        if (arena.getLong(root + Long.BYTES) == 0) {
            arena.beforeWrite(root);
            arena.putLong(root, Long.MIN_VALUE);
            arena.putLong(root + Long.BYTES, 1);
        }
        closedBelowNs = arena.getLong(root);
        panes.queueFrom(closedBelowNs);
    }

    /** Size of what a key has in its table. */
    int keyBytes() {
        return kept ? CellLayout.KEY_BYTES_KEPT : CellLayout.KEY_BYTES;
    }

    /**
     * The panes.
     *
     * @return the table.
     */
    public Panes panes() {
        return panes;
    }

    /**
     * Where the cells lie.
     *
     * @return the blocks.
     */
    public Blocks blocks() {
        return blocks;
    }

    long aliveKeys() {
        return nextTouch - diedKeys;
    }

    /**
     * Whether a key is in the list of live keys.
     *
     * @param key ref of the key.
     * @return true if an open window holds an event of it.
     */
    public boolean isAlive(final long key) {
        return isInOpenPane(key) || kept && arena.getLong(key + KEY_LIVE) != 0;
    }

    /**
     * Whether a key is in a pane that is open.
     *
     * @param key ref of the key.
     * @return true if its newest pane is open.
     */
    public boolean isInOpenPane(final long key) {
        return arena.getLong(key + KEY_NEWEST_START) >= closedBelowNs && arena.getLong(key + KEY_NEWEST_CELL) != 0;
    }

    /**
     * Puts a key at the end of the list of live keys, if it is not in the list.
     *
     * @param key ref of the key.
     */
    public void bringToLife(final long key) {
        if (!isAlive(key)) {
            arena.beforeWrite(key);
            arena.putLong(key + KEY_TOUCH, nextTouch++);
        }
    }

    /** Takes note of the keys that a restored arena holds. */
    void restore(final CellTable keys) {
        long alive = 0;
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            if (isAlive(key)) {
                alive++;
                nextTouch = Math.max(nextTouch, arena.getLong(key + KEY_TOUCH) + 1);
            }
        }
        diedKeys = nextTouch - alive;
    }

    /** Goes to the pane of a time, if it is one of the two last ones. */
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
        final PaneCursor before = current;
        current = other;
        other = before;
    }

    /**
     * Goes to a pane that is not closed; opens it if need be.
     *
     * @param startNs its start.
     * @param spanNs its length.
     */
    public void enter(final long startNs, final long spanNs) {
        final long found = panes.find(startNs);
        final long pane = found != 0 ? found : open(startNs);
        swap();
        current.pane = pane;
        current.indexed = index.isIndexed(pane);
        toLastBlock(current);
        current.startNs = startNs;
        current.spanNs = spanNs;
    }

    private long open(final long startNs) {
        final long pane = panes.openQueued(startNs);
        index.paneOpened(pane, panes.openCount());
        return pane;
    }

    /**
     * The cell of a key in the current pane. If it was {@link #CREATED}, the key is alive from now on.
     *
     * @param key ref of the key.
     * @return ref of the cell.
     */
    long touch(final long key) {
        final PaneCursor pane = current;
        final long keyAddress = arena.address(key);
        final long newestStartNs = getLong(keyAddress + KEY_NEWEST_START);
        final long newestCell = getLong(keyAddress + KEY_NEWEST_CELL);
        if (newestStartNs == pane.startNs && newestCell != 0) {
            arena.beforeWrite(newestCell);
            return newestCell;
        }
        if (newestStartNs >= closedBelowNs && newestCell != 0) {
            return createOrFindAlive(pane, key, newestCell, newestStartNs);
        }
        if (pane.nextCell == pane.endOfCells) {
            grow(pane);
        }
        final long cell = pane.nextCell;
        pane.nextCell = cell + cellBytes;
        arena.beforeWrite(cell);
        putLong(cell + pane.addressOfRef + CELL_KEY, key);
        arena.beforeWrite(key);
        if (!kept || getLong(keyAddress + KEY_LIVE) == 0) {
            putLong(keyAddress + KEY_TOUCH, nextTouch++);
        }
        putLong(keyAddress + KEY_NEWEST_START, pane.startNs);
        putLong(keyAddress + KEY_NEWEST_CELL, cell);
        return pane.indexed ? addToIndex(pane, key, cell) : cell | CREATED;
    }

    private long addToIndex(final PaneCursor pane, final long key, final long cell) {
        index.add(pane.pane, key, cell);
        return cell | CREATED;
    }

    private void grow(final PaneCursor pane) {
        panes.grow(pane.pane);
        toLastBlock(pane);
    }

    private void toLastBlock(final PaneCursor pane) {
        final long block = arena.getLong(pane.pane + Panes.LAST_BLOCK);
        final int blockBytes = (int) arena.getLong(pane.pane + Panes.LAST_BLOCK_BYTES);
        pane.nextCell = blocks.firstUnused(block, blockBytes);
        pane.endOfCells = blocks.endOfCells(block, blockBytes);
        pane.addressOfRef = arena.address(block) - block;
    }

    /**
     * The cell of a key that is alive, but not in the current pane only. In one piece, though it could be cut up: the
     * compiler then leaves it out of the code of {@link #touch}, which is the quicker for it.
     */
    private long createOrFindAlive(
            final PaneCursor pane, final long key, final long newestCell, final long newestStartNs) {
        final boolean newest = newestStartNs < pane.startNs;
        long newer = 0;
        long older = newestCell;
        long olderStartNs = newestStartNs;
        if (!newest && pane.indexed) {
            older = index.find(pane.pane, key);
            olderStartNs = pane.startNs;
        }
        while (older != 0 && olderStartNs > pane.startNs) {
            newer = older;
            older = arena.getLong(newer + CELL_OLDER);
            olderStartNs = arena.getLong(newer + CELL_OLDER_START);
        }
        if (older != 0 && olderStartNs == pane.startNs) {
            arena.beforeWrite(older);
            return older;
        }
        if (pane.nextCell == pane.endOfCells) {
            grow(pane);
        }
        final long cell = pane.nextCell;
        pane.nextCell = cell + cellBytes;
        arena.beforeWrite(cell);
        final boolean follow = older != 0 && olderStartNs >= closedBelowNs;
        arena.putLong(cell + CELL_KEY, key | ALIVE_BEFORE);
        arena.putLong(cell + CELL_OLDER, follow ? older : 0);
        arena.putLong(cell + CELL_OLDER_START, follow ? olderStartNs : 0);
        if (newest) {
            arena.beforeWrite(key);
            arena.putLong(key + KEY_NEWEST_START, pane.startNs);
            arena.putLong(key + KEY_NEWEST_CELL, cell);
        } else if (newer != 0) {
            arena.beforeWrite(newer);
            arena.putLong(newer + CELL_OLDER, cell);
            arena.putLong(newer + CELL_OLDER_START, pane.startNs);
        }
        final long count = pane.pane + Panes.ALIVE_BEFORE_COUNT;
        arena.beforeWrite(count);
        arena.putLong(count, arena.getLong(count) + 1);
        return pane.indexed ? addToIndex(pane, key, cell) : cell | CREATED;
    }

    /**
     * Takes note that keys are not alive any more.
     *
     * @param count how many.
     */
    public void keysDied(final long count) {
        diedKeys += count;
    }

    /**
     * Closes the pane that ends first: nothing is added to it from now on. It stays in the table of panes.
     *
     * @param pane ref of the pane.
     * @param startNs its start.
     */
    public void seal(final long pane, final long startNs) {
        index.paneClosing(pane, blocks);
        panes.removeFirst();
        if (current.startNs == startNs) {
            current.clear();
        }
        if (other.startNs == startNs) {
            other.clear();
        }
    }

    /**
     * Says up to where panes are closed.
     *
     * @param startNs panes that start earlier are.
     */
    public void closeBelow(final long startNs) {
        closedBelowNs = startNs;
        arena.beforeWrite(root);
        arena.putLong(root, startNs);
    }
}
