package io.millrace.windowing.session;

import static io.millrace.windowing.session.SessionCells.END;
import static io.millrace.windowing.session.SessionCells.FIRINGS;
import static io.millrace.windowing.session.SessionCells.KEY;
import static io.millrace.windowing.session.SessionCells.START;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionRules;
import org.agrona.UnsafeApi;

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
public final class KeyedSessions<T, A extends Flyweight, O extends Flyweight> extends MergingSessions<T, A, O> {
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
        super(cells(arena, id, rules, aggregate), id, keyType, rules, aggregate, results, missed);
    }

    private static SessionCells cells(
            final Arena arena, final String id, final SessionRules<?> rules, final Aggregate<?, ?, ?> aggregate) {
        final int accumulatorBytes = aggregate.accumulatorType().newFlyweight().sizeBytes();
        return new SessionCells(arena, id, accumulatorBytes, rules.allowedLatenessNs());
    }

    /** The usual case: the event is in its key's newest session, which had no result yet, and makes it longer. */
    @Override
    boolean lengthens(final long newest, final long timeNs, final long endNs) {
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

    @Override
    void takeBack(final long session) {
        if (!discarding && cells.get(session, FIRINGS) != 0) {
            output.retract(session);
        }
    }

    @Override
    void merging(final long key, final long session, final long with) {
        // Nothing is kept of a session but its accumulator.
    }

    @Override
    void restart(final long session, final long endNs, final long watermarkNs) {
        cells.put(session, FIRINGS, 0);
    }

    /** The session has its result at once if it is complete already. */
    @Override
    void added(final long session, final long timeNs, final T event, final long watermarkNs) {
        if (cells.get(session, END) - 1 <= watermarkNs) {
            fire(session, false, true);
        }
    }

    private void fire(final long session, final boolean dropped, final boolean keeping) {
        final long firedBefore = cells.get(session, FIRINGS);
        cells.put(session, FIRINGS, firedBefore + 1);
        try {
            output.emit(session, firedBefore, dropped);
        } finally {
            if (discarding && keeping) {
                forget(session);
            }
        }
    }

    @Override
    public long nextDueNs() {
        return calendar.nextNs();
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        onWatermark(watermarkNs, watermarkNs);
    }

    @Override
    public void onWatermark(final long watermarkNs, final long targetNs) {
        for (long session = calendar.poll(watermarkNs); session != 0; session = calendar.poll(watermarkNs)) {
            if (!kept) {
                unlink(cells.get(session, KEY), session);
                try {
                    fire(session, true, false);
                } finally {
                    cells.free(session);
                }
            } else if (cells.get(session, FIRINGS) == 0) {
                final long goneNs = cells.keptUntilNs(cells.get(session, END) - 1);
                calendar.enter(session, goneNs, watermarkNs);
                fire(session, goneNs <= targetNs, true);
            } else {
                unlink(cells.get(session, KEY), session);
                cells.free(session);
            }
        }
    }
}
