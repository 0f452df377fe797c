package io.millrace.windowing.join.cells;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;

/**
 * Records of one side of a join by key, each key's in the order of (time, arrival).
 *
 * <pre>
 * in the value of a key
 *   0  oldest   ref, 0 if there is none
 *   8  newest   ref
 * cell
 *   0  newer    ref, 0 for the newest
 *   8  older    ref, 0 for the oldest
 *  16  time     ns
 *  24  tag      whatever the join marks it with
 *  32  record
 * </pre>
 *
 * A record goes in from the newest end, where it nearly always belongs; a place in time is looked for from both ends at
 * once. <b>Not thread-safe.</b>
 */
public final class SortedRecords {
    /** What a key holds of one side, in bytes. */
    public static final int KEY_BYTES = 16;

    private static final int OLDEST = 0;
    private static final int NEWEST = 8;
    private static final int NEWER = 0;
    private static final int OLDER = 8;
    private static final int TIME = 16;
    private static final int TAG = 24;
    private static final int RECORD = 32;

    private final Arena arena;
    private final CellPool pool;
    private final int side;
    private final Flyweight view;

    /**
     * Opens the records of one side.
     *
     * @param arena where they live.
     * @param id stable id of their cells.
     * @param type their type.
     * @param side where in the value of a key this side's part is, in bytes.
     */
    public SortedRecords(final Arena arena, final String id, final RecordType<?, ?> type, final int side) {
        this.arena = arena;
        this.side = side;
        pool = new CellPool(arena, id, RECORD, type.sizeBytes());
        view = type.newFlyweight();
    }

    /**
     * How many records there are, of all keys.
     *
     * @return the number of records.
     */
    public long size() {
        return pool.size();
    }

    /**
     * The oldest record of a key.
     *
     * @param key ref of the key's value.
     * @return its ref, or 0.
     */
    public long oldest(final long key) {
        return arena.getLong(key + side + OLDEST);
    }

    /**
     * The newest record of a key.
     *
     * @param key ref of the key's value.
     * @return its ref, or 0.
     */
    public long newest(final long key) {
        return arena.getLong(key + side + NEWEST);
    }

    /**
     * The record that follows.
     *
     * @param cell ref of a record.
     * @return ref of the next newer one of its key, or 0.
     */
    public long newer(final long cell) {
        return arena.getLong(cell + NEWER);
    }

    /**
     * Time of a record.
     *
     * @param cell its ref.
     * @return nanoseconds since the epoch.
     */
    public long timeNs(final long cell) {
        return arena.getLong(cell + TIME);
    }

    /**
     * What a record is marked with.
     *
     * @param cell its ref.
     * @return the tag.
     */
    public long tag(final long cell) {
        return arena.getLong(cell + TAG);
    }

    /**
     * Marks a record.
     *
     * @param cell its ref.
     * @param tag the tag.
     */
    public void tag(final long cell, final long tag) {
        arena.beforeWrite(cell);
        arena.putLong(cell + TAG, tag);
    }

    /**
     * A view of a record, to be read only.
     *
     * @param cell its ref.
     * @return the view, the same for every record of this side.
     */
    public Flyweight record(final long cell) {
        view.wrap(arena.buffer(cell), arena.offset(cell) + RECORD);
        return view;
    }

    /**
     * Adds a record behind those of its time.
     *
     * @param key ref of the key's value.
     * @param timeNs its time.
     * @param tag what to mark it with.
     * @param event the record; copied.
     * @return ref of the copy.
     * @throws io.millrace.state.StateLimitException if the arena is full; nothing has changed then.
     */
    public long add(final long key, final long timeNs, final long tag, final Flyweight event) {
        final long cell = pool.allocate();
        long older = newest(key);
        long newer = 0;
        while (older != 0 && timeNs(older) > timeNs) {
            newer = older;
            older = arena.getLong(older + OLDER);
        }
        final long address = arena.address(cell);
        putLong(address + NEWER, newer);
        putLong(address + OLDER, older);
        putLong(address + TIME, timeNs);
        putLong(address + TAG, tag);
        RecordBytes.copy(event, address + RECORD);
        link(older == 0 ? key + side + OLDEST : older + NEWER, cell);
        link(newer == 0 ? key + side + NEWEST : newer + OLDER, cell);
        return cell;
    }

    private void link(final long place, final long cell) {
        arena.beforeWrite(place);
        arena.putLong(place, cell);
    }

    /**
     * The oldest record of a key at or after a time.
     *
     * @param key ref of the key's value.
     * @param timeNs the time.
     * @return its ref, or 0.
     */
    public long firstFrom(final long key, final long timeNs) {
        long fromOldest = oldest(key);
        long fromNewest = newest(key);
        if (fromOldest == 0 || timeNs(fromNewest) < timeNs) {
            return 0;
        }
        // The newest lies behind the place looked for, and stays there.
        while (timeNs(fromOldest) < timeNs) {
            final long older = arena.getLong(fromNewest + OLDER);
            if (timeNs(older) < timeNs) {
                return fromNewest;
            }
            fromNewest = older;
            fromOldest = newer(fromOldest);
        }
        return fromOldest;
    }

    /**
     * Removes the oldest record of a key; there is one.
     *
     * @param key ref of the key's value.
     */
    public void removeOldest(final long key) {
        final long oldest = oldest(key);
        final long newer = getLong(arena.address(oldest) + NEWER);
        pool.free(oldest);
        link(key + side + OLDEST, newer);
        link(newer == 0 ? key + side + NEWEST : newer + OLDER, 0);
    }

    /**
     * Removes the records of a key before a time.
     *
     * @param key ref of the key's value.
     * @param timeNs the time; what is at it stays.
     */
    public void removeBefore(final long key, final long timeNs) {
        for (long cell = oldest(key); cell != 0 && timeNs(cell) < timeNs; cell = oldest(key)) {
            removeOldest(key);
        }
    }
}
