package io.millrace.windowing.join.asof;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.windowing.join.cells.CellPool;
import io.millrace.windowing.join.cells.RecordBytes;

/**
 * Right events by key, in the order of their times, no two of the same time: the one that arrived last takes the place
 * of those before.
 *
 * <pre>
 * value of a key
 *   0  oldest   ref of a version, 0 if there is none
 *   8  newest   ref
 *  16  time     of the newest, ns: most questions are answered without a look at a version
 *  24  count    of versions
 *  32  ...      left to the join
 * version
 *   0  newer    ref, 0 for the newest
 *   8  older    ref, 0 for the oldest
 *  16  time     ns
 *  24  number   place in the order of arrival, from 1
 *  32  record
 * </pre>
 */
final class Versions {
    static final int KEY_BYTES = 32;

    static final int TIME = 16;
    static final int NUMBER = 24;
    static final int RECORD = 32;

    /** How many versions that nobody asks for any more one answer gives back at most. */
    private static final int FORGET_STEP = 8;

    private static final int OLDEST = 0;
    private static final int NEWEST = 8;
    private static final int NEWEST_TIME = 16;
    private static final int COUNT = 24;
    private static final int NEWER = 0;
    private static final int OLDER = 8;

    private final Arena arena;
    private final CellPool pool;

    Versions(final Arena arena, final CellPool pool) {
        this.arena = arena;
        this.pool = pool;
    }

    boolean isEmpty(final long key) {
        return arena.getLong(key + OLDEST) == 0;
    }

    /** Time of the newest version; there is one. */
    long newestTimeNs(final long key) {
        return arena.getLong(key + NEWEST_TIME);
    }

    /** Adds a version that is not late. */
    void add(final long key, final long timeNs, final long number, final Flyweight event) {
        long older = arena.getLong(key + NEWEST);
        long newer = 0;
        if (older == 0 || newestTimeNs(key) < timeNs) {
            insert(key, older, 0, timeNs, number, event);
            return;
        }
        while (older != 0 && arena.getLong(older + TIME) > timeNs) {
            newer = older;
            older = arena.getLong(older + OLDER);
        }
        if (older != 0 && arena.getLong(older + TIME) == timeNs) {
            arena.beforeWrite(older);
            write(older, timeNs, number, event);
        } else {
            insert(key, older, newer, timeNs, number, event);
        }
    }

    /**
     * Adds a version that is not late where the watermark has passed both of two others: nobody asks for the older one
     * any more, and it becomes the new one. This is how a key goes on that has an event now and then.
     *
     * @return false if it is not so; nothing has changed then.
     */
    boolean renew(final long key, final long timeNs, final long number, final Flyweight event, final long watermarkNs) {
        final long address = arena.address(key);
        final long newest = getLong(address + NEWEST);
        final long oldest = getLong(address + OLDEST);
        if (getLong(address + NEWEST_TIME) > watermarkNs || getLong(address + COUNT) != 2) {
            return false;
        }
        arena.beforeWrite(key);
        putLong(address + OLDEST, newest);
        putLong(address + NEWEST, oldest);
        putLong(address + NEWEST_TIME, timeNs);
        arena.beforeWrite(newest);
        link(newest, oldest, 0);
        arena.beforeWrite(oldest);
        link(oldest, 0, newest);
        write(oldest, timeNs, number, event);
        return true;
    }

    private void insert(
            final long key,
            final long older,
            final long newer,
            final long timeNs,
            final long number,
            final Flyweight event) {
        final long version = pool.allocate();
        write(version, timeNs, number, event);
        link(version, newer, older);
        arena.beforeWrite(key);
        arena.putLong(key + COUNT, arena.getLong(key + COUNT) + 1);
        if (older == 0) {
            arena.putLong(key + OLDEST, version);
        } else {
            arena.beforeWrite(older);
            arena.putLong(older + NEWER, version);
        }
        if (newer == 0) {
            arena.putLong(key + NEWEST, version);
            arena.putLong(key + NEWEST_TIME, timeNs);
        } else {
            arena.beforeWrite(newer);
            arena.putLong(newer + OLDER, version);
        }
    }

    private void link(final long version, final long newer, final long older) {
        final long address = arena.address(version);
        putLong(address + NEWER, newer);
        putLong(address + OLDER, older);
    }

    private void write(final long version, final long timeNs, final long number, final Flyweight event) {
        final long address = arena.address(version);
        putLong(address + TIME, timeNs);
        putLong(address + NUMBER, number);
        RecordBytes.copy(event, address + RECORD);
    }

