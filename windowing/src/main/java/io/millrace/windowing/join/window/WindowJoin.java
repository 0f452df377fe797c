package io.millrace.windowing.join.window;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import io.millrace.state.TimerQueue;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Windows;
import io.millrace.windowing.join.JoinHandler;
import io.millrace.windowing.join.JoinKind;
import io.millrace.windowing.join.JoinSetup;
import io.millrace.windowing.join.WindowJoinSpec;
import io.millrace.windowing.join.cells.JoinKeys;
import io.millrace.windowing.join.cells.KeyedJoin;
import io.millrace.windowing.join.cells.SortedRecords;

/**
 * Every pair of a left and a right event of one key that are in one window, when the window closes. Windows close in
 * the order of (end, the key's place in the list of live keys), the pairs of one come in the order of (left time, left
 * arrival), then (right time, right arrival), and have the window's end minus one for a time. A window in which one
 * side has no event gives, where that is asked for, its events without a partner.
 *
 * <p>An event is late if all its windows have closed; if only some have, it is joined in the others. Every event is
 * buffered once, whatever the number of its windows, until the last of them has closed. <b>Not thread-safe.</b>
 *
 * <pre>
 * value of a key
 *   0  left events   16
 *  16  right events  16
 *  32  start         of the window that closes first, ns; for a session, its first time
 *  40  closes        watermark at which that window closes, ns
 *  48  place         in the list of live keys, from 1; 0: no window is open
 *  56  timers        how many refer to this key
 *  64  armed         deadline of the one that counts; the others are out of date
 * root
 *   0  places given out
 * </pre>
 */
public abstract class WindowJoin extends KeyedJoin {
    static final int START = 32;
    static final int CLOSES = 40;

    private static final int LEFT_SIDE = 0;
    private static final int RIGHT_SIDE = 16;
    private static final int PLACE = 48;
    private static final int TIMERS = 56;
    private static final int ARMED = 64;
    private static final int KEY_BYTES = 72;

    final Arena arena;
    final SortedRecords lefts;
    final SortedRecords rights;
    final JoinHandler handler;

    private final JoinSetup setup;
    private final JoinKind kind;
    private final TimerQueue timers;
    private final long root;
    private long nextDueNs;

    WindowJoin(final JoinSetup setup, final JoinKind kind, final long windows, final JoinHandler handler) {
        super(new JoinKeys(setup, setup.id() + "/keys", KEY_BYTES));
        this.setup = setup;
        this.kind = kind;
        this.handler = handler;
        arena = setup.arena();
        final String id = setup.id();
        root = arena.root(id, "window-join", setup.fingerprint(kind.ordinal() * 31L + windows), Long.BYTES);
        lefts = new SortedRecords(arena, id + "/left", setup.leftType(), LEFT_SIDE);
        rights = new SortedRecords(arena, id + "/right", setup.rightType(), RIGHT_SIDE);
        timers = new TimerQueue(arena, id + "/timers", Integer.MAX_VALUE);
        nextDueNs = timers.peekDeadlineNs();
    }

    /**
     * Creates the join: an empty one, or the one that a restored arena holds under the id.
     *
     * @param setup where its state lives and what it joins.
     * @param spec what it is.
     * @param handler takes what it finds.
     * @return the join.
     * @throws io.millrace.state.StateException if a record is too large, or the arena was restored with something else
     *     under the id.
     */
    public static KeyedJoin open(final JoinSetup setup, final WindowJoinSpec spec, final JoinHandler handler) {
        return spec.windows() instanceof Windows
                ? new FixedWindowJoin(setup, spec.kind(), (Windows) spec.windows(), handler)
                : new SessionJoin(setup, spec.kind(), ((SessionWindows) spec.windows()).gapNs(), handler);
    }

    /** Whether no window that can be represented holds a time. */
    abstract boolean isOutside(long timeNs);

    /** Whether a time lies between two windows. */
    abstract boolean isInGap(long timeNs);

    /** Whether a window that is open, or was not opened yet, holds a time; the key is 0 if it is new. */
    abstract boolean isOpen(long key, long timeNs, long watermarkNs);

    /** Whether a window that has closed holds a time of which {@link #isOpen} is true. */
    abstract boolean isPartlyLate(long timeNs, long watermarkNs);

    /** Tells the handler which windows of a late event's time have closed: only the first ones, or all of them. */
    abstract void tellMissed(long timeNs, long watermarkNs, boolean partly);

    /**
     * Takes a new event's time into account for the window that closes first: writes {@link #START} and
     * {@link #CLOSES}.
     */
    abstract void place(long key, long timeNs, long watermarkNs);

    /** Removes what only the window that has closed needed, and goes to the next one; false if there is none. */
    abstract boolean advance(long key);

    @Override
    protected final void left(final long timeNs, final Flyweight event, final long watermarkNs) {
        if (isOutside(timeNs)) {
            handler.onUnrepresentable(event, timeNs);
        } else if (isInGap(timeNs)) {
            handler.onGap(event, timeNs);
        } else if (!isOpen(keys.find(), timeNs, watermarkNs)) {
            tellMissed(timeNs, watermarkNs, false);
            handler.onLateLeft(event, timeNs, false);
        } else {
            requireRoom(watermarkNs);
            final long key = keys.findOrCreate();
            lefts.add(key, timeNs, 0, event);
            placed(key, timeNs, watermarkNs);
            if (isPartlyLate(timeNs, watermarkNs)) {
                tellMissed(timeNs, watermarkNs, true);
                handler.onLateLeft(event, timeNs, true);
            }
        }
    }

