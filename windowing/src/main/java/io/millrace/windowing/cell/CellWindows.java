package io.millrace.windowing.cell;

import static io.millrace.windowing.cell.CellLayout.CHANGED;
import static io.millrace.windowing.cell.CellLayout.FIRED;
import static io.millrace.windowing.cell.CellLayout.HOLDING;
import static io.millrace.windowing.cell.CellLayout.KEY;
import static io.millrace.windowing.cell.CellLayout.LARGEST_TIME;
import static io.millrace.windowing.cell.CellLayout.STATE;
import static io.millrace.windowing.cell.CellLayout.TRIGGER;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.CellTable;
import io.millrace.state.LongTable;
import io.millrace.state.RecordTable;
import io.millrace.state.StateLimitException;
import io.millrace.state.TableSpec;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.OpenWindowVisitor;
import io.millrace.windowing.ProcessingClock;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import io.millrace.windowing.pane.Panes;
import io.millrace.windowing.pane.StartQueue;
import io.millrace.windowing.pane.TouchOrder;
import io.millrace.windowing.trigger.Decision;

/**
 * Tumbling, sliding or global windows over keyed events, with a trigger, allowed lateness, and results again and again.
 *
 * <p>An event is added to each of its windows: it costs in proportion to how many overlap. An event is late for a
 * window whose last time plus the allowed lateness the watermark has reached; an accepted one that comes after the
 * window's end leads to a further result at once, if the trigger fires at the end. Everything that is due is acted on
 * in the order of time; at one time first timers by (key, registration), then ends of windows, and results by (end, the
 * key's place in the list of live keys). A key enters that list with its first event, leaves it when its last window is
 * dropped, and enters it again, at its end, with its next event.
 *
 * <p>Memory is proportional to the open (key, window) pairs. The state lies in the arena at every moment between two
 * calls. <b>Not thread-safe.</b>
 *
 * @param <T> the event.
 */
public final class CellWindows<T> extends KeyedWindows<T> {
    private final Arena arena;
    private final Spans spans;
    private final boolean single;
    private final long latenessNs;
    private final boolean discarding;
    private final boolean firesAtEnd;
    private final boolean repeatsAtEnd;
    private final ProcessingClock clock;

    /** Whether every event is to be looked at, and not only those that come after the end. */
    private final boolean observed;

    private final WindowContent<T> content;
    private final TriggerRunner<T> trigger;
    private final ResultHandler<?> results;
    private final MissedEventHandler<T> missed;
    private final LongTable longKeys;
    private final RecordTable recordKeys;
    private final OpenCells cells;
    private final Window window;
    private final StartQueue ends = new StartQueue();
    private final StartQueue drops = new StartQueue();
    private final TouchOrder order = new TouchOrder();
    private final int contentInCell;

    /** Whether something is to be given back with a cell. */
    private final boolean holdsMore;

    private final String id;
    private long watermarkNs = Long.MIN_VALUE;

    /** Where the watermark is on its way to within this step. */
    private long targetNs = Long.MIN_VALUE;

    private long nextDueNs = Long.MAX_VALUE;

    private CellWindows(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final CellPlan<T> plan,
            final WindowContent<T> content,
            final ResultHandler<?> results,
            final MissedEventHandler<T> missed) {
        this.arena = arena;
        this.id = id;
        this.content = content;
        this.results = results;
        this.missed = missed;
        spans = new Spans(plan.assigner());
        single = spans.isSingle();
        latenessNs = plan.latenessNs();
        discarding = plan.discarding();
        firesAtEnd = plan.trigger().firesAtEnd();
        repeatsAtEnd = plan.trigger().repeatsAtEnd();
        clock = plan.clock();
        trigger = plan.isFiringAtEndOnly()
                ? null
                : new TriggerRunner<>(arena, id + "/trigger", plan.trigger(), plan.clock());
        holdsMore = trigger != null || content instanceof ElementsContent;
        observed = trigger != null || spans.isGlobal();
        contentInCell = TRIGGER + (trigger == null ? 0 : TriggerRunner.partBytes(plan.trigger()));
        final TableSpec keySpec = TableSpec.of(id + "/keys", CellLayout.KEY_BYTES);
        longKeys = keyType == null ? new LongTable(arena, keySpec) : null;
        recordKeys = keyType == null ? null : new RecordTable(arena, keySpec, keyType);
        window = new Window(keyType == null ? null : keyType.newFlyweight());
        final CellTable keys = keyType == null ? longKeys : recordKeys;
        cells = new OpenCells(
                arena,
                id,
                spans.fingerprint(),
                contentInCell + content.bytes(),
                !single,
                spans.overlap(latenessNs),
                keys);
        final Panes panes = cells.panes();
        for (long pane = panes.first(); pane != 0; pane = panes.next(pane)) {
            enqueue(panes.startOf(pane), cells.isEnded(pane));
        }
        updateNextDue();
    }

