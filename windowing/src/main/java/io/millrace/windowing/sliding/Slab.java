package io.millrace.windowing.sliding;

import io.millrace.state.Arena;
import io.millrace.state.StateException;

/**
 * Cells of one size that come and go one by one.
 *
 * <pre>
 *   segment:  0 ref of the segment taken before | cells ...
 *   root:     0 last segment | 8 next cell never used | 16 first free cell | 24 last free cell
 *   free:     0 ref of the next free cell
 * </pre>
 *
 * The cell that has been free for longest is taken first: cells that die together in some order come back in that
 * order, so that neighbours stay neighbours.
 */
final class Slab {
    private static final int LAST_SEGMENT = 0;
    private static final int NEXT_UNUSED = 8;
    private static final int FIRST_FREE = 16;
    private static final int LAST_FREE = 24;
    private static final int ROOT_BYTES = 32;
    private static final int LINK_BYTES = Long.BYTES;

    private final Arena arena;
    private final long root;
    private final int cellBytes;

    Slab(final Arena arena, final String id, final int cellBytes) {
        if (!fits(cellBytes)) {
            throw new StateException("'" + id + "': an accumulator of " + cellBytes + " bytes is too large");
        }
        this.arena = arena;
        this.cellBytes = cellBytes;
        root = arena.root(id, "slab", cellBytes, ROOT_BYTES);
    }

    /** Whether cells of a size fit into a segment. */
    static boolean fits(final int cellBytes) {
        return cellBytes <= Arena.SEGMENT_BYTES - LINK_BYTES;
    }

    /** A cell with whatever bytes were in it. */
    long allocate() {
        final long free = arena.getLong(root + FIRST_FREE);
        arena.beforeWrite(root);
        if (free != 0) {
            final long next = arena.getLong(free);
            arena.putLong(root + FIRST_FREE, next);
            arena.beforeWrite(free);
            return free;
        }
        long cell = arena.getLong(root + NEXT_UNUSED);
        if (cell == 0 || (cell & Arena.SEGMENT_BYTES - 1) + cellBytes > Arena.SEGMENT_BYTES) {
            cell = newSegment() + LINK_BYTES;
        }
        // At the end of a segment this is a ref into the next one, or too near to the end: then a segment is taken.
        final long unused = cell + cellBytes;
        arena.putLong(root + NEXT_UNUSED, (unused & Arena.SEGMENT_BYTES - 1) == 0 ? 0 : unused);
        arena.beforeWrite(cell);
        return cell;
    }

    private long newSegment() {
        final long segment = arena.allocateSegment();
        arena.putLong(segment, arena.getLong(root + LAST_SEGMENT));
        arena.putLong(root + LAST_SEGMENT, segment);
        return segment;
    }

    void free(final long cell) {
        arena.beforeWrite(root);
        arena.beforeWrite(cell);
        arena.putLong(cell, 0);
        if (arena.getLong(root + FIRST_FREE) == 0) {
            arena.putLong(root + FIRST_FREE, cell);
        } else {
            final long last = arena.getLong(root + LAST_FREE);
            arena.beforeWrite(last);
            arena.putLong(last, cell);
        }
        arena.putLong(root + LAST_FREE, cell);
    }

    /** Gives back all memory; there are no cells any more. */
    void clear() {
        long segment = arena.getLong(root + LAST_SEGMENT);
        while (segment != 0) {
            final long before = arena.getLong(segment);
            arena.freeSegment(segment);
            segment = before;
        }
        arena.beforeWrite(root);
        for (int field = 0; field < ROOT_BYTES; field += Long.BYTES) {
            arena.putLong(root + field, 0);
        }
    }
}
