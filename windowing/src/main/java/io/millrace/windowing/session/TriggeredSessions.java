package io.millrace.windowing.session;

import static io.millrace.windowing.session.SessionCells.ACCUMULATOR;
import static io.millrace.windowing.session.SessionCells.END;
import static io.millrace.windowing.session.SessionCells.FIRINGS;
import static io.millrace.windowing.session.SessionCells.KEY;
import static io.millrace.windowing.session.SessionCells.KEY_NEWEST;
import static io.millrace.windowing.session.SessionCells.LOOKED_AT;
import static io.millrace.windowing.session.SessionCells.NEWER;
import static io.millrace.windowing.session.SessionCells.OLDER;
import static io.millrace.windowing.session.SessionCells.START;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.CellTable;
import io.millrace.state.LongTable;
import io.millrace.state.RecordTable;
import io.millrace.state.TableSpec;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionGap;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.cell.CellPlan;
import io.millrace.windowing.cell.TriggerRunner;
import io.millrace.windowing.trigger.Decision;
import org.agrona.UnsafeApi;
import org.agrona.collections.LongArrayList;

/**
 * Sessions that have results when a trigger says so. As {@link KeyedSessions}, with these differences:
 *
 * <ul>
 *   <li>The trigger looks at every event after the event was added to its session, which by then has become what it is.
 *       Where several sessions become one, the trigger's state is
 *       {@linkplain io.millrace.windowing.trigger.Trigger#merge merged} and the earlier timers stay.
 *   <li>What was in no result of a session that is dropped is counted by {@link #unfired()}.
 *   <li>A session that had a result and becomes longer is another session. Its latest result is taken back, as it was,
 *       unless the trigger or the plan has purged the session since: results of what is purged add up.
 * </ul>
 *
 * <p>Memory: as there; and for every session what the trigger keeps, and a copy of the accumulator as it was in the
 * latest result, if that may be taken back. <b>Not thread-safe.</b>
 *
 * <pre>
 * behind the accumulator of a session
 *   0  fired      how many results it had
 *   8  state      whether it holds something, whether some of it was in no result, whether its latest result can be
 *                 taken back
 *  16  part       what the trigger keeps
 *      copy       the accumulator of the latest result; missing where results are never taken back
 * </pre>
 *
 * @param <T> the event.
 * @param <A> the accumulator.
 * @param <O> the result.
 */
public final class TriggeredSessions<T, A extends Flyweight, O extends Flyweight> extends KeyedWindows<T> {
    /**
     * Room in the index from the start: 32 KiB, sparse enough that the first entry looked at is nearly always right.
     */
    private static final int INITIAL_KEYS = 3_000;

    private static final long HOLDING = 1;
    private static final long CHANGED = 2;
    private static final long REVOCABLE = 4;

    private final Arena arena;
    private final Aggregate<T, A, O> aggregate;
    private final MissedEventHandler<T> missed;
    private final LongTable longKeys;
    private final RecordTable recordKeys;
    private final LiveKeys liveKeys;
    private final SessionCells cells;
    private final Calendar calendar;
    private final SessionOutput<A, O> output;
    private final EventContext context = new EventContext();
    private final A accumulator;
    private final A other;
    private final long gapNs;
    private final SessionGap<? super T> gapOf;
    private final boolean kept;
    private final TriggerRunner<T> trigger;
    private final boolean firesAtEnd;
    private final int fired;
    private final int state;
    private final int part;
    private final int copy;
    private final int accumulatorBytes;
    private final boolean discarding;
    /** The sessions that an event belongs to, the newest first. */
    private final LongArrayList joined = new LongArrayList();

    private long newer;
    private long older;
    private long watermarkNs = Long.MIN_VALUE;