    /**
     * Windows with an aggregate: empty ones, or those that a restored arena holds under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param keyType the record type of keys; null for long keys.
     * @param plan which windows.
     * @param aggregate what is computed.
     * @param results takes the results.
     * @param missed takes events that a window goes without.
     * @param <T> the event.
     * @param <A> the accumulator.
     * @param <O> the result.
     * @return the windows.
     * @throws io.millrace.state.StateException if the accumulator or the key is too large, or the arena was restored
     *     with another kind of state under the id.
     */
    public static <T, A extends Flyweight, O extends Flyweight> CellWindows<T> aggregating(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final CellPlan<T> plan,
            final Aggregate<T, A, O> aggregate,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        final WindowContent<T> content = new AggregateContent<>(arena, aggregate, results);
        return new CellWindows<>(arena, id, keyType, plan, content, results, missed);
    }

    /**
     * Windows that keep their events: empty ones, or those that a restored arena holds under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param keyType the record type of keys; null for long keys.
     * @param plan which windows.
     * @param elements what is computed. Events must be flyweights of its type.
     * @param results takes the results.
     * @param missed takes events that a window goes without.
     * @param <T> the event.
     * @param <O> the result.
     * @return the windows.
     * @throws io.millrace.state.StateException if the event or the key is too large, or the arena was restored with
     *     another kind of state under the id.
     */
    public static <T, O extends Flyweight> CellWindows<T> collecting(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final CellPlan<T> plan,
            final ElementsPlan<T, O> elements,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        final WindowContent<T> content = new ElementsContent<>(arena, id, elements, results);
        return new CellWindows<>(arena, id, keyType, plan, content, results, missed);
    }

    @Override
    public void onEvent(
            final long key, final long timeNs, final long sequence, final T event, final long newWatermarkNs) {
        watermarkNs = newWatermarkNs;
        if (single && cells.enterCached(timeNs)) {
            final long keyRef = longKeys.get(key);
            if (keyRef != 0) {
                afterEvent(add(keyRef, timeNs, sequence, event));
                return;
            }
        }
        if (locate(timeNs, event)) {
            if (longKeys.get(key) == 0) {
                cells.addingKey();
            }
            addToAll(longKeys.getOrCreate(key), timeNs, sequence, event);
        }
    }

    @Override
    public void onEvent(
            final Flyweight key, final long timeNs, final long sequence, final T event, final long newWatermarkNs) {
        watermarkNs = newWatermarkNs;
        if (single && cells.enterCached(timeNs)) {
            final long keyRef = recordKeys.get(key);
            if (keyRef != 0) {
                afterEvent(add(keyRef, timeNs, sequence, event));
                return;
            }
        }
        if (locate(timeNs, event)) {
            if (recordKeys.get(key) == 0) {
                cells.addingKey();
            }
            addToAll(recordKeys.getOrCreate(key), timeNs, sequence, event);
        }
    }

