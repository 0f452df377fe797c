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
import io.millrace.windowing.SessionRules;
import org.agrona.UnsafeApi;
import org.agrona.collections.LongArrayList;

/**
 * Sessions over keyed events: an event's own is {@code [t, t + gap)}, and those that overlap are one. Sessions that
 * touch, because two events are exactly a gap apart, stay two.
 *
 * <ul>
 *   <li>A session has its result when the watermark is at or past its last time, which is its end minus one. Results
 *       come in the order of (end, the key's place in the list of live keys). A key enters that list with its first
 *       event, leaves it when none of its sessions is kept any more, and enters it again, at its end, with its next
 *       event.
 *   <li>A session is kept until its last time plus the allowed lateness is at or before the watermark. An event is late
 *       if that holds for the session that it would make together with those kept: so one that is late by itself but
 *       belongs to a session that is kept, is not late.
 *   <li>An event may make a session longer at both ends, and make several into one; their accumulators are combined in
 *       the order of time, and the event is added then. Where such a session had its result, that is taken back by
 *       {@link ResultHandler#onRetraction}, at once, one by one in the order of time. What has become of them is
 *       another session, with results counted from 0, which comes when it is due, and at once if it is due already. An
 *       event that leaves start and end of a session as they are takes nothing back: if the session had its result it
 *       has another one at once, with one more counted before it.
 * </ul>
 *
 * <p>An event that leads to the end of a session beyond {@link Long#MAX_VALUE} is rejected alone.
 *
 * <p>Memory is proportional to the sessions kept, plus a cache of keys that are not alive, which is bounded by the
 * number of live ones. The state lies in the arena at every moment between two calls, under ids that begin with the one
 * given: sessions constructed over a restored arena continue where the snapshot was taken. <b>Not thread-safe.</b>
 *
 * @param <T> the event.
 * @param <A> the accumulator.
 * @param <O> the result.
 */
public final class KeyedSessions<T, A extends Flyweight, O extends Flyweight> extends KeyedWindows<T> {
    /**
     * Room in the index from the start: 32 KiB, sparse enough that the first entry looked at is nearly always right.
     */
    private static final int INITIAL_KEYS = 3_000;

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
    private final boolean discarding;
    /** The sessions that an event belongs to, the newest first. */
    private final LongArrayList joined = new LongArrayList();

    private long newer;
    private long older;