    /**
     * Creates sessions that are keyed by long values or by records: empty ones, or those that a restored arena holds
     * under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param keyType the record type of keys; null for long keys.
     * @param plan when sessions end, when they have results, and how long they are kept.
     * @param aggregate what is computed.
     * @param results takes the results.
     * @param missed takes events that are in no session.
     * @throws io.millrace.state.StateException if the accumulator or the key is too large, or the arena was restored
     *     with another kind of state under the id.
     */
    public TriggeredSessions(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final CellPlan<T> plan,
            final Aggregate<T, A, O> aggregate,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        this.arena = arena;
        this.aggregate = aggregate;
        this.missed = missed;
        final SessionWindows sessions = (SessionWindows) plan.assigner();
        gapNs = sessions.gapNs();
        gapOf = gapOf(sessions);
        kept = plan.latenessNs() > 0;
        discarding = plan.discarding();
        firesAtEnd = plan.trigger().firesAtEnd();
        accumulator = aggregate.accumulatorType().newFlyweight();
        other = aggregate.accumulatorType().newFlyweight();
        accumulatorBytes = accumulator.sizeBytes();
        trigger = new TriggerRunner<>(arena, id + "/trigger", plan.trigger(), plan.clock());
        fired = ACCUMULATOR + accumulatorBytes;
        state = fired + Long.BYTES;
        part = state + Long.BYTES;
        copy = part + trigger.partBytes();
        final int endOfCell = discarding ? copy : copy + accumulatorBytes;
        cells = new SessionCells(arena, id, endOfCell - ACCUMULATOR, plan.latenessNs());
        final TableSpec keySpec =
                TableSpec.of(id + "/keys", SessionCells.KEY_BYTES).withExpectedKeys(INITIAL_KEYS);
        longKeys = keyType == null ? new LongTable(arena, keySpec) : null;
        recordKeys = keyType == null ? null : new RecordTable(arena, keySpec, keyType);
        final CellTable keys = keyType == null ? longKeys : recordKeys;
        liveKeys = new LiveKeys(arena, keys);
        cells.holding(aggregate);
        calendar = new Calendar(cells);
        output = new SessionOutput<>(arena, cells, recordKeys, keyType, aggregate, results);
        restore(keys);
    }

    @SuppressWarnings("unchecked") // a gap that does not fit the event fails with the first one
    private static <T> SessionGap<? super T> gapOf(final SessionWindows sessions) {
        return (SessionGap<? super T>) sessions.gapOf();
    }

