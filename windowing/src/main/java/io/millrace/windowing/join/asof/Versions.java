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
 *  24  ...      left to the join
 * version
 *   0  newer    ref, 0 for the newest
 *   8  older    ref, 0 for the oldest
 *  16  time     ns
 *  24  number   place in the order of arrival, from 1
 *  32  record
 * </pre>
 */
final class Versions {
    static final int KEY_BYTES = 24;

    static final int TIME = 16;
    static final int NUMBER = 24;
    static final int RECORD = 32;

    private static final int OLDEST = 0;
    private static final int NEWEST = 8;
    private static final int NEWEST_TIME = 16;
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
    }

    /** Whether a key has just one version. */
    boolean isSingle(final long key) {
        return arena.getLong(key + OLDEST) == arena.getLong(key + NEWEST);
    }

    /**
     * The newest version at or before a time (before it, if strict), once the watermark is there: older ones are
     * forgotten.
     *
     * @return ref of the version, or 0.
     */
    long latest(final long key, final long timeNs, final boolean strict) {
        forget(key, timeNs - 1, Long.MAX_VALUE);
        final long oldest = arena.getLong(key + OLDEST);
        final long newest = arena.getLong(key + NEWEST);
        if (oldest == newest) {
            final long onlyNs = newestTimeNs(key);
            return oldest != 0 && (onlyNs < timeNs || onlyNs == timeNs && !strict) ? oldest : 0;
        }
        final long address = arena.address(oldest);
        final long oldestNs = getLong(address + TIME);
        if (oldestNs >= timeNs) {
            return oldestNs == timeNs && !strict ? oldest : 0;
        }
        // Times differ from version to version: at most the next one is at the time itself.
        final long newer = strict ? 0 : getLong(address + NEWER);
        return newer != 0 && arena.getLong(newer + TIME) <= timeNs ? newer : oldest;
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
