package io.millrace.windowing.join.interval;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import io.millrace.state.TimerQueue;
import io.millrace.windowing.join.IntervalSpec;
import io.millrace.windowing.join.JoinHandler;
import io.millrace.windowing.join.JoinKind;
import io.millrace.windowing.join.JoinSetup;
import io.millrace.windowing.join.cells.JoinKeys;
import io.millrace.windowing.join.cells.KeySweep;
import io.millrace.windowing.join.cells.KeyedJoin;
import io.millrace.windowing.join.cells.SaturatingTime;
import io.millrace.windowing.join.cells.SortedRecords;

/**
 * Every pair of a left and a right event of one key whose times lie within bounds of each other. A pair comes when the
 * later of the two arrives, with the larger of their times; pairs of one event are in the order of (time, arrival) of
 * the others. An event that stays without a partner comes, where that is asked for, when the watermark is at the last
 * time that a partner might have had; its result has that time, or its own if that is larger.
 *
 * <p>An event at or before the watermark is late: it is handed out, and joined with nothing. An event is buffered for
 * as long as a partner may still come. <b>Not thread-safe.</b>
 */
public final class IntervalJoin extends KeyedJoin {
    private static final int LEFT_SIDE = 0;
    private static final int RIGHT_SIDE = SortedRecords.KEY_BYTES;
    private static final int KEY_BYTES = 2 * SortedRecords.KEY_BYTES;

    private static final long SINGLE = 0;
    private static final long PAIRED = 1;

    /** How many records one step gives back at most, of one key. */
    private static final int FORGET_STEP = 8;

    private static final int SWEEP_STEP = 4;

    private final JoinSetup setup;
    private final IntervalSpec spec;
    private final JoinHandler handler;

    /** The number of records ever buffered. */
    private final long root;

    private final SortedRecords lefts;
    private final SortedRecords rights;
    private final TimerQueue singles;
    private final KeySweep sweep;
    private final boolean leftSingles;
    private final boolean rightSingles;
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
    public IntervalJoin(final JoinSetup setup, final IntervalSpec spec, final JoinHandler handler) {
        super(new JoinKeys(setup, setup.id() + "/keys", KEY_BYTES));
        this.setup = setup;
        this.spec = spec;
        this.handler = handler;
        final Arena arena = setup.arena();
        final String id = setup.id();
        final long declaration = (spec.kind().ordinal() * 31L + spec.lowerNs()) * 31 + spec.upperNs();
        root = arena.root(id, "interval-join", setup.fingerprint(declaration), Long.BYTES);
        lefts = new SortedRecords(arena, id + "/left", setup.leftType(), LEFT_SIDE);
        rights = new SortedRecords(arena, id + "/right", setup.rightType(), RIGHT_SIDE);
        singles = new TimerQueue(arena, id + "/singles", Integer.MAX_VALUE);
        sweep = new KeySweep(arena, id + "/sweep", keys.table());
        leftSingles = spec.kind() != JoinKind.INNER;
        rightSingles = spec.kind() == JoinKind.FULL;
        nextDueNs = singles.peekDeadlineNs();
    }

    @Override
    protected void left(final long timeNs, final Flyweight event, final long watermarkNs) {
        if (isUnrepresentable(timeNs)) {
            handler.onUnrepresentable(event, timeNs);
        } else if (timeNs <= watermarkNs) {
            handler.onLateLeft(event, timeNs, false);
        } else {
            joinLeft(timeNs, event, watermarkNs);
        }
    }

    private void joinLeft(final long timeNs, final Flyweight event, final long watermarkNs) {
        final long lastNs = lastForLeft(timeNs);
        final boolean stays = lastNs > watermarkNs;
        final long key = keyFor(stays, watermarkNs);
        long tag = SINGLE;
        if (key != 0) {
            final long untilNs = SaturatingTime.plus(timeNs, spec.upperNs());
            long right = rights.firstFrom(key, SaturatingTime.plus(timeNs, spec.lowerNs()));
            tag = right != 0 && rights.timeNs(right) <= untilNs ? PAIRED : SINGLE;
            if (stays) {
                addLeft(key, timeNs, tag, event, lastNs);
            }
            while (right != 0 && rights.timeNs(right) <= untilNs) {
                final long rightNs = rights.timeNs(right);
                if (rightSingles && rights.tag(right) == SINGLE) {
                    rights.tag(right, PAIRED);
                }
                handler.onPair(event, rights.record(right), Math.max(timeNs, rightNs));
                right = rights.newer(right);
            }
        }
        if (!stays && leftSingles && tag == SINGLE) {
            handler.onPair(event, null, timeNs);
        }
    }

    private void addLeft(final long key, final long timeNs, final long tag, final Flyweight event, final long lastNs) {
        final long cell = lefts.add(key, timeNs, tag, event);
        countAdded();
        if (leftSingles && tag == SINGLE) {
            singles.add(lastNs, LEFT_SIDE, cell);
            nextDueNs = Math.min(nextDueNs, lastNs);
        }
    }

    @Override
    protected void right(final long timeNs, final Flyweight event, final long watermarkNs) {
        if (isUnrepresentable(timeNs)) {
            handler.onUnrepresentable(event, timeNs);
        } else if (timeNs <= watermarkNs) {
            handler.onLateRight(event, timeNs, false);
        } else {
            joinRight(timeNs, event, watermarkNs);
        }
    }

