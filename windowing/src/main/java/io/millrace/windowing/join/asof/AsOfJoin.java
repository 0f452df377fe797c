package io.millrace.windowing.join.asof;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import io.millrace.windowing.join.AsOfMode;
import io.millrace.windowing.join.AsOfSpec;
import io.millrace.windowing.join.JoinHandler;
import io.millrace.windowing.join.JoinSetup;
import io.millrace.windowing.join.TimeRelation;
import io.millrace.windowing.join.cells.CellPool;
import io.millrace.windowing.join.cells.JoinKeys;
import io.millrace.windowing.join.cells.KeySweep;
import io.millrace.windowing.join.cells.KeyedJoin;
import io.millrace.windowing.join.cells.RecordBytes;
import io.millrace.windowing.join.cells.TimeQueue;

/**
 * Every left event with one right event of its key, or with none, in one of the {@linkplain AsOfMode modes}.
 *
 * <p>By event time, left events wait until the watermark reaches their time, and leave in the order of (time, arrival);
 * of every key those right events are kept whose time the watermark has not passed, and the newest of the others. A
 * left event at or before the watermark is late. So is a right event; it is kept all the same unless the one retained
 * is newer. By arrival, nothing waits and nothing is late: the right event that arrived last is kept. With corrections
 * both is done; a left event that is late is answered at once then, and handed to {@link JoinHandler#onLateLeft}
 * because no correction will come.
 *
 * <p>Memory is proportional to what is kept and to the number of keys. With a tolerance, a key whose last right event
 * is out of reach is forgotten in time; without one, a key stays for good, or until the arena is full. <b>Not
 * thread-safe.</b>
 */
public final class AsOfJoin extends KeyedJoin {
    private static final int ROOT_BYTES = 16;
    private static final int NUMBERS = 0;
    private static final int LEFT_NUMBERS = 8;

    /** Largest time of a left event that waited or waits, its sign turned over, so that 0 is none. */
    private static final int KEY_LAST_LEFT = Versions.KEY_BYTES;

    private static final int KEY_ARRIVED = Versions.KEY_BYTES + 8;
    private static final int KEY_BYTES = Versions.KEY_BYTES + 8 + Versions.KEY_BYTES;

    private static final int LEFT_KEY = 0;
    private static final int LEFT_NUMBER = 8;
    private static final int LEFT_ORDER = 16;
    private static final int LEFT_RECORD = 24;

    /** How many right events that nobody asks for any more one step gives back at most, of one key. */
    private static final int FORGET_STEP = 8;

    private static final int SWEEP_STEP = 4;

    private final Arena arena;
    private final JoinSetup setup;
    private final AsOfSpec spec;
    private final JoinHandler handler;
    private final long root;
    private final long rootAddress;
    private final CellPool versionPool;
    private final CellPool leftPool;
    private final Versions versions;
    private final TimeQueue waiting;
    private final KeySweep sweep;
    private final Flyweight left;
    private final Flyweight right;
    private final boolean strict;
    private final long toleranceNs;
    private final boolean immediate;
    private final boolean deferred;
    private long nextDueNs;

    /**
     * Creates the join: an empty one, or the one that a restored arena holds under the id.
     *
     * @param setup where its state lives and what it joins.
     * @param spec what it is.
     * @param handler takes what it finds.
     * @throws io.millrace.state.StateException if a record is too large, or the arena was restored with something else
     *     under the id.
     */
    public AsOfJoin(final JoinSetup setup, final AsOfSpec spec, final JoinHandler handler) {
        super(new JoinKeys(setup, setup.id() + "/keys", KEY_BYTES));
        this.arena = setup.arena();
        this.setup = setup;
        this.spec = spec;
        this.handler = handler;
        final long declaration = (spec.mode().ordinal() * 31L + spec.relation().ordinal()) * 31 + spec.toleranceNs();
        root = arena.root(setup.id(), "as-of-join", setup.fingerprint(declaration), ROOT_BYTES);
        rootAddress = arena.address(root);
        versionPool = new CellPool(
                arena,
                setup.id() + "/versions",
                Versions.RECORD,
                setup.rightType().sizeBytes());
        leftPool = new CellPool(
                arena, setup.id() + "/left", LEFT_RECORD, setup.leftType().sizeBytes());
        versions = new Versions(arena, versionPool);
        waiting = new TimeQueue(arena, setup.id() + "/waiting", LEFT_ORDER);
        sweep = new KeySweep(arena, setup.id() + "/sweep", keys.table());
        left = setup.leftType().newFlyweight();
        right = setup.rightType().newFlyweight();
        strict = spec.relation() == TimeRelation.BEFORE;
        toleranceNs = spec.toleranceNs();
        immediate = spec.mode() != AsOfMode.FINAL;
        deferred = spec.mode() != AsOfMode.ARRIVAL;
        nextDueNs = waiting.firstTimeNs();
    }

