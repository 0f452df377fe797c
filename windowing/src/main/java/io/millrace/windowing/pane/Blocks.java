package io.millrace.windowing.pane;

import io.millrace.state.Arena;
import io.millrace.state.StateException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory for cells of one size, in blocks: powers of two up to a segment, so that a pane of few cells takes little and
 * the cells of a large one lie together.
 *
 * <pre>
 *   block:  0 cells ... | last 8 bytes: ref of the pane's next block
 *   free:   0 ref of the next free block of this size
 *   root:   8 bytes per size: ref of the first free block
 * </pre>
 *
 * Blocks smaller than a segment are halves of larger ones and stay so.
 *
 * <p><b>Not thread-safe.</b>
 */
public final class Blocks {
    static final int ROOT_BYTES = 8 * Long.BYTES;

    private static final int LARGEST = Arena.SEGMENT_BYTES;
    private static final int SMALLEST = 256;
    private static final int LINK_BYTES = Long.BYTES;

    private final Arena arena;
    private final long root;
    private final int cellBytes;
    private final int firstBlockBytes;

    /**
     * Creates it without blocks, or finds what a restored arena holds under the id.
     *
     * @param arena where the blocks live.
     * @param id stable id.
     * @param cellBytes size of a cell.
     * @throws StateException if a cell does not fit into a block.
     */
    public Blocks(final Arena arena, final String id, final int cellBytes) {
        if (cellBytes > LARGEST - LINK_BYTES) {
            throw new StateException("'" + id + "': an accumulator of " + (cellBytes - CellLayout.CELL_ACCUMULATOR)
                    + " bytes is too large, at most " + (LARGEST - LINK_BYTES - CellLayout.CELL_ACCUMULATOR) + " fit");
        }
        this.arena = arena;
        this.cellBytes = cellBytes;
        root = arena.root(id, "pane-blocks", cellBytes, ROOT_BYTES);
        int bytes = SMALLEST;
        while (bytes < cellBytes + LINK_BYTES) {
            bytes *= 2;
        }
        firstBlockBytes = bytes;
    }

    /**
     * Size of a cell.
     *
     * @return bytes.
     */
    public int cellBytes() {
        return cellBytes;
    }

    /**
     * Size of the first block of a pane.
     *
     * @return bytes.
     */
    public int firstBlockBytes() {
        return firstBlockBytes;
    }

    /**
     * Size of the block that follows one of the given size in a pane.
     *
     * @param blockBytes size of the one before.
     * @return bytes.
     */
    public int followingBlockBytes(final int blockBytes) {
        return Math.min(LARGEST, blockBytes * 2);
    }

    /**
     * Ref of the end of a block's last cell.
     *
     * @param block ref of the block.
     * @param blockBytes its size.
     * @return the ref behind the last cell.
     */
    public long endOfCells(final long block, final int blockBytes) {
        return block + (blockBytes - LINK_BYTES) / cellBytes * cellBytes;
    }

    /**
     * A block of zeros.
     *
     * @param blockBytes its size.
     * @return its ref.
     */
    public long allocate(final int blockBytes) {
        if (blockBytes == LARGEST) {
            return arena.allocateSegment();
        }
        final long block = takeFree(blockBytes);
        arena.beforeWrite(block);
        zero(block, blockBytes);
        return block;
    }

    private long takeFree(final int blockBytes) {
        final long head = headOf(blockBytes);
        final long free = arena.getLong(head);
        if (free != 0) {
            arena.beforeWrite(head);
            arena.putLong(head, arena.getLong(free));
            return free;
        }
        final int twice = blockBytes * 2;
        final long pair = twice == LARGEST ? arena.allocateSegment() : takeFree(twice);
        pushFree(pair + blockBytes, blockBytes);
        return pair;
    }

    private void zero(final long block, final int blockBytes) {
        final UnsafeBuffer buffer = arena.buffer(block);
        buffer.setMemory(arena.offset(block), blockBytes, (byte) 0);
    }

    /**
     * Takes a block back.
     *
     * @param block ref of the block.
     * @param blockBytes its size.
     */
    public void free(final long block, final int blockBytes) {
        if (blockBytes == LARGEST) {
            arena.freeSegment(block);
        } else {
            pushFree(block, blockBytes);
        }
    }

    private void pushFree(final long block, final int blockBytes) {
        final long head = headOf(blockBytes);
        arena.beforeWrite(head);
        arena.beforeWrite(block);
        arena.putLong(block, arena.getLong(head));
        arena.putLong(head, block);
    }

    private long headOf(final int blockBytes) {
        return root + (long) (Integer.numberOfTrailingZeros(blockBytes / SMALLEST) * Long.BYTES);
    }

    /**
     * The block that follows in the pane.
     *
     * @param block ref of the one before.
     * @param blockBytes size of that one.
     * @return ref of the block, or 0.
     */
    public long next(final long block, final int blockBytes) {
        return arena.getLong(block + blockBytes - LINK_BYTES);
    }

    /**
     * Makes a block follow another one.
     *
     * @param block ref of the one before.
     * @param blockBytes size of that one.
     * @param following ref of the one that follows, or 0.
     */
    public void link(final long block, final int blockBytes, final long following) {
        arena.beforeWrite(block);
        arena.putLong(block + blockBytes - LINK_BYTES, following);
    }

    /**
     * The first cell of a block that was never used.
     *
     * @param block ref of the block.
     * @param blockBytes its size.
     * @return ref of the cell; the end of cells if the block is full.
     */
    public long firstUnused(final long block, final int blockBytes) {
        int low = 0;
        int high = (blockBytes - LINK_BYTES) / cellBytes;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (arena.getLong(block + (long) middle * cellBytes + CellLayout.CELL_KEY) == 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return block + (long) low * cellBytes;
    }
}