    /** Finds the windows of an event; false if it is in none, of which who takes such events is told. */
    private boolean locate(final long timeNs, final T event) {
        if (!spans.isRepresentable(timeNs)) {
            missed.onUnrepresentable(event, timeNs);
            return false;
        }
        if (spans.isInGap(timeNs)) {
            missed.onGap(event, timeNs);
            return false;
        }
        spans.locate(timeNs);
        if (goneNs(spans.firstStartNs()) > watermarkNs) {
            return true;
        }
        final long firstStartNs = spans.firstStartNs();
        final long lastStartNs = spans.lastStartNs();
        final long difference = watermarkNs - timeNs;
        final long lateByNs = ((watermarkNs ^ timeNs) & (watermarkNs ^ difference)) < 0 ? Long.MAX_VALUE : difference;
        if (goneNs(lastStartNs) <= watermarkNs) {
            missed.onLate(event, timeNs, lateByNs, lastStartNs);
            return false;
        }
        long lastMissedNs = firstStartNs;
        while (goneNs(spans.nextStartNs(lastMissedNs)) <= watermarkNs) {
            lastMissedNs = spans.nextStartNs(lastMissedNs);
        }
        missed.onPartlyLate(event, timeNs, lateByNs, firstStartNs, lastMissedNs);
        return true;
    }

    /** The watermark at which a window is dropped. */
    private long goneNs(final long startNs) {
        final long sum = spans.lastNs(startNs) + latenessNs;
        return sum < spans.lastNs(startNs) ? Long.MAX_VALUE : sum;
    }

    private void addToAll(final long keyRef, final long timeNs, final long sequence, final T event) {
        final long lastStartNs = spans.lastStartNs();
        boolean added = true;
        for (long startNs = spans.firstStartNs(); ; startNs = spans.nextStartNs(startNs)) {
            if (goneNs(startNs) > watermarkNs) {
                enterOrOpen(startNs);
                added &= add(keyRef, timeNs, sequence, event);
            }
            if (startNs == lastStartNs) {
                break;
            }
        }
        afterEvent(added);
    }

    private void enterOrOpen(final long startNs) {
        if (!cells.enter(startNs, spans.spanNs())) {
            final boolean ended = spans.lastNs(startNs) <= watermarkNs;
            cells.open(startNs, spans.spanNs(), ended);
            enqueue(startNs, ended);
            nextDueNs = Math.min(nextDueNs, ended ? goneNs(startNs) : spans.lastNs(startNs));
        }
    }

    private void enqueue(final long startNs, final boolean ended) {
        (ended ? drops : ends).add(startNs);
    }

    /** Adds an event to the window gone to; false if there is no room for it. */
    private boolean add(final long keyRef, final long timeNs, final long sequence, final T event) {
        final long touched = cells.touch(keyRef);
        final long cell = touched & OpenCells.REF_MASK;
        if (touched < 0) {
            arena.putLong(cell + LARGEST_TIME, Long.MIN_VALUE);
            content.create(cell + contentInCell);
        }
        if (arena.getLong(cell + STATE) != (HOLDING | CHANGED)) {
            arena.putLong(cell + STATE, HOLDING | CHANGED);
        }
        if (!content.add(cell + contentInCell, event, timeNs, sequence)) {
            return false;
        }
        if (observed || cells.isEnded()) {
            actOn(cell, timeNs, event);
        }
        return true;
    }

    private void actOn(final long cell, final long timeNs, final T event) {
        final long startNs = cells.startNs();
        if (spans.isGlobal() && timeNs > arena.getLong(cell + LARGEST_TIME)) {
            arena.putLong(cell + LARGEST_TIME, timeNs);
        }
        Decision decision = Decision.CONTINUE;
        if (trigger != null) {
            trigger.moveTo(cell + TRIGGER, startNs, timerKey(arena.getLong(cell + KEY)));
            trigger.atWindow(startNs, spans.endNs(startNs), goneNs(startNs), arena.getLong(cell + FIRED));
            decision = trigger.onEvent(event, timeNs, watermarkNs);
        }
        act(cell, startNs, decision.isFiring() || firesAtEnd && cells.isEnded(), decision.isPurging(), false);
    }

    private long timerKey(final long keyRef) {
        return longKeys == null ? 0 : longKeys.keyAt(keyRef);
    }