    @Override
    protected void left(final long timeNs, final Flyweight event, final long watermarkNs) {
        if (isUnrepresentable(timeNs)) {
            handler.onUnrepresentable(event, timeNs);
            return;
        }
        final boolean late = deferred && timeNs <= watermarkNs;
        final boolean waits = deferred && !late;
        final long key = waits ? keyOf(watermarkNs) : keys.find();
        final long arrived = immediate && key != 0 ? arrivedFor(key, timeNs) : 0;
        if (waits) {
            await(key, timeNs, event, arrived == 0 ? 0 : arena.getLong(arrived + Versions.NUMBER), watermarkNs);
        }
        if (immediate) {
            handler.onPair(event, rightAt(arrived), timeNs);
        }
        if (late) {
            handler.onLateLeft(event, timeNs, false);
        }
    }

    private void await(
            final long key, final long timeNs, final Flyweight event, final long number, final long watermarkNs) {
        reserve(1, key, watermarkNs);
        final long cell = leftPool.allocate();
        final long address = arena.address(cell);
        putLong(address + LEFT_KEY, key);
        putLong(address + LEFT_NUMBER, number);
        final long order = getLong(rootAddress + LEFT_NUMBERS) + 1;
        putLong(address + LEFT_ORDER, order);
        RecordBytes.copy(event, address + LEFT_RECORD);
        boolean added = false;
        try {
            waiting.add(timeNs, cell);
            added = true;
        } finally {
            if (!added) {
                leftPool.free(cell);
            }
        }
        arena.beforeWrite(root);
        putLong(rootAddress + LEFT_NUMBERS, order);
        final long last = arena.address(key) + KEY_LAST_LEFT;
        if (timeNs > (getLong(last) ^ Long.MIN_VALUE)) {
            arena.beforeWrite(key);
            putLong(last, timeNs ^ Long.MIN_VALUE);
        }
        nextDueNs = Math.min(nextDueNs, timeNs);
    }

    @Override
    protected void right(final long timeNs, final Flyweight event, final long watermarkNs) {
        if (isUnrepresentable(timeNs)) {
            handler.onUnrepresentable(event, timeNs);
            return;
        }
        final long number = getLong(rootAddress + NUMBERS) + 1;
        final long known = keys.find();
        if (!immediate
                && known != 0
                && timeNs > watermarkNs
                && versions.renew(known, timeNs, number, event, watermarkNs)) {
            arena.beforeWrite(root);
            putLong(rootAddress + NUMBERS, number);
        } else {
            add(timeNs, number, event, watermarkNs);
        }
    }

    private void add(final long timeNs, final long number, final Flyweight event, final long watermarkNs) {
        final long key = keyOf(watermarkNs);
        if (deferred) {
            versions.forget(key, watermarkNs, FORGET_STEP);
        }
        reserve((immediate && versions.isEmpty(key + KEY_ARRIVED) ? 1 : 0) + (deferred ? 1 : 0), key, watermarkNs);
        arena.beforeWrite(root);
        putLong(rootAddress + NUMBERS, number);
        if (immediate) {
            versions.replace(key + KEY_ARRIVED, timeNs, number, event);
        }
        if (deferred) {
            keep(key, timeNs, number, event, watermarkNs);
        }
    }

    private void keep(
            final long key, final long timeNs, final long number, final Flyweight event, final long watermarkNs) {
        if (timeNs <= watermarkNs) {
            // Out of reach for every left event that may still come, whether or not a newer one was forgotten for that.
            final boolean kept = !isBeyondTolerance(timeNs, watermarkNs + 1)
                    && versions.addLate(key, timeNs, number, event, watermarkNs);
            handler.onLateRight(event, timeNs, kept);
        } else {
            versions.add(key, timeNs, number, event);
            if (sweep.isDue(versionPool.size())) {
                sweep(watermarkNs);
            }
        }
    }

    /** The present key; it is added if it is new, and then some others are looked at. */
    private long keyOf(final long watermarkNs) {
        final long found = keys.find();
        if (found != 0) {
            return found;
        }
        if (deferred) {
            sweep(watermarkNs);
        }
        return keys.findOrCreate();
    }