    private void restore(final CellTable keys) {
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            final long newest = arena.getLong(key + KEY_NEWEST);
            if (newest != 0) {
                liveKeys.restore(key);
            }
            for (long session = newest; session != 0; session = cells.get(session, OLDER)) {
                calendar.enter(session, cells.dueNs(session), Long.MIN_VALUE);
            }
        }
    }

    @Override
    public void onEvent(
            final long key, final long timeNs, final long sequence, final T event, final long newWatermarkNs) {
        watermarkNs = newWatermarkNs;
        final long endNs = endOf(timeNs, event);
        final long keyCell = longKeys.get(key);
        if (findPlace(keyCell, timeNs, endNs, event)) {
            if (keyCell == 0) {
                liveKeys.addingKey();
            }
            finish(join(longKeys.getOrCreate(key), timeNs, endNs), timeNs, sequence, event);
        }
    }

    @Override
    public void onEvent(
            final Flyweight key, final long timeNs, final long sequence, final T event, final long newWatermarkNs) {
        watermarkNs = newWatermarkNs;
        final long endNs = endOf(timeNs, event);
        final long keyCell = recordKeys.get(key);
        if (findPlace(keyCell, timeNs, endNs, event)) {
            if (keyCell == 0) {
                liveKeys.addingKey();
            }
            finish(join(recordKeys.getOrCreate(key), timeNs, endNs), timeNs, sequence, event);
        }
    }

    /** End of the event's own session; before its time if that cannot be represented. */
    private long endOf(final long timeNs, final T event) {
        return timeNs + (gapOf == null ? gapNs : gapFrom(event));
    }

    private long gapFrom(final T event) {
        final long eventGapNs = gapOf.gapNs(event);
        if (eventGapNs <= 0) {
            throw new IllegalArgumentException("gap of a session must be positive: " + eventGapNs + " ns");
        }
        return eventGapNs;
    }

    private void add(final long session, final long timeNs, final long sequence, final T event) {
        wrap(accumulator, session);
        context.set(timeNs, sequence);
        aggregate.add(accumulator, event, context);
    }

    private void wrap(final A flyweight, final long session) {
        flyweight.wrap(arena.buffer(session), arena.offset(session) + ACCUMULATOR);
    }

    /** Finds the sessions that the event belongs to, and its neighbours in time; false if it is in none. */
    private boolean findPlace(final long keyCell, final long timeNs, final long endNs, final T event) {
        if (endNs < timeNs) {
            missed.onUnrepresentable(event, timeNs);
            return false;
        }
        joined.clear();
        newer = 0;
        older = keyCell == 0 ? 0 : arena.getLong(keyCell + KEY_NEWEST);
        while (older != 0 && cells.get(older, START) >= endNs) {
            newer = older;
            older = cells.get(older, OLDER);
        }
        while (older != 0 && cells.get(older, END) > timeNs) {
            joined.addLong(older);
            older = cells.get(older, OLDER);
        }
        if (joined.isEmpty() && cells.isLate(endNs, watermarkNs)) {
            final long lateByNs = watermarkNs - timeNs;
            missed.onLate(event, timeNs, lateByNs < 0 ? Long.MAX_VALUE : lateByNs, timeNs);
            return false;
        }
        return true;
    }

    /** Makes one session of those that the event belongs to. */
    private long join(final long key, final long timeNs, final long endNs) {
        if (joined.isEmpty()) {
            return create(key, timeNs, endNs);
        }
        final int last = joined.size() - 1;
        final long session = joined.getLong(last);
        final long startNs = Math.min(timeNs, cells.get(session, START));
        final long newEndNs = Math.max(endNs, cells.get(joined.getLong(0), END));
        arena.beforeWrite(session);
        if (last == 0 && startNs == cells.get(session, START) && newEndNs == cells.get(session, END)) {
            return session;
        }
        for (int i = last; i >= 0; i--) {
            takeBack(joined.getLong(i));
        }
        for (int i = last - 1; i >= 0; i--) {
            merge(key, session, joined.getLong(i));
        }
        cells.put(session, START, startNs);
        cells.put(session, END, newEndNs);
        cells.put(session, FIRINGS, newEndNs - 1 <= watermarkNs ? 1 : 0);
        cells.put(session, fired, 0);
        final long dueNs = dueNs(newEndNs);
        if (dueNs < cells.get(session, LOOKED_AT)) {
            calendar.remove(session);
            calendar.enter(session, dueNs, watermarkNs);
        }
        return session;
    }

    private void takeBack(final long session) {
        if ((cells.get(session, state) & REVOCABLE) != 0) {
            cells.put(session, state, cells.get(session, state) & ~REVOCABLE);
            output.retract(session, cells.get(session, fired) - 1, copy);
        }
    }

    private void merge(final long key, final long session, final long with) {
        wrap(accumulator, session);
        wrap(other, with);
        aggregate.combine(accumulator, other);
        cells.put(session, state, cells.get(session, state) | cells.get(with, state));
        trigger.moveTo(session + part, 0, timerKey(key));
        trigger.merge(with + part, timerKey(key));
        calendar.remove(with);
        unlink(key, with);
        cells.free(with);
    }

    private long timerKey(final long key) {
        return longKeys == null ? 0 : longKeys.keyAt(key);
    }

    /**
     * When a session has to be looked at after the event that it is made for; that event fires it if it is complete.
     */
    private long dueNs(final long endNs) {
        return endNs - 1 <= watermarkNs ? cells.keptUntilNs(endNs - 1) : endNs - 1;
    }

    private long create(final long key, final long startNs, final long endNs) {
        final long session = cells.allocate();
        final long address = cells.addressToWrite(session);
        UnsafeApi.putLong(address + KEY, key);
        UnsafeApi.putLong(address + OLDER, older);
        UnsafeApi.putLong(address + NEWER, newer);
        UnsafeApi.putLong(address + START, startNs);
        UnsafeApi.putLong(address + END, endNs);
        UnsafeApi.putLong(address + FIRINGS, endNs - 1 <= watermarkNs ? 1 : 0);
        if (arena.getLong(key + KEY_NEWEST) == 0) {
            liveKeys.cameToLife(key);
        }
        if (older != 0) {
            cells.put(older, NEWER, session);
        }
        newerOfIs(key, newer, session);
        wrap(accumulator, session);
        aggregate.create(accumulator);
        calendar.enter(session, dueNs(endNs), watermarkNs);
        return session;
    }

    /** The session before one in time; before none: the key's newest. */
    private void newerOfIs(final long key, final long next, final long session) {
        if (next == 0) {
            arena.beforeWrite(key);
            arena.putLong(key + KEY_NEWEST, session);
        } else {
            cells.put(next, OLDER, session);
        }
    }

    private void unlink(final long key, final long session) {
        final long before = cells.get(session, OLDER);
        final long behind = cells.get(session, NEWER);
        if (before != 0) {
            cells.put(before, NEWER, behind);
        }
        newerOfIs(key, behind, before);
        if (before == 0 && behind == 0) {
            liveKeys.died();
        }
    }

    /** Adds the event to its session, and lets the trigger look at it. */
    private void finish(final long session, final long timeNs, final long sequence, final T event) {
        add(session, timeNs, sequence, event);
        cells.put(session, state, cells.get(session, state) | HOLDING | CHANGED);
        trigger.moveTo(session + part, 0, timerKey(cells.get(session, KEY)));
        tellWindow(session);
        final Decision decision = trigger.onEvent(event, timeNs, watermarkNs);
        final boolean complete = cells.get(session, FIRINGS) != 0;
        act(session, decision.isFiring() || firesAtEnd && complete, decision.isPurging());
        if (trigger.nextDueNs() <= watermarkNs) {
            while (trigger.poll(watermarkNs)) {
                onTimer();
            }
        }
        if (watermarkNs >= calendar.prepareAtNs()) {
            calendar.prepare(watermarkNs);
        }
    }

    /** The trigger may set a timer beyond the end: the session may become longer. */
    private void tellWindow(final long session) {
        trigger.atWindow(cells.get(session, START), cells.get(session, END), Long.MAX_VALUE, cells.get(session, fired));
    }

    private void act(final long session, final boolean firing, final boolean purging) {
        if (firing && (cells.get(session, state) & HOLDING) != 0) {
            fire(session, false);
        }
        if (purging || firing && discarding) {
            cells.put(session, state, 0);
            cells.release(session);
            wrap(accumulator, session);
            accumulator.clear();
            aggregate.create(accumulator);
        }
    }

    private void fire(final long session, final boolean dropped) {
        final long firedBefore = cells.get(session, fired);
        cells.put(session, fired, firedBefore + 1);
        cells.put(session, state, discarding ? HOLDING : HOLDING | REVOCABLE);
        if (!discarding) {
            final int offset = arena.offset(session);
            arena.buffer(session)
                    .putBytes(offset + copy, arena.buffer(session), offset + ACCUMULATOR, accumulatorBytes);
        }
        output.emit(session, firedBefore, dropped);
    }

    @Override
    public long nextDueNs() {
        return Math.min(calendar.nextNs(), trigger.nextDueNs());
    }

    /** Timers come before the windows that are due at the same time. */
    @Override
    public void onWatermark(final long newWatermarkNs) {
        watermarkNs = newWatermarkNs;
        boolean more = true;
        while (more) {
            final long timerNs = trigger.nextDueNs();
            final boolean timer = timerNs <= newWatermarkNs && timerNs != Long.MAX_VALUE;
            long session = 0;
            if (!timer) {
                session = calendar.poll(newWatermarkNs);
            } else if (timerNs != Long.MIN_VALUE) {
                session = calendar.poll(timerNs - 1);
            }
            if (session != 0) {
                due(session);
            } else if (timer && trigger.poll(timerNs)) {
                onTimer();
            } else {
                more = timer;
            }
        }
    }

    private void due(final long session) {
        if (cells.get(session, FIRINGS) != 0) {
            drop(session);
            return;
        }
        cells.put(session, FIRINGS, 1);
        final boolean firing = firesAtEnd && (cells.get(session, state) & HOLDING) != 0;
        if (kept) {
            calendar.enter(session, cells.dueNs(session), watermarkNs);
            act(session, firing, false);
            return;
        }
        try {
            if (firing) {
                fire(session, true);
            }
        } finally {
            drop(session);
        }
    }

    private void drop(final long session) {
        final long key = cells.get(session, KEY);
        if ((cells.get(session, state) & CHANGED) != 0) {
            cells.addUnfired();
        }
        trigger.dropped(session + part, timerKey(key));
        unlink(key, session);
        cells.free(session);
    }

    private void onTimer() {
        final long session = trigger.polledPart() - part;
        tellWindow(session);
        final Decision decision;
        try {
            decision = trigger.onTimer(timerKey(cells.get(session, KEY)));
        } catch (final RuntimeException failure) {
            output.failed(session, failure);
            return;
        }
        act(session, decision.isFiring(), decision.isPurging());
    }

    @Override
    public long nextProcessingDueNs() {
        return trigger.nextProcessingDueNs();
    }

    @Override
    public void onProcessingTime(final long processingNs) {
        while (trigger.pollProcessing(processingNs, watermarkNs)) {
            onTimer();
        }
    }

    @Override
    public long countOpen() {
        return cells.inUse();
    }

    @Override
    public long unfired() {
        return cells.unfired();
    }
}