    private void joinRight(final long timeNs, final Flyweight event, final long watermarkNs) {
        final long lastNs = lastForRight(timeNs);
        final boolean stays = lastNs > watermarkNs;
        final long key = keyFor(stays, watermarkNs);
        long tag = SINGLE;
        if (key != 0) {
            final long untilNs = SaturatingTime.minus(timeNs, spec.lowerNs());
            long left = lefts.firstFrom(key, SaturatingTime.minus(timeNs, spec.upperNs()));
            tag = left != 0 && lefts.timeNs(left) <= untilNs ? PAIRED : SINGLE;
            if (stays) {
                addRight(key, timeNs, tag, event, lastNs);
            }
            while (left != 0 && lefts.timeNs(left) <= untilNs) {
                final long leftNs = lefts.timeNs(left);
                if (leftSingles && lefts.tag(left) == SINGLE) {
                    lefts.tag(left, PAIRED);
                }
                handler.onPair(lefts.record(left), event, Math.max(timeNs, leftNs));
                left = lefts.newer(left);
            }
        }
        if (!stays && rightSingles && tag == SINGLE) {
            handler.onPair(null, event, timeNs);
        }
    }

    private void addRight(final long key, final long timeNs, final long tag, final Flyweight event, final long lastNs) {
        final long cell = rights.add(key, timeNs, tag, event);
        countAdded();
        if (rightSingles && tag == SINGLE) {
            singles.add(lastNs, RIGHT_SIDE, cell);
            nextDueNs = Math.min(nextDueNs, lastNs);
        }
    }

    private void countAdded() {
        setup.arena().beforeWrite(root);
        setup.arena().putLong(root, setup.arena().getLong(root) + 1);
    }

    /** The last time that a partner of a left event may have: when the watermark is there, none will come. */
    private long lastForLeft(final long timeNs) {
        return Math.min(SaturatingTime.plus(timeNs, spec.upperNs()), Long.MAX_VALUE - 1);
    }

    /** The last time that a partner of a right event may have. */
    private long lastForRight(final long timeNs) {
        return Math.min(SaturatingTime.minus(timeNs, spec.lowerNs()), Long.MAX_VALUE - 1);
    }

    /**
     * The present key, without what is out of reach; 0 if it is new and nothing is to stay. There is room for a record
     * that is to stay.
     */
    private long keyFor(final boolean stays, final long watermarkNs) {
        if (sweep.isDue(buffered())) {
            sweep(watermarkNs);
        }
        long key = keys.find();
        if (key == 0 && stays) {
            sweep(watermarkNs);
            key = keys.findOrCreate();
        }
        if (key != 0) {
            forget(key, watermarkNs, FORGET_STEP);
            if (stays && buffered() >= setup.maxBuffered()) {
                forget(key, watermarkNs, Long.MAX_VALUE);
                requireRoom(watermarkNs);
            }
        }
        return key;
    }

    private void requireRoom(final long watermarkNs) {
        if (buffered() >= setup.maxBuffered()) {
            throw new StateLimitException("Join '" + setup.id() + "' has reached its limit of " + setup.maxBuffered()
                    + " buffered records: raise it, by maxBuffered(..), narrow the interval, or "
                    + advice(watermarkNs));
        }
    }

    /** Gives back records of a key that no partner can come for any more; false if there are more of them. */
    private boolean forget(final long key, final long watermarkNs, final long most) {
        long left = most;
        for (long cell = lefts.oldest(key);
                cell != 0 && left > 0 && lastForLeft(lefts.timeNs(cell)) <= watermarkNs;
                cell = lefts.oldest(key)) {
            lefts.removeOldest(key);
            left--;
        }
        for (long cell = rights.oldest(key);
                cell != 0 && left > 0 && lastForRight(rights.timeNs(cell)) <= watermarkNs;
                cell = rights.oldest(key)) {
            rights.removeOldest(key);
            left--;
        }
        return left > 0;
    }

    private void sweep(final long watermarkNs) {
        for (int step = 0; step < SWEEP_STEP; step++) {
            final long key = sweep.next(buffered(), setup.arena().getLong(root));
            if (key != 0) {
                if (!forget(key, watermarkNs, FORGET_STEP)) {
                    sweep.stayAt(key);
                } else if (lefts.oldest(key) == 0 && rights.oldest(key) == 0) {
                    keys.table().removeCell(key);
                }
            }
        }
    }

    /**
     * Counts the records that are buffered, of both sides.
     *
     * @return the number of records.
     */
    public long buffered() {
        return lefts.size() + rights.size();
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        while (singles.poll(watermarkNs)) {
            nextDueNs = singles.peekDeadlineNs();
            final long cell = singles.payload();
            final long lastNs = singles.deadlineNs();
            if (singles.key() == LEFT_SIDE) {
                if (lefts.tag(cell) == SINGLE) {
                    handler.onPair(lefts.record(cell), null, Math.max(lastNs, lefts.timeNs(cell)));
                }
            } else if (rights.tag(cell) == SINGLE) {
                handler.onPair(null, rights.record(cell), Math.max(lastNs, rights.timeNs(cell)));
            }
        }
    }

    @Override
    public long nextDueNs() {
        return nextDueNs;
    }

    @Override
    public long countOpen() {
        return buffered();
    }
}