    @Override
    protected final void right(final long timeNs, final Flyweight event, final long watermarkNs) {
        if (isOutside(timeNs)) {
            handler.onUnrepresentable(event, timeNs);
        } else if (isInGap(timeNs)) {
            handler.onGap(event, timeNs);
        } else if (!isOpen(keys.find(), timeNs, watermarkNs)) {
            tellMissed(timeNs, watermarkNs, false);
            handler.onLateRight(event, timeNs, false);
        } else {
            requireRoom(watermarkNs);
            final long key = keys.findOrCreate();
            rights.add(key, timeNs, 0, event);
            placed(key, timeNs, watermarkNs);
            if (isPartlyLate(timeNs, watermarkNs)) {
                tellMissed(timeNs, watermarkNs, true);
                handler.onLateRight(event, timeNs, true);
            }
        }
    }

    private void requireRoom(final long watermarkNs) {
        if (buffered() >= setup.maxBuffered()) {
            throw new StateLimitException("Join '" + setup.id() + "' has reached its limit of " + setup.maxBuffered()
                    + " buffered records: raise it, by maxBuffered(..), make the windows shorter, or "
                    + advice(watermarkNs));
        }
    }

    private void placed(final long key, final long timeNs, final long watermarkNs) {
        final boolean dead = !isLive(key);
        arena.beforeWrite(key);
        place(key, timeNs, watermarkNs);
        if (dead) {
            final long place = arena.getLong(root) + 1;
            arena.beforeWrite(root);
            arena.putLong(root, place);
            arena.putLong(key + PLACE, place);
        }
        // A session that grew has a timer already: when that is due, the session is looked at again.
        if (dead || arena.getLong(key + CLOSES) < arena.getLong(key + ARMED)) {
            arm(key);
        }
    }

    /** Whether a window of a key is open. */
    final boolean isLive(final long key) {
        return arena.getLong(key + PLACE) != 0;
    }

    private void arm(final long key) {
        final long closesNs = arena.getLong(key + CLOSES);
        timers.add(closesNs, arena.getLong(key + PLACE), key);
        arena.beforeWrite(key);
        arena.putLong(key + TIMERS, arena.getLong(key + TIMERS) + 1);
        arena.putLong(key + ARMED, closesNs);
        nextDueNs = Math.min(nextDueNs, closesNs);
    }

    @Override
    public final void onWatermark(final long watermarkNs) {
        while (timers.poll(watermarkNs)) {
            final long key = timers.payload();
            arena.beforeWrite(key);
            arena.putLong(key + TIMERS, arena.getLong(key + TIMERS) - 1);
            if (isLive(key) && arena.getLong(key + ARMED) == timers.deadlineNs()) {
                final long closesNs = arena.getLong(key + CLOSES);
                if (closesNs == timers.deadlineNs()) {
                    close(key, closesNs);
                } else {
                    arm(key);
                }
            }
            if (!isLive(key) && arena.getLong(key + TIMERS) == 0) {
                keys.table().removeCell(key);
            }
            nextDueNs = timers.peekDeadlineNs();
        }
    }

    private void close(final long key, final long closesNs) {
        try {
            emit(key, arena.getLong(key + START), closesNs);
        } finally {
            arena.beforeWrite(key);
            if (advance(key)) {
                arm(key);
            } else {
                arena.putLong(key + PLACE, 0);
            }
        }
    }

    private void emit(final long key, final long startNs, final long lastNs) {
        final long left = within(lefts, lefts.firstFrom(key, startNs), lastNs);
        final long right = within(rights, rights.firstFrom(key, startNs), lastNs);
        if (left != 0 && right != 0) {
            emitPairs(left, right, lastNs);
        } else if (kind != JoinKind.INNER) {
            for (long cell = left; cell != 0; cell = within(lefts, lefts.newer(cell), lastNs)) {
                handler.onPair(lefts.record(cell), null, lastNs);
            }
            for (long cell = kind == JoinKind.FULL ? right : 0;
                    cell != 0;
                    cell = within(rights, rights.newer(cell), lastNs)) {
                handler.onPair(null, rights.record(cell), lastNs);
            }
        }
    }

    private void emitPairs(final long firstLeft, final long firstRight, final long lastNs) {
        for (long left = firstLeft; left != 0; left = within(lefts, lefts.newer(left), lastNs)) {
            final Flyweight leftRecord = lefts.record(left);
            for (long right = firstRight; right != 0; right = within(rights, rights.newer(right), lastNs)) {
                handler.onPair(leftRecord, rights.record(right), lastNs);
            }
        }
    }

    private static long within(final SortedRecords side, final long cell, final long lastNs) {
        return cell != 0 && side.timeNs(cell) <= lastNs ? cell : 0;
    }

    /** Time of a key's first event of either side; {@link Long#MAX_VALUE} if there is none. */
    final long oldestNs(final long key) {
        final long left = lefts.oldest(key);
        final long right = rights.oldest(key);
        return Math.min(
                left == 0 ? Long.MAX_VALUE : lefts.timeNs(left), right == 0 ? Long.MAX_VALUE : rights.timeNs(right));
    }

    /**
     * Counts the records that are buffered, of both sides.
     *
     * @return the number of records.
     */
    public final long buffered() {
        return lefts.size() + rights.size();
    }

    @Override
    public final long nextDueNs() {
        return nextDueNs;
    }

    @Override
    public final long countOpen() {
        long open = 0;
        for (long key = keys.table().first(); key != 0; key = keys.table().next(key)) {
            open += isLive(key) ? 1 : 0;
        }
        return open;
    }
}
