package io.millrace.windowing.session;

import static io.millrace.windowing.session.SessionCells.ACCUMULATOR;
import static io.millrace.windowing.session.SessionCells.END;
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
import io.millrace.windowing.OpenWindowVisitor;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionGap;
import io.millrace.windowing.SessionRules;
import org.agrona.UnsafeApi;
import org.agrona.collections.LongArrayList;

/**
 * What sessions do whenever they have their results: an event finds its place among the sessions of its key, which it
 * may make longer or into one.
 *
 * @param <T> the event.
 * @param <A> the accumulator.
 * @param <O> the result.
 */
abstract class MergingSessions<T, A extends Flyweight, O extends Flyweight> extends KeyedWindows<T> {
    /**
     * Room in the index from the start: 32 KiB, sparse enough that the first entry looked at is nearly always right.
     */
    private static final int INITIAL_KEYS = 3_000;

    final Arena arena;
    final SessionCells cells;
    final Calendar calendar;
    final SessionOutput<A, O> output;
    final boolean kept;
    final boolean discarding;
    /** Null where keys are records. */
    final LongTable longKeys;

    private final RecordTable recordKeys;
    private final LiveKeys liveKeys;
    private final long gapNs;
    private final SessionGap<? super T> gapOf;
    private final Aggregate<T, A, O> aggregate;
    private final MissedEventHandler<T> missed;
    private final EventContext context = new EventContext();
    private final A accumulator;
    private final A other;
    /** The sessions that an event belongs to, the newest first. */
    private final LongArrayList joined = new LongArrayList();

    private long newer;
    private long older;

    MergingSessions(
            final SessionCells cells,
            final String id,
            final RecordType<?, ?> keyType,
            final SessionRules<T> rules,
            final Aggregate<T, A, O> aggregate,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        this.cells = cells;
        this.aggregate = aggregate;
        this.missed = missed;
        arena = cells.arena();
        gapNs = rules.gapNs();
        gapOf = rules.gapOf();
        kept = rules.allowedLatenessNs() > 0;
        discarding = rules.discarding();
        accumulator = aggregate.accumulatorType().newFlyweight();
        other = aggregate.accumulatorType().newFlyweight();
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

    /** Whether the event at once makes its key's newest session longer, with nothing else to do; it is added then. */
    abstract boolean lengthens(long newest, long timeNs, long endNs);

    /** A session is about to become another one: its result, if it had one, is taken back. */
    abstract void takeBack(long session);

    /** Another session, later in time, is about to be given up; its accumulator is in the session already. */
    abstract void merging(long key, long session, long with);

    /** A session is new, or has become another one, with this end. */
    abstract void restart(long session, long endNs, long watermarkNs);

    /** The event was added to its session. */
    abstract void added(long session, long timeNs, T event, long watermarkNs);

    @Override
    public final void onEvent(
            final long key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        final long endNs = endOf(timeNs, event);
        final long keyCell = longKeys.get(key);
        if (addedToNewest(keyCell, timeNs, endNs, sequence, event)) {
            prepare(watermarkNs);
        } else if (findPlace(keyCell, timeNs, endNs, event, watermarkNs)) {
            if (keyCell == 0) {
                liveKeys.addingKey();
            }
            final long session = join(longKeys.getOrCreate(key), timeNs, endNs, watermarkNs);
            add(session, timeNs, sequence, event);
            added(session, timeNs, event, watermarkNs);
            prepare(watermarkNs);
        }
    }

    @Override
    public final void onEvent(
            final Flyweight key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        final long endNs = endOf(timeNs, event);
        final long keyCell = recordKeys.get(key);
        if (addedToNewest(keyCell, timeNs, endNs, sequence, event)) {
            prepare(watermarkNs);
        } else if (findPlace(keyCell, timeNs, endNs, event, watermarkNs)) {
            if (keyCell == 0) {
                liveKeys.addingKey();
            }
            final long session = join(recordKeys.getOrCreate(key), timeNs, endNs, watermarkNs);
            add(session, timeNs, sequence, event);
            added(session, timeNs, event, watermarkNs);
            prepare(watermarkNs);
        }
    }

    private boolean addedToNewest(
            final long keyCell, final long timeNs, final long endNs, final long sequence, final T event) {
        if (keyCell == 0) {
            return false;
        }
        final long newest = arena.getLong(keyCell + KEY_NEWEST);
        if (newest == 0 || !lengthens(newest, timeNs, endNs)) {
            return false;
        }
        add(newest, timeNs, sequence, event);
        return true;
    }

    private void prepare(final long watermarkNs) {
        if (watermarkNs >= calendar.prepareAtNs()) {
            calendar.prepare(watermarkNs);
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

    /** Makes one session of those that the event belongs to. */
    private long join(final long key, final long timeNs, final long endNs, final long watermarkNs) {
        if (joined.isEmpty()) {
            return create(key, timeNs, endNs, watermarkNs);
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
        restart(session, newEndNs, watermarkNs);
        final long dueNs = dueNs(newEndNs, watermarkNs);
        if (dueNs < cells.get(session, LOOKED_AT)) {
            calendar.remove(session);
            calendar.enter(session, dueNs, watermarkNs);
        }
        return session;
    }

    private void merge(final long key, final long session, final long with) {
        wrap(accumulator, session);
        wrap(other, with);
        aggregate.combine(accumulator, other);
        merging(key, session, with);
        calendar.remove(with);
        unlink(key, with);
        cells.free(with);
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
        restart(session, endNs, watermarkNs);
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

    /** Takes a session out of the chain of its key, which may be dead then. */
    final void unlink(final long key, final long session) {
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

    /** Makes the accumulator of a session a new one. */
    final void forget(final long session) {
        arena.beforeWrite(session);
        cells.release(session);
        wrap(accumulator, session);
        accumulator.clear();
        aggregate.create(accumulator);
    }

    @Override
    public final boolean waitsForEnd() {
        return cells.inUse() != 0;
    }

    @Override
    public final long countOpen() {
        return cells.inUse();
    }

    /** Where in a cell it stands how many results a session had. */
    int firings() {
        return SessionCells.FIRINGS;
    }

    /** Where in a cell the trigger's state lies; 0 if there is none. */
    int triggerState() {
        return 0;
    }

    @Override
    public final boolean visitOpen(final OpenWindowVisitor visitor) {
        final CellTable keys = longKeys == null ? recordKeys : longKeys;
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            final long newest = arena.getLong(key + KEY_NEWEST);
            if (newest != 0) {
                cells.visit(newest, output.windowOf(key), firings(), triggerState(), visitor);
            }
        }
        return true;
    }
}