    private void act(
            final long cell, final long startNs, final boolean firing, final boolean purging, final boolean last) {
        if (firing && (arena.getLong(cell + STATE) & HOLDING) != 0) {
            window.setTimes(startNs, spans.endNs(startNs));
            emit(cell, last);
            arena.beforeWrite(cell);
            arena.putLong(cell + STATE, HOLDING);
            arena.putLong(cell + FIRED, arena.getLong(cell + FIRED) + 1);
        }
        if (purging || firing && discarding) {
            arena.beforeWrite(cell);
            arena.putLong(cell + STATE, 0);
            content.clear(cell + contentInCell);
        }
    }

    /** Hands on the result of a cell of the window set. */
    private void emit(final long cell, final boolean last) {
        setKey(arena.getLong(cell + KEY));
        window.setFiring(arena.getLong(cell + FIRED), last, false);
        final long timeNs = spans.isGlobal() ? arena.getLong(cell + LARGEST_TIME) : window.endNs() - 1;
        content.emit(cell + contentInCell, window, timeNs);
    }

    private void setKey(final long keyRef) {
        if (recordKeys == null) {
            window.setKey(longKeys.keyAt(keyRef));
        } else {
            final long record = recordKeys.keyRef(keyRef);
            window.keyRecord().wrap(arena.buffer(record), arena.offset(record));
        }
    }

    private void afterEvent(final boolean added) {
        if (trigger != null && trigger.nextDueNs() <= watermarkNs) {
            targetNs = watermarkNs;
            fireTimers(watermarkNs);
        }
        if (!added) {
            throw new StateLimitException("Windows '" + id + "': a window has reached its limit of elements: raise it,"
                    + " the last argument of process(..), make the windows smaller, or aggregate");
        }
    }

    @Override
    public long nextDueNs() {
        return trigger == null ? nextDueNs : Math.min(nextDueNs, trigger.nextDueNs());
    }

    private void updateNextDue() {
        long dueNs = Long.MAX_VALUE;
        if (!ends.isEmpty()) {
            dueNs = Math.min(dueNs, spans.lastNs(ends.first()));
        }
        if (!drops.isEmpty()) {
            dueNs = Math.min(dueNs, goneNs(drops.first()));
        }
        nextDueNs = dueNs;
    }

    @Override
    public void onWatermark(final long newWatermarkNs) {
        onWatermark(newWatermarkNs, newWatermarkNs);
    }

    @Override
    public void onWatermark(final long newWatermarkNs, final long newTargetNs) {
        targetNs = clock.hasInputEnded() ? Long.MAX_VALUE : newTargetNs;
        for (long nowNs = nextDueNs(); nowNs <= newWatermarkNs && nowNs != Long.MAX_VALUE; nowNs = nextDueNs()) {
            watermarkNs = nowNs;
            if (trigger != null) {
                fireTimers(nowNs);
            }
            endUpTo(nowNs);
        }
        watermarkNs = newWatermarkNs;
        if (newWatermarkNs == Long.MAX_VALUE && waitsForEnd()) {
            endUpTo(newWatermarkNs);
        }
    }

    private void endUpTo(final long nowNs) {
        while (!ends.isEmpty() && spans.lastNs(ends.first()) <= nowNs) {
            end(ends.first());
        }
        while (!drops.isEmpty() && goneNs(drops.first()) <= nowNs) {
            final long startNs = drops.first();
            drops.removeFirst();
            drop(cells.panes().find(startNs), startNs);
        }
        updateNextDue();
    }

    @Override
    public boolean waitsForEnd() {
        return !ends.isEmpty() || !drops.isEmpty();
    }

    private void fireTimers(final long nowNs) {
        while (trigger.poll(nowNs)) {
            onTimer(targetNs);
        }
    }

    /** Acts on the timer that was polled; the watermark is on its way to a target within this step. */
    private void onTimer(final long toNs) {
        final long cell = trigger.polledPart() - TRIGGER;
        final long startNs = trigger.polledDetail();
        final long keyRef = arena.getLong(cell + KEY);
        trigger.atWindow(startNs, spans.endNs(startNs), goneNs(startNs), arena.getLong(cell + FIRED));
        final Decision decision;
        try {
            decision = trigger.onTimer(timerKey(keyRef));
        } catch (final RuntimeException failure) {
            window.setTimes(startNs, spans.endNs(startNs));
            setKey(keyRef);
            results.onFailure(failure, window);
            return;
        }
        final boolean last = goneNs(startNs) <= toNs && (decision.isPurging() || discarding || !firesAgain(startNs));
        act(cell, startNs, decision.isFiring(), decision.isPurging(), last);
    }

