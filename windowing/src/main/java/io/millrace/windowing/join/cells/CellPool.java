package io.millrace.windowing.join.cells;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import io.millrace.state.Arena;
import io.millrace.state.StateException;

/**
 * Cells of one size in the arena, handed out and taken back one by one.
 *
 * <pre>
 *   root:  0 first free cell 8 | 8 next cell never used 8 | 16 end of the segment's cells 8 | 24 cells in use 8
 *   free:  0 ref of the next free cell
 * </pre>
 *
 * A cell that was taken back is the next to be handed out; memory stays with the pool. <b>Not thread-safe.</b>
 */
public final class CellPool {
    private static final int ROOT_BYTES = 32;
    private static final int FREE = 0;
    private static final int NEXT = 8;
    private static final int END = 16;
    private static final int IN_USE = 24;

    private final Arena arena;
    private final long root;
    private final long rootAddress;
    private final int cellBytes;

    /**
     * Opens a pool: an empty one, or what a restored arena holds under the id.
     *
     * @param arena where the cells live.
     * @param id stable id, unique in the arena.
     * @param headerBytes what a cell holds beside a record, a multiple of 8, at least 8.
     * @param recordBytes size of the record, a multiple of 8.
     * @throws StateException if a cell does not fit into a segment.
     */
    public CellPool(final Arena arena, final String id, final int headerBytes, final int recordBytes) {
        this.arena = arena;
        cellBytes = headerBytes + recordBytes;
        if (cellBytes > Arena.SEGMENT_BYTES) {
            throw new StateException("'" + id + "': a record of " + recordBytes + " bytes is too large to be buffered,"
                    + " at most " + (Arena.SEGMENT_BYTES - headerBytes) + " fit");
        }
        root = arena.root(id, "cell-pool", cellBytes, ROOT_BYTES);
        rootAddress = arena.address(root);
    }

    /**
     * Hands out a cell, announced to the write barrier.
     *
     * @return its ref; its bytes are whatever lay there.
     * @throws io.millrace.state.StateLimitException if the arena is full; nothing has changed then.
     */
    public long allocate() {
        final long free = getLong(rootAddress + FREE);
        if (free != 0) {
            arena.beforeWrite(root);
            putLong(rootAddress + FREE, arena.getLong(free));
            putLong(rootAddress + IN_USE, getLong(rootAddress + IN_USE) + 1);
            arena.beforeWrite(free);
            return free;
        }
        return takeUnused();
    }

    private long takeUnused() {
        if (getLong(rootAddress + NEXT) == getLong(rootAddress + END)) {
            final long segment = arena.allocateSegment();
            arena.beforeWrite(root);
            putLong(rootAddress + NEXT, segment);
            putLong(rootAddress + END, segment + Arena.SEGMENT_BYTES / cellBytes * cellBytes);
        }
        final long cell = getLong(rootAddress + NEXT);
        arena.beforeWrite(root);
        putLong(rootAddress + NEXT, cell + cellBytes);
        putLong(rootAddress + IN_USE, getLong(rootAddress + IN_USE) + 1);
        arena.beforeWrite(cell);
        return cell;
    }

    /**
     * Takes a cell back.
     *
     * @param cell a ref that {@link #allocate} returned, and that is not used any more.
     */
    public void free(final long cell) {
        arena.beforeWrite(root);
        arena.beforeWrite(cell);
        arena.putLong(cell, getLong(rootAddress + FREE));
        putLong(rootAddress + FREE, cell);
        putLong(rootAddress + IN_USE, getLong(rootAddress + IN_USE) - 1);
    }

    /**
     * How many cells are in use.
     *
     * @return the number of cells.
     */
    public long size() {
        return getLong(rootAddress + IN_USE);
    }
}
