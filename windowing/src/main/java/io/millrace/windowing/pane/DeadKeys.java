package io.millrace.windowing.pane;

import io.millrace.state.CellTable;

/**
 * Keys without an open pane stay in the table for a while, because most of them come back soon. When there are more of
 * them than live ones (of the recent past), every new key removes a few.
 *
 * <p><b>Not thread-safe.</b>
 */
public final class DeadKeys {
    private static final long ALWAYS_KEPT = 1 << 14;
    private static final int STEPS = 4;
    private static final int DECAY_SHIFT = 4;

    private final CellTable keys;
    private final PaneCells cells;
    private long recentlyAlive;
    private long cursor;

    DeadKeys(final CellTable keys, final PaneCells cells) {
        this.keys = keys;
        this.cells = cells;
    }

    /** To be called before a pane is closed: that is when most keys are alive. */
    public void paneClosing() {
        recentlyAlive = Math.max(cells.aliveKeys(), recentlyAlive - (recentlyAlive >> DECAY_SHIFT));
    }

    /** To be called before a key is added to the table. */
    void addingKey() {
        if (keys.size() > ALWAYS_KEPT && keys.size() > 2 * Math.max(recentlyAlive, cells.aliveKeys())) {
            sweep();
        }
    }

    private void sweep() {
        for (int step = 0; step < STEPS; step++) {
            cursor = cursor == 0 ? keys.first() : keys.next(cursor);
            if (cursor != 0 && !cells.isAlive(cursor)) {
                keys.removeCell(cursor);
            }
        }
    }
}