    /** Looks at the next few keys and gives back what nobody asks for any more. */
    private void sweep(final long watermarkNs) {
        for (int step = 0; step < SWEEP_STEP; step++) {
            final long key = sweep.next(versionPool.size(), getLong(rootAddress + NUMBERS));
            if (key != 0) {
                if (!versions.forget(key, watermarkNs, FORGET_STEP)) {
                    sweep.stayAt(key);
                } else if (isOutOfReach(key, watermarkNs)) {
                    remove(key);
                }
            }
        }
    }

    /** Whether no left event that is still to come can be put together with what a key holds. */
    private boolean isOutOfReach(final long key, final long watermarkNs) {
        if (!deferred || (arena.getLong(key + KEY_LAST_LEFT) ^ Long.MIN_VALUE) > watermarkNs) {
            return false;
        }
        if (immediate && !versions.isEmpty(key + KEY_ARRIVED)) {
            return false;
        }
        return versions.isEmpty(key)
                || versions.isSingle(key)
                        && versions.newestTimeNs(key) <= watermarkNs
                        && isBeyondTolerance(versions.newestTimeNs(key), watermarkNs + 1);
    }

    private void remove(final long key) {
        if (!versions.isEmpty(key)) {
            versions.forgetLast(key);
        }
        keys.table().removeCell(key);
    }

    /** For a right time at or before the left one's. */
    private boolean isBeyondTolerance(final long rightNs, final long leftNs) {
        return toleranceNs != Long.MAX_VALUE && Long.compareUnsigned(leftNs - rightNs, toleranceNs) > 0;
    }

    /** The version that arrived last, if it may be put together with a left event of that time; or 0. */
    private long arrivedFor(final long key, final long timeNs) {
        final long arrived = versions.oldest(key + KEY_ARRIVED);
        if (arrived == 0) {
            return 0;
        }
        final long rightNs = arena.getLong(arrived + Versions.TIME);
        final TimeRelation relation = spec.relation();
        if (rightNs > timeNs) {
            return relation == TimeRelation.ANY ? arrived : 0;
        }
        final boolean fits = rightNs < timeNs || relation != TimeRelation.BEFORE;
        return fits && !isBeyondTolerance(rightNs, timeNs) ? arrived : 0;
    }

    private Flyweight rightAt(final long version) {
        if (version == 0) {
            return null;
        }
        right.wrap(arena.buffer(version), arena.offset(version) + Versions.RECORD);
        return right;
    }

    private void reserve(final int count, final long key, final long watermarkNs) {
        if (buffered() > setup.maxBuffered() - count) {
            if (deferred) {
                versions.forget(key, watermarkNs, Long.MAX_VALUE);
            }
            if (buffered() > setup.maxBuffered() - count) {
                throw new StateLimitException(
                        "Join '" + setup.id() + "' has reached its limit of " + setup.maxBuffered()
                                + " buffered records: raise it, by maxBuffered(..), or " + advice(watermarkNs));
            }
        }
    }

    /**
     * Counts the records that are kept, of both sides.
     *
     * @return the number of records.
     */
    public long buffered() {
        return versionPool.size() + leftPool.size();
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        while (nextDueNs <= watermarkNs && nextDueNs != Long.MAX_VALUE) {
            final long timeNs = nextDueNs;
            final long cell = waiting.removeFirst();
            nextDueNs = waiting.firstTimeNs();
            answer(cell, timeNs);
        }
    }

    private void answer(final long cell, final long timeNs) {
        final long address = arena.address(cell);
        final long key = getLong(address + LEFT_KEY);
        final long number = getLong(address + LEFT_NUMBER);
        long version = versions.latest(key, strict ? timeNs - 1 : timeNs);
        if (version != 0 && isBeyondTolerance(arena.getLong(version + Versions.TIME), timeNs)) {
            version = 0;
        }
        left.wrap(arena.buffer(cell), arena.offset(cell) + LEFT_RECORD);
        try {
            if (!immediate) {
                handler.onPair(left, rightAt(version), timeNs);
            } else if (number != (version == 0 ? 0 : arena.getLong(version + Versions.NUMBER))) {
                handler.onCorrection(left, rightAt(version), timeNs);
            }
        } finally {
            leftPool.free(cell);
        }
    }

    @Override
    public long nextDueNs() {
        return nextDueNs;
    }

    @Override
    public long countOpen() {
        return waiting.size();
    }
}
