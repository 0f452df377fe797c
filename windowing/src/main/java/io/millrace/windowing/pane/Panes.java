package io.millrace.windowing.pane;

import io.millrace.state.Arena;
import io.millrace.state.LongTable;
import io.millrace.state.TableSpec;

/**
 * The panes by start, and which of the open ones ends first. <b>Not thread-safe.</b>
 *
 * <pre>
 * pane (value of the table of panes, whose key is the start)
 *   0  first block        ref
 *   8  last block         ref
 *  16  last block's size  bytes
 *  24  alive before       number of cells whose key was alive already
 *  32  index              number of the pane in the index of cells; 0: not indexed
 * </pre>
 */
public final class Panes {
    /** In a pane: ref of its first block. */
    public static final int FIRST_BLOCK = 0;

    /** In a pane: ref of its last block. */
    public static final int LAST_BLOCK = 8;

    /** In a pane: size of its last block. */
    public static final int LAST_BLOCK_BYTES = 16;

    /** In a pane: number of cells whose key was alive already; free for other use where that is not counted. */
    public static final int ALIVE_BEFORE_COUNT = 24;

    static final int INDEX_NUMBER = 32;

    private static final int PANE_BYTES = 40;

    private final Arena arena;
    private final Blocks blocks;
    private final LongTable byStart;
    private final StartQueue starts = new StartQueue();

    /**
     * Creates an empty table of panes, or finds what a restored arena holds under the id.
     *
     * @param arena where the panes live.
     * @param id stable id.
     * @param blocks where their cells live.
     */
    public Panes(final Arena arena, final String id, final Blocks blocks) {
        this.arena = arena;
        this.blocks = blocks;
        byStart = new LongTable(arena, TableSpec.of(id, PANE_BYTES));
    }

    /** Puts the panes of a restored arena into the queue of those that are to be closed. */
    void queueFrom(final long startNs) {
        for (long pane = byStart.first(); pane != 0; pane = byStart.next(pane)) {
            if (byStart.keyAt(pane) >= startNs) {
                starts.add(byStart.keyAt(pane));
            }
        }
    }

    /**
     * Where the cells of the panes lie.
     *
     * @return the blocks.
     */
    public Blocks blocks() {
        return blocks;
    }

    /**
     * Finds a pane.
     *
     * @param startNs its start.
     * @return ref of the pane, or 0.
     */
    public long find(final long startNs) {
        return byStart.get(startNs);
    }

    /** Opens a pane, with one empty block, that is to be closed in its turn. */
    long openQueued(final long startNs) {
        final long pane = open(startNs);
        starts.add(startNs);
        return pane;
    }

    /**
     * Makes a pane that is not there, with one empty block.
     *
     * @param startNs its start.
     * @return ref of the pane.
     */
    public long open(final long startNs) {
        final int blockBytes = blocks.firstBlockBytes();
        final long block = blocks.allocate(blockBytes);
        final long pane = byStart.getOrCreate(startNs);
        arena.beforeWrite(pane);
        arena.putLong(pane + FIRST_BLOCK, block);
        arena.putLong(pane + LAST_BLOCK, block);
        arena.putLong(pane + LAST_BLOCK_BYTES, blockBytes);
        return pane;
    }

    /**
     * Adds an empty block to a pane whose last one is full.
     *
     * @param pane ref of the pane.
     */
    public void grow(final long pane) {
        final long last = arena.getLong(pane + LAST_BLOCK);
        final int lastBytes = (int) arena.getLong(pane + LAST_BLOCK_BYTES);
        final int bytes = blocks.followingBlockBytes(lastBytes);
        final long block = blocks.allocate(bytes);
        blocks.link(last, lastBytes, block);
        arena.beforeWrite(pane);
        arena.putLong(pane + LAST_BLOCK, block);
        arena.putLong(pane + LAST_BLOCK_BYTES, bytes);
    }

    /**
     * The first pane in the order of the table.
     *
     * @return its ref, or 0.
     */
    public long first() {
        return byStart.first();
    }

    /**
     * The next pane in the order of the table.
     *
     * @param pane ref of the one before.
     * @return ref of the pane, or 0.
     */
    public long next(final long pane) {
        return byStart.next(pane);
    }

    /**
     * Whether no pane is open.
     *
     * @return true if none waits to be closed.
     */
    public boolean isEmpty() {
        return starts.isEmpty();
    }

    /**
     * How many panes there are, closed ones that are kept included.
     *
     * @return the count.
     */
    public long size() {
        return byStart.size();
    }

    /**
     * How many panes are open.
     *
     * @return the count.
     */
    public int openCount() {
        return starts.size();
    }

    /**
     * The start of a pane.
     *
     * @param pane ref of the pane.
     * @return what it was opened with.
     */
    public long startOf(final long pane) {
        return byStart.keyAt(pane);
    }

    /**
     * Start of the open pane that ends first.
     *
     * @return nanoseconds since the epoch.
     */
    public long firstStartNs() {
        return starts.first();
    }

    /** Takes the pane that ends first out of the queue. */
    void removeFirst() {
        starts.removeFirst();
    }

    /**
     * Forgets a pane. Its blocks stay.
     *
     * @param pane ref of the pane.
     */
    public void remove(final long pane) {
        byStart.removeCell(pane);
    }

    /**
     * Adds a cell to a pane, for those that add few.
     *
     * @param pane ref of the pane.
     * @return ref of the cell, whose first field the caller sets to something else than 0 at once.
     */
    public long append(final long pane) {
        final long block = arena.getLong(pane + LAST_BLOCK);
        final int blockBytes = (int) arena.getLong(pane + LAST_BLOCK_BYTES);
        long cell = blocks.firstUnused(block, blockBytes);
        if (cell == blocks.endOfCells(block, blockBytes)) {
            grow(pane);
            cell = arena.getLong(pane + LAST_BLOCK);
        }
        arena.beforeWrite(cell);
        return cell;
    }

    /**
     * Gives back a chain of blocks, the first of which has the size of a pane's first block.
     *
     * @param firstBlock ref of the first one.
     */
    public void freeBlocks(final long firstBlock) {
        long block = firstBlock;
        int bytes = blocks.firstBlockBytes();
        while (block != 0) {
            final long next = blocks.next(block, bytes);
            blocks.free(block, bytes);
            block = next;
            bytes = blocks.followingBlockBytes(bytes);
        }
    }
}
