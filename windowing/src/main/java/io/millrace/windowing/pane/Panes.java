package io.millrace.windowing.pane;

import io.millrace.state.Arena;
import io.millrace.state.LongTable;
import io.millrace.state.TableSpec;

/**
 * The open panes by start, and which of them ends first.
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
final class Panes {
    static final int FIRST_BLOCK = 0;
    static final int LAST_BLOCK = 8;
    static final int LAST_BLOCK_BYTES = 16;
    static final int ALIVE_BEFORE_COUNT = 24;
    static final int INDEX_NUMBER = 32;

    private static final int PANE_BYTES = 40;

    private final Arena arena;
    private final Blocks blocks;
    private final LongTable byStart;
    private final StartQueue starts = new StartQueue();

    Panes(final Arena arena, final String id, final Blocks blocks) {
        this.arena = arena;
        this.blocks = blocks;
        byStart = new LongTable(arena, TableSpec.of(id, PANE_BYTES));
        for (long pane = byStart.first(); pane != 0; pane = byStart.next(pane)) {
            starts.add(byStart.keyAt(pane));
        }
    }

    /** The open pane of that start, or 0. */
    long find(final long startNs) {
        return byStart.get(startNs);
    }

    /** Opens a pane that is not open, with one empty block. */
    long open(final long startNs) {
        final int blockBytes = blocks.firstBlockBytes();
        final long block = blocks.allocate(blockBytes);
        final long pane = byStart.getOrCreate(startNs);
        arena.beforeWrite(pane);
        arena.putLong(pane + FIRST_BLOCK, block);
        arena.putLong(pane + LAST_BLOCK, block);
        arena.putLong(pane + LAST_BLOCK_BYTES, blockBytes);
        starts.add(startNs);
        return pane;
    }

    /** Adds an empty block to a pane whose last one is full. */
    void grow(final long pane) {
        final long last = arena.getLong(pane + LAST_BLOCK);
        final int lastBytes = (int) arena.getLong(pane + LAST_BLOCK_BYTES);
        final int bytes = blocks.followingBlockBytes(lastBytes);
        final long block = blocks.allocate(bytes);
        blocks.link(last, lastBytes, block);
        arena.beforeWrite(pane);
        arena.putLong(pane + LAST_BLOCK, block);
        arena.putLong(pane + LAST_BLOCK_BYTES, bytes);
    }

    /** The first open pane in the order of the table, or 0. */
    long first() {
        return byStart.first();
    }

    /** The next open pane in the order of the table, or 0. */
    long next(final long pane) {
        return byStart.next(pane);
    }

    boolean isEmpty() {
        return starts.isEmpty();
    }

    /** How many panes are open. */
    long size() {
        return byStart.size();
    }

    /** Start of the open pane that ends first. */
    long firstStartNs() {
        return starts.first();
    }

    /** Forgets the pane that ends first. Its blocks stay. */
    void removeFirst(final long pane) {
        starts.removeFirst();
        byStart.removeCell(pane);
    }

    /** Gives back a chain of blocks, the first of which has the size of a pane's first block. */
    void freeBlocks(final long firstBlock) {
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