    /**
     * Creates sessions that are keyed by long values or by records: empty ones, or those that a restored arena holds
     * under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param keyType the record type of keys; null for long keys.
     * @param rules when sessions end and how long they are kept.
     * @param aggregate what is computed.
     * @param results takes the results.
     * @param missed takes events that are in no session.
     * @throws io.millrace.state.StateException if the accumulator or the key is too large, or the arena was restored
     *     with another kind of state under the id.
     */
    public KeyedSessions(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final SessionRules<T> rules,
            final Aggregate<T, A, O> aggregate,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        this.arena = arena;
        this.aggregate = aggregate;
        this.missed = missed;
        gapNs = rules.gapNs();
        gapOf = rules.gapOf();
        kept = rules.allowedLatenessNs() > 0;
        discarding = rules.discarding();
        accumulator = aggregate.accumulatorType().newFlyweight();
        other = aggregate.accumulatorType().newFlyweight();
        cells = new SessionCells(arena, id, accumulator.sizeBytes(), rules.allowedLatenessNs());
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
    public void onEvent(final long key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        final long endNs = endOf(timeNs, event);
        final long keyCell = longKeys.get(key);
        if (keyCell != 0) {
            final long newest = arena.getLong(keyCell + KEY_NEWEST);
            if (newest != 0 && lengthen(newest, timeNs, endNs)) {
                add(newest, timeNs, sequence, event);
                if (watermarkNs >= calendar.prepareAtNs()) {
                    calendar.prepare(watermarkNs);
                }
                return;
            }
        }
        if (findPlace(keyCell, timeNs, endNs, event, watermarkNs)) {
            if (keyCell == 0) {
                liveKeys.addingKey();
            }
            join(longKeys.getOrCreate(key), timeNs, endNs, watermarkNs);
            finish(timeNs, sequence, event, watermarkNs);
        }
    }

    @Override
    public void onEvent(
            final Flyweight key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        final long endNs = endOf(timeNs, event);
        final long keyCell = recordKeys.get(key);
        if (keyCell != 0) {
            final long newest = arena.getLong(keyCell + KEY_NEWEST);
            if (newest != 0 && lengthen(newest, timeNs, endNs)) {
                add(newest, timeNs, sequence, event);
                if (watermarkNs >= calendar.prepareAtNs()) {
                    calendar.prepare(watermarkNs);
                }
                return;
            }
        }
        if (findPlace(keyCell, timeNs, endNs, event, watermarkNs)) {
            if (keyCell == 0) {
                liveKeys.addingKey();
            }
            join(recordKeys.getOrCreate(key), timeNs, endNs, watermarkNs);
            finish(timeNs, sequence, event, watermarkNs);
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

    /** The usual case: the event is in its key's newest session, which had no result yet, and makes it longer. */
    private boolean lengthen(final long newest, final long timeNs, final long endNs) {
        final long address = arena.address(newest);
        final long sessionEndNs = UnsafeApi.getLong(address + END);
        if (timeNs < UnsafeApi.getLong(address + START)
                || timeNs >= sessionEndNs
                || endNs < timeNs
                || UnsafeApi.getLong(address + FIRINGS) != 0) {
            return false;
        }
        arena.beforeWrite(newest);
        if (endNs > sessionEndNs) {
            UnsafeApi.putLong(address + END, endNs);
        }
        return true;
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
    private boolean findPlace(
            final long keyCell, final long timeNs, final long endNs, final T event, final long watermarkNs) {
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

    /** Makes one session of those that the event belongs to, and leaves it alone in {@link #joined}. */
    private void join(final long key, final long timeNs, final long endNs, final long watermarkNs) {
        if (joined.isEmpty()) {
            joined.addLong(create(key, timeNs, endNs, watermarkNs));
            return;
        }
        final int last = joined.size() - 1;
        final long session = joined.getLong(last);
        final long startNs = Math.min(timeNs, cells.get(session, START));
        final long newEndNs = Math.max(endNs, cells.get(joined.getLong(0), END));
        if (last == 0 && startNs == cells.get(session, START) && newEndNs == cells.get(session, END)) {
            arena.beforeWrite(session);
            return;
        }
        for (int i = discarding ? -1 : last; i >= 0; i--) {
            if (cells.get(joined.getLong(i), FIRINGS) != 0) {
                output.retract(joined.getLong(i));
            }
        }
        arena.beforeWrite(session);
        for (int i = last - 1; i >= 0; i--) {
            final long part = joined.getLong(i);
            wrap(accumulator, session);
            wrap(other, part);
            aggregate.combine(accumulator, other);
            calendar.remove(part);
            unlink(key, part);
            cells.free(part);
        }
        joined.clear();
        joined.addLong(session);
        cells.put(session, START, startNs);
        cells.put(session, END, newEndNs);
        cells.put(session, FIRINGS, 0);
        final long dueNs = dueNs(newEndNs, watermarkNs);
        if (dueNs < cells.get(session, LOOKED_AT)) {
            calendar.remove(session);
            calendar.enter(session, dueNs, watermarkNs);
        }
    }

    /**
     * When a session has to be looked at after the event that it is made for; that event fires it if it is complete.
     */
    private long dueNs(final long endNs, final long watermarkNs) {
        return endNs - 1 <= watermarkNs ? cells.keptUntilNs(endNs - 1) : endNs - 1;
    }

    private long create(final long key, final long startNs, final long endNs, final long watermarkNs) {
        final long session = cells.allocate();
        final long address = cells.addressToWrite(session);
        UnsafeApi.putLong(address + KEY, key);
        UnsafeApi.putLong(address + OLDER, older);
        UnsafeApi.putLong(address + NEWER, newer);
        UnsafeApi.putLong(address + START, startNs);
        UnsafeApi.putLong(address + END, endNs);
        UnsafeApi.putLong(address + FIRINGS, 0);
        if (arena.getLong(key + KEY_NEWEST) == 0) {
            liveKeys.cameToLife(key);
        }
        if (older != 0) {
            cells.put(older, NEWER, session);
        }
        newerOfIs(key, newer, session);
        wrap(accumulator, session);
        aggregate.create(accumulator);
        calendar.enter(session, dueNs(endNs, watermarkNs), watermarkNs);
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

    /** Adds the event to its session, which has its result at once if it is complete already. */
    private void finish(final long timeNs, final long sequence, final T event, final long watermarkNs) {
        final long session = joined.getLong(0);
        add(session, timeNs, sequence, event);
        if (cells.get(session, END) - 1 <= watermarkNs) {
            fire(session, false);
        }
        if (watermarkNs >= calendar.prepareAtNs()) {
            calendar.prepare(watermarkNs);
        }
    }

    private void fire(final long session, final boolean dropped) {
        final long firedBefore = cells.get(session, FIRINGS);
        cells.put(session, FIRINGS, firedBefore + 1);
        try {
            output.emit(session, firedBefore, dropped);
        } finally {
            if (discarding && !dropped) {
                forget(session);
            }
        }
    }

    private void forget(final long session) {
        arena.beforeWrite(session);
        cells.release(session);
        wrap(accumulator, session);
        accumulator.clear();
        aggregate.create(accumulator);
    }

    @Override
    public long nextDueNs() {
        return calendar.nextNs();
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        for (long session = calendar.poll(watermarkNs); session != 0; session = calendar.poll(watermarkNs)) {
            if (!kept) {
                unlink(cells.get(session, KEY), session);
                try {
                    fire(session, true);
                } finally {
                    cells.free(session);
                }
            } else if (cells.get(session, FIRINGS) == 0) {
                calendar.enter(session, cells.keptUntilNs(cells.get(session, END) - 1), watermarkNs);
                fire(session, false);
            } else {
                unlink(cells.get(session, KEY), session);
                cells.free(session);
            }
        }
    }

    @Override
    public long countOpen() {
        return cells.inUse();
    }
}