    /**
     * Adds a version that is late, if it is newer than the one retained, whose place it then takes. Only the newest one
     * at or before the watermark is asked for any more.
     *
     * @return false if it was not added.
     */
    boolean addLate(
            final long key, final long timeNs, final long number, final Flyweight event, final long watermarkNs) {
        forget(key, watermarkNs, Long.MAX_VALUE);
        final long oldest = arena.getLong(key + OLDEST);
        if (oldest == 0 || arena.getLong(oldest + TIME) > watermarkNs) {
            insert(key, 0, oldest, timeNs, number, event);
            return true;
        }
        if (arena.getLong(oldest + TIME) > timeNs) {
            return false;
        }
        arena.beforeWrite(oldest);
        write(oldest, timeNs, number, event);
        if (isSingle(key)) {
            arena.beforeWrite(key);
            arena.putLong(key + NEWEST_TIME, timeNs);
        }
        return true;
    }

    /**
     * Forgets versions that nobody asks for any more: those older than the newest one at or before a time.
     *
     * @param most how many to forget at most.
     * @return false if as many were forgotten: there may be more.
     */
    boolean forget(final long key, final long timeNs, final long most) {
        final long oldest = arena.getLong(key + OLDEST);
        final long newest = arena.getLong(key + NEWEST);
        if (oldest == newest) {
            return true;
        }
        final boolean all = newestTimeNs(key) <= timeNs;
        long kept = oldest;
        long newer = arena.getLong(kept + NEWER);
        long left = most;
        while (newer != 0 && left > 0 && (all || arena.getLong(newer + TIME) <= timeNs)) {
            left--;
            pool.free(kept);
            kept = newer;
            newer = kept == newest ? 0 : arena.getLong(kept + NEWER);
        }
        if (kept != oldest) {
            arena.beforeWrite(key);
            arena.putLong(key + OLDEST, kept);
            arena.putLong(key + COUNT, arena.getLong(key + COUNT) - (most - left));
            arena.beforeWrite(kept);
            arena.putLong(kept + OLDER, 0);
        }
        return left > 0;
    }

    /** Forgets the only version of a key. */
    void forgetLast(final long key) {
        pool.free(arena.getLong(key + OLDEST));
        arena.beforeWrite(key);
        arena.putLong(key + OLDEST, 0);
        arena.putLong(key + NEWEST, 0);
        arena.putLong(key + COUNT, 0);
    }

    /** Whether a key has just one version. */
    boolean isSingle(final long key) {
        return arena.getLong(key + OLDEST) == arena.getLong(key + NEWEST);
    }

    /**
     * The newest version at or before a time, once the watermark is there.
     *
     * @return ref of the version, or 0.
     */
    long latest(final long key, final long timeNs) {
        final long address = arena.address(key);
        final long newest = getLong(address + NEWEST);
        if (getLong(address + NEWEST_TIME) > timeNs) {
            return latestOfOlder(getLong(address + OLDEST), newest, key, timeNs);
        }
        // A second one stays: it is what the next event of the key renews.
        if (getLong(address + COUNT) > 2) {
            forget(key, timeNs, FORGET_STEP);
        }
        return newest;
    }

    private long latestOfOlder(final long oldest, final long newest, final long key, final long timeNs) {
        if (oldest == newest) {
            return 0;
        }
        forget(key, timeNs, Long.MAX_VALUE);
        final long kept = arena.getLong(key + OLDEST);
        return arena.getLong(kept + TIME) <= timeNs ? kept : 0;
    }

    /** The newest version at or before a time, of those that are there; 0 if there is none. */
    long latestKnown(final long key, final long timeNs) {
        long version = arena.getLong(key + NEWEST);
        while (version != 0 && arena.getLong(version + TIME) > timeNs) {
            version = arena.getLong(version + OLDER);
        }
        return version;
    }

    /** Makes the one version of a key what it is now, whatever was before. */
    void replace(final long key, final long timeNs, final long number, final Flyweight event) {
        final long only = arena.getLong(key + OLDEST);
        if (only == 0) {
            insert(key, 0, 0, timeNs, number, event);
        } else {
            arena.beforeWrite(only);
            write(only, timeNs, number, event);
            arena.beforeWrite(key);
            arena.putLong(key + NEWEST_TIME, timeNs);
        }
    }

    /** The oldest version of a key: the only one where they are {@linkplain #replace replaced}; or 0. */
    long oldest(final long key) {
        return arena.getLong(key + OLDEST);
    }
}