    /** Whether a window that holds something, and that a timer fires, will have a result at its end, come what may. */
    private boolean firesAgain(final long startNs) {
        return firesAtEnd && repeatsAtEnd && spans.lastNs(startNs) >= watermarkNs;
    }

    @Override
    public long nextProcessingDueNs() {
        return trigger == null ? Long.MAX_VALUE : trigger.nextProcessingDueNs();
    }

    @Override
    public void onProcessingTime(final long processingNs) {
        while (trigger != null && trigger.pollProcessing(processingNs, watermarkNs)) {
            onTimer(Long.MIN_VALUE);
        }
    }

    private void end(final long startNs) {
        ends.removeFirst();
        final long pane = cells.panes().find(startNs);
        final boolean sorted = cells.collect(pane, order);
        final boolean last = latenessNs == 0;
        if (firesAtEnd) {
            if (!sorted) {
                order.sort();
            }
            fireAll(startNs, goneNs(startNs) <= targetNs);
        }
        if (last) {
            drop(pane, startNs);
        } else {
            cells.ended(pane, startNs);
            drops.add(startNs);
        }
    }

    private void fireAll(final long startNs, final boolean last) {
        window.setTimes(startNs, spans.endNs(startNs));
        for (int i = 0; i < order.size(); i++) {
            final long cell = order.cell(i);
            final long state = arena.getLong(cell + STATE);
            if ((state & HOLDING) != 0 && (repeatsAtEnd || (state & CHANGED) != 0)) {
                emit(cell, last);
                arena.beforeWrite(cell);
                arena.putLong(cell + STATE, HOLDING);
                if (latenessNs != 0) {
                    arena.putLong(cell + FIRED, arena.getLong(cell + FIRED) + 1);
                    if (discarding) {
                        arena.putLong(cell + STATE, 0);
                        content.clear(cell + contentInCell);
                    }
                }
            }
        }
    }

    private void drop(final long pane, final long startNs) {
        if (holdsMore) {
            cells.collect(pane, order);
            for (int i = 0; i < order.size(); i++) {
                final long cell = order.cell(i);
                content.free(cell + contentInCell);
                if (trigger != null) {
                    trigger.dropped(cell + TRIGGER, timerKey(arena.getLong(cell + KEY)));
                }
            }
        }
        cells.droppingAll(pane, startNs);
        cells.drop(pane, startNs);
    }

    @Override
    public long countOpen() {
        final Panes panes = cells.panes();
        long open = 0;
        for (long pane = panes.first(); pane != 0; pane = panes.next(pane)) {
            cells.collect(pane, order);
            for (int i = 0; i < order.size(); i++) {
                open += arena.getLong(order.cell(i) + STATE) & HOLDING;
            }
        }
        return open;
    }

    @Override
    public long unfired() {
        return cells.unfired();
    }

    @Override
    public boolean visitOpen(final OpenWindowVisitor visitor) {
        final int state = trigger == null ? 0 : trigger.stateOffset(TRIGGER);
        for (long key = cells.keys().first(); key != 0; key = cells.keys().next(key)) {
            long startNs = arena.getLong(key + CellLayout.KEY_NEWEST_START);
            for (long cell = cells.newestOf(key); cell != 0; cell = cells.olderOf(cell)) {
                if ((arena.getLong(cell + STATE) & HOLDING) != 0) {
                    setKey(key);
                    window.setTimes(startNs, spans.endNs(startNs));
                    window.setFiring(arena.getLong(cell + FIRED), false, false);
                    visitor.onWindow(
                            window,
                            OpenWindowVisitor.UNKNOWN,
                            state == 0 ? OpenWindowVisitor.UNKNOWN : arena.getLong(cell + state));
                }
                startNs = arena.getLong(cell + CellLayout.OLDER_START);
            }
        }
        return true;
    }
}
