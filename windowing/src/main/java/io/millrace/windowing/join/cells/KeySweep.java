package io.millrace.windowing.join.cells;

import io.millrace.state.Arena;
import io.millrace.state.CellTable;

/**
 * Goes round and round the keys of a join, a few at a time, so that keys which no event comes for give back what they
 * hold. It rests while no more is buffered than twice what outlived the last round.
 *
 * <pre>
 *   root:  0 key to look at next 8 | 8 buffered records above which it goes on 8 |
 *          16 records added before the round began 8
 * </pre>
 *
 * <b>Not thread-safe.</b>
 */
public final class KeySweep {
    private static final int ROOT_BYTES = 24;
    private static final int CURSOR = 0;
    private static final int ABOVE = 8;
    private static final int ADDED_BEFORE = 16;
    private static final long SPARE = 1_024;

    private final Arena arena;
    private final CellTable keys;
    private final long root;

    /**
     * Opens the sweep: at its start, or where a restored arena says.
     *
     * @param arena where its place is kept.
     * @param id stable id of that.
     * @param keys the keys.
     */
    public KeySweep(final Arena arena, final String id, final CellTable keys) {
        this.arena = arena;
        this.keys = keys;
        root = arena.root(id, "key-sweep", 0, ROOT_BYTES);
    }

    /**
     * Whether so much is buffered that keys should be looked at.
     *
     * @param buffered the number of records buffered.
     * @return true if so.
     */
    public boolean isDue(final long buffered) {
        return buffered > arena.getLong(root + ABOVE) + SPARE;
    }

    /**
     * Goes to the next key, which may then be removed.
     *
     * @param buffered the number of records buffered.
     * @param added the number of records ever added.
     * @return the key, or 0 at the end of a round.
     */
    public long next(final long buffered, final long added) {
        final long key = arena.getLong(root + CURSOR);
        arena.beforeWrite(root);
        if (key == 0) {
            // What was added meanwhile may be of no use by now: counted in, it would put off the next round for ever.
            final long outlived = buffered - (added - arena.getLong(root + ADDED_BEFORE));
            arena.putLong(root + ABOVE, 2 * Math.max(0, outlived));
            arena.putLong(root + ADDED_BEFORE, added);
            arena.putLong(root + CURSOR, keys.first());
        } else {
            arena.putLong(root + CURSOR, keys.next(key));
        }
        return key;
    }

    /**
     * Comes to a key again, before any other: not all that it can give back was given back.
     *
     * @param key the key; not removed.
     */
    public void stayAt(final long key) {
        arena.beforeWrite(root);
        arena.putLong(root + CURSOR, key);
    }
}
