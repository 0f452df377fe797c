package io.millrace.windowing.session;

import io.millrace.state.Arena;
import io.millrace.state.CellTable;

/**
 * The keys: which are alive, and in what order they came to life. A key without a session stays in the table for a
 * while, because most keys come back soon. When there are more of those than live ones (of the recent past), every new
 * key removes a few.
 */
final class LiveKeys {
    private static final long ALWAYS_KEPT = 1 << 14;
    private static final int STEPS = 4;
    private static final int DECAY_SHIFT = 10;

    private final Arena arena;
    private final CellTable keys;
    private long nextTouch;
    private long alive;
    private long recentlyAlive;
    private long cursor;

    LiveKeys(final Arena arena, final CellTable keys) {
        this.arena = arena;
        this.keys = keys;
    }

    /** Takes note of a live key that a restored arena holds. */
    void restore(final long key) {
        alive++;
        nextTouch = Math.max(nextTouch, arena.getLong(key + SessionCells.KEY_TOUCH) + 1);
    }

    /** A key comes to life; its place is the last one. */
    void cameToLife(final long key) {
        arena.beforeWrite(key);
        arena.putLong(key + SessionCells.KEY_TOUCH, nextTouch++);
        alive++;
    }

    void died() {
        recentlyAlive = Math.max(alive, recentlyAlive - (recentlyAlive >> DECAY_SHIFT));
        alive--;
    }

    /** To be called before a key is added to the table. */
    void addingKey() {
        if (keys.size() > ALWAYS_KEPT && keys.size() > 2 * Math.max(recentlyAlive, alive)) {
            sweep();
        }
    }

    private void sweep() {
        for (int step = 0; step < STEPS; step++) {
            cursor = cursor == 0 ? keys.first() : keys.next(cursor);
            if (cursor != 0 && arena.getLong(cursor + SessionCells.KEY_NEWEST) == 0) {
                keys.removeCell(cursor);
            }
        }
    }
}
