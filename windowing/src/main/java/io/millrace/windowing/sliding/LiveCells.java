package io.millrace.windowing.sliding;

import io.millrace.state.Arena;

/**
 * What is known of a key over the closed panes that are kept: one cell per key that is in one of them.
 *
 * <pre>
 *   0  key              ref of the key
 *   8  place            in the list of live keys
 *  16  cells            number of cells that the key has in closed panes that are kept; 0: the key is in none any more,
 *                       and nothing refers to this cell but the list
 *  24  newest cell      ref of the newest one
 *  32  newest pane      its number
 *  40  newest total     ref of what the key has in the newest block that is complete
 *  48  newest block     number of that block
 *  56  validity         per part: what it is good for; what that is, the parts decide
 *      parts            accumulators, or refs of them if they do not fit into one cell with the rest
 * </pre>
 */
final class LiveCells {
    static final int KEY = 0;
    static final int PLACE = 8;
    static final int CELLS = 16;
    static final int NEWEST_CELL = 24;
    static final int NEWEST_PANE = 32;
    static final int NEWEST_TOTAL = 40;
    static final int NEWEST_BLOCK = 48;
    private static final int VALIDITY = 56;

    /** The validity of a part that holds nothing. No pane and no block with a time in it has this number. */
    static final long NOTHING = Long.MAX_VALUE;

    private final Arena arena;
    private final int parts;
    private final int partsOffset;
    private final int partBytes;
    private final boolean inside;
    private final Slab cells;
    private final Slab outside;

    LiveCells(final Arena arena, final String id, final int parts, final int partBytes) {
        this.arena = arena;
        this.parts = parts;
        this.partBytes = partBytes;
        partsOffset = VALIDITY + parts * Long.BYTES;
        inside = Slab.fits(partsOffset + parts * partBytes);
        cells = new Slab(arena, id, partsOffset + parts * (inside ? partBytes : Long.BYTES));
        outside = inside ? null : new Slab(arena, id + "/parts", partBytes);
    }

    /** A cell for a key, in no pane and with nothing in its parts. */
    long allocate(final long key, final long place) {
        final long live = cells.allocate();
        if (!inside) {
            allocateParts(live);
        }
        arena.putLong(live + KEY, key);
        arena.putLong(live + PLACE, place);
        arena.putLong(live + CELLS, 0);
        arena.putLong(live + NEWEST_CELL, 0);
        arena.putLong(live + NEWEST_TOTAL, 0);
        for (int part = 0; part < parts; part++) {
            arena.putLong(live + VALIDITY + part * Long.BYTES, NOTHING);
        }
        return live;
    }

    private void allocateParts(final long live) {
        for (int part = 0; part < parts; part++) {
            arena.putLong(live + partsOffset + part * Long.BYTES, 0);
        }
        boolean complete = false;
        try {
            for (int part = 0; part < parts; part++) {
                arena.putLong(live + partsOffset + part * Long.BYTES, outside.allocate());
            }
            complete = true;
        } finally {
            if (!complete) {
                free(live);
            }
        }
    }

    void free(final long live) {
        if (!inside) {
            for (int part = 0; part < parts; part++) {
                final long ref = arena.getLong(live + partsOffset + part * Long.BYTES);
                if (ref != 0) {
                    outside.free(ref);
                }
            }
        }
        cells.free(live);
    }

    /** Gives back all memory; no key is in a closed pane any more. */
    void clear() {
        cells.clear();
        if (!inside) {
            outside.clear();
        }
    }

    boolean isInNoPane(final long live) {
        return arena.getLong(live + CELLS) == 0;
    }

    /** Ref of the accumulator of a part. */
    long part(final long live, final int part) {
        return inside ? live + partsOffset + part * partBytes : arena.getLong(live + partsOffset + part * Long.BYTES);
    }

    long validity(final long live, final int part) {
        return arena.getLong(live + VALIDITY + part * Long.BYTES);
    }

    void setValidity(final long live, final int part, final long validity) {
        arena.beforeWrite(live);
        arena.putLong(live + VALIDITY + part * Long.BYTES, validity);
    }
}
