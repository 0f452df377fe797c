package io.millrace.windowing.session;

import static io.millrace.windowing.session.SessionCells.ACCUMULATOR;
import static io.millrace.windowing.session.SessionCells.END;
import static io.millrace.windowing.session.SessionCells.FIRINGS;
import static io.millrace.windowing.session.SessionCells.KEY;
import static io.millrace.windowing.session.SessionCells.START;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ProcessingClock;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionGap;
import io.millrace.windowing.SessionRules;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.cell.CellPlan;
import io.millrace.windowing.cell.TriggerRunner;
import io.millrace.windowing.trigger.Decision;

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
public final class TriggeredSessions<T, A extends Flyweight, O extends Flyweight> extends MergingSessions<T, A, O> {
    private static final long HOLDING = 1;
    private static final long CHANGED = 2;
    private static final long REVOCABLE = 4;

    private final TriggerRunner<T> trigger;
    private final boolean firesAtEnd;
    private final boolean repeatsAtEnd;
    private final ProcessingClock clock;
    private final int fired;
    private final int state;
    private final int part;
    private final int copy;
    private final int accumulatorBytes;

    private long watermarkNs = Long.MIN_VALUE;

    /** Where the watermark is on its way to within this step. */
    private long targetNs = Long.MIN_VALUE;

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
        super(cells(arena, id, plan, aggregate), id, keyType, rules(plan), aggregate, results, missed);
        firesAtEnd = plan.trigger().firesAtEnd();
        repeatsAtEnd = plan.trigger().repeatsAtEnd();
        clock = plan.clock();
        trigger = new TriggerRunner<>(arena, id + "/trigger", plan.trigger(), plan.clock());
        accumulatorBytes = sizeBytes(aggregate);
        fired = ACCUMULATOR + accumulatorBytes;
        state = fired + Long.BYTES;
        part = state + Long.BYTES;
        copy = part + TriggerRunner.partBytes(plan.trigger());
    }

    private static int sizeBytes(final Aggregate<?, ?, ?> aggregate) {
        return aggregate.accumulatorType().newFlyweight().sizeBytes();
    }

    private static SessionCells cells(
            final Arena arena, final String id, final CellPlan<?> plan, final Aggregate<?, ?, ?> aggregate) {
        final int accumulators = plan.discarding() ? 1 : 2;
        final int behind = accumulators * sizeBytes(aggregate) + 2 * Long.BYTES;
        return new SessionCells(arena, id, behind + TriggerRunner.partBytes(plan.trigger()), plan.latenessNs());
    }

    @SuppressWarnings("unchecked") // a gap that does not fit the event fails with the first one
    private static <T> SessionRules<T> rules(final CellPlan<T> plan) {
        final SessionWindows sessions = (SessionWindows) plan.assigner();
        final SessionGap<? super T> gapOf = (SessionGap<? super T>) sessions.gapOf();
        return new SessionRules<>(sessions.gapNs(), gapOf, plan.latenessNs(), plan.discarding());
    }

    /** The trigger looks at every event. */
    @Override
    boolean lengthens(final long newest, final long timeNs, final long endNs) {
        return false;
    }

    @Override
    void takeBack(final long session) {
        if ((cells.get(session, state) & REVOCABLE) != 0) {
            cells.put(session, state, cells.get(session, state) & ~REVOCABLE);
            output.retract(session, cells.get(session, fired) - 1, copy);
        }
    }

    @Override
    void merging(final long key, final long session, final long with) {
        cells.put(session, state, cells.get(session, state) | cells.get(with, state));
        trigger.moveTo(session + part, 0, timerKey(key));
        trigger.merge(with + part, timerKey(key));
    }

    private long timerKey(final long key) {
        return longKeys == null ? 0 : longKeys.keyAt(key);
    }

    @Override
    void restart(final long session, final long endNs, final long atNs) {
        cells.put(session, FIRINGS, endNs - 1 <= atNs ? 1 : 0);
        cells.put(session, fired, 0);
    }

    @Override
    void added(final long session, final long timeNs, final T event, final long newWatermarkNs) {
        watermarkNs = newWatermarkNs;
        cells.put(session, state, cells.get(session, state) | HOLDING | CHANGED);
        trigger.moveTo(session + part, 0, timerKey(cells.get(session, KEY)));
        tellWindow(session);
        final Decision decision = trigger.onEvent(event, timeNs, watermarkNs);
        final boolean complete = cells.get(session, FIRINGS) != 0;
        act(session, decision.isFiring() || firesAtEnd && complete, decision.isPurging(), false);
        if (trigger.nextDueNs() <= watermarkNs) {
            while (trigger.poll(watermarkNs)) {
                onTimer(Long.MIN_VALUE);
            }
        }
    }

    /** The trigger may set a timer beyond the end: the session may become longer. */
    private void tellWindow(final long session) {
        trigger.atWindow(cells.get(session, START), cells.get(session, END), Long.MAX_VALUE, cells.get(session, fired));
    }

    private void act(final long session, final boolean firing, final boolean purging, final boolean last) {
        if (firing && (cells.get(session, state) & HOLDING) != 0) {
            fire(session, last);
        }
        if (purging || firing && discarding) {
            cells.put(session, state, 0);
            forget(session);
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
        onWatermark(newWatermarkNs, newWatermarkNs);
    }

    @Override
    public void onWatermark(final long newWatermarkNs, final long newTargetNs) {
        watermarkNs = newWatermarkNs;
        targetNs = clock.hasInputEnded() ? Long.MAX_VALUE : newTargetNs;
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
                onTimer(targetNs);
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
        final long held = cells.get(session, state);
        final boolean firing = firesAtEnd && (held & HOLDING) != 0 && (repeatsAtEnd || (held & CHANGED) != 0);
        if (kept) {
            final long goneNs = cells.dueNs(session);
            calendar.enter(session, goneNs, watermarkNs);
            act(session, firing, false, goneNs <= targetNs);
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

    /** Acts on the timer that was polled; the watermark is on its way to a target within this step. */
    private void onTimer(final long toNs) {
        final long session = trigger.polledPart() - part;
        tellWindow(session);
        final Decision decision;
        try {
            decision = trigger.onTimer(timerKey(cells.get(session, KEY)));
        } catch (final RuntimeException failure) {
            output.failed(session, failure);
            return;
        }
        final long goneNs = cells.keptUntilNs(cells.get(session, END) - 1);
        final boolean emptied = discarding || decision.isPurging();
        final boolean last = goneNs <= toNs && (emptied || !firesAgain(session));
        act(session, decision.isFiring(), decision.isPurging(), last);
    }

    /** Whether a session that holds something will have a result when it is complete, come what may. */
    private boolean firesAgain(final long session) {
        return firesAtEnd && repeatsAtEnd && cells.get(session, FIRINGS) == 0;
    }

    @Override
    public long nextProcessingDueNs() {
        return trigger.nextProcessingDueNs();
    }

    @Override
    public void onProcessingTime(final long processingNs) {
        while (trigger.pollProcessing(processingNs, watermarkNs)) {
            onTimer(Long.MIN_VALUE);
        }
    }

    @Override
    public long unfired() {
        return cells.unfired();
    }

    @Override
    int firings() {
        return fired;
    }

    @Override
    int triggerState() {
        return trigger.stateOffset(part);
    }
}
