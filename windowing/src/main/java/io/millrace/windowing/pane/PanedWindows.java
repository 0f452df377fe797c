package io.millrace.windowing.pane;

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
import io.millrace.windowing.Window;
import io.millrace.windowing.Windows;

/**
 * Windows that are made of panes: an event is added to the cell of its key in one pane, whatever the windows are.
 *
 * <p><b>Not thread-safe.</b>
 *
 * @param <T> the event.
 * @param <A> the accumulator.
 * @param <O> the result.
 */
public abstract class PanedWindows<T, A extends Flyweight, O extends Flyweight> extends KeyedWindows<T> {
    /** From {@link #enter}: the event is in no window, and who takes such events was told. */
    protected static final int NONE = 0;

    /** From {@link #enter}: the current pane is that of the event. */
    protected static final int OPEN = 1;

    /** From {@link #enter}: the pane of the event was closed, but is part of windows that are open. */
    protected static final int CLOSED = 2;

    /**
     * Room in the index from the start: 32 KiB, sparse enough that the first entry looked at is nearly always right.
     */
    private static final int INITIAL_KEYS = 3_000;

    /** Where the state lives. */
    protected final Arena arena;

    /** Where the windows lie. */
    protected final Windows windows;

    /** What is computed. */
    protected final Aggregate<T, A, O> aggregate;

    /** Takes events that a window goes without. */
    protected final MissedEventHandler<T> missed;

    /** The keys. */
    protected final CellTable keys;

    /** Keeps the number of keys that are not alive small. */
    protected final DeadKeys deadKeys;

    /** The cells of the panes. */
    protected final PaneCells cells;

    /** The way out. */
    protected final WindowResults<A, O> results;

    /** A view of an accumulator. */
    protected final A accumulator;

    /** The lowest watermark at which a window is due; {@link Long#MAX_VALUE} if none is open. */
    protected long nextDueNs = Long.MAX_VALUE;

    private final LongTable longKeys;
    private final RecordTable recordKeys;
    private final EventContext context = new EventContext();
    private final long minTimeNs;
    private final long maxTimeNs;

    /**
     * Creates what does not depend on the kind of windows.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param keyType the record type of keys; null for long keys.
     * @param windows where the windows lie.
     * @param aggregate what is computed.
     * @param results takes the results.
     * @param missed takes events that a window goes without.
     */
    protected PanedWindows(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final Windows windows,
            final Aggregate<T, A, O> aggregate,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        this.arena = arena;
        this.windows = windows;
        this.aggregate = aggregate;
        this.missed = missed;
        accumulator = aggregate.accumulatorType().newFlyweight();
        minTimeNs = windows.minTimeNs();
        maxTimeNs = windows.maxTimeNs();
        cells = new PaneCells(arena, id, windows, accumulator.sizeBytes());
        final TableSpec keySpec = TableSpec.of(id + "/keys", cells.keyBytes()).withExpectedKeys(INITIAL_KEYS);
        longKeys = keyType == null ? new LongTable(arena, keySpec) : null;
        recordKeys = keyType == null ? null : new RecordTable(arena, keySpec, keyType);
        keys = keyType == null ? longKeys : recordKeys;
        final Window window = new Window(keyType == null ? null : keyType.newFlyweight());
        this.results = new WindowResults<>(arena, recordKeys, window, aggregate, results);
        cells.restore(keys);
        deadKeys = new DeadKeys(keys, cells);
    }

    @Override
    public final void onEvent(
            final long key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        if (cells.enterCached(timeNs)) {
            final long keyCell = longKeys.get(key);
            if (keyCell != 0) {
                add(keyCell, timeNs, sequence, event);
                return;
            }
        }
        onEventSlowly(key, timeNs, sequence, event, watermarkNs);
    }

    /** The key is new, or the time in neither of the last two panes. */
    private void onEventSlowly(
            final long key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        final int pane = cells.enterCached(timeNs) ? OPEN : enter(timeNs, event, watermarkNs);
        if (pane == NONE) {
            return;
        }
        if (longKeys.get(key) == 0) {
            deadKeys.addingKey();
        }
        final long keyCell = longKeys.getOrCreate(key);
        if (pane == OPEN) {
            add(keyCell, timeNs, sequence, event);
        } else {
            addToClosed(keyCell, timeNs, sequence, event);
        }
    }

    @Override
    public final void onEvent(
            final Flyweight key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        if (cells.enterCached(timeNs)) {
            final long keyCell = recordKeys.get(key);
            if (keyCell != 0) {
                add(keyCell, timeNs, sequence, event);
                return;
            }
        }
        onEventSlowly(key, timeNs, sequence, event, watermarkNs);
    }

    /** The key is new, or the time in neither of the last two panes. */
    private void onEventSlowly(
            final Flyweight key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        final int pane = cells.enterCached(timeNs) ? OPEN : enter(timeNs, event, watermarkNs);
        if (pane == NONE) {
            return;
        }
        if (recordKeys.get(key) == 0) {
            deadKeys.addingKey();
        }
        final long keyCell = recordKeys.getOrCreate(key);
        if (pane == OPEN) {
            add(keyCell, timeNs, sequence, event);
        } else {
            addToClosed(keyCell, timeNs, sequence, event);
        }
    }

    private void add(final long keyCell, final long timeNs, final long sequence, final T event) {
        final long cell = cells.touch(keyCell);
        if (cell >= 0) {
            wrapAccumulator(cell);
        } else {
            wrapAccumulator(cell & CellLayout.REF_MASK);
            aggregate.create(accumulator);
        }
        addTo(accumulator, timeNs, sequence, event);
    }

    /**
     * Adds an event to an accumulator.
     *
     * @param to the accumulator.
     * @param timeNs the event's time.
     * @param sequence its place in the order of arrival.
     * @param event the event.
     */
    protected final void addTo(final A to, final long timeNs, final long sequence, final T event) {
        context.set(timeNs, sequence);
        aggregate.add(to, event, context);
    }

    /**
     * Moves a view of an accumulator to a cell.
     *
     * @param cell ref of the cell.
     */
    protected final void wrapAccumulator(final long cell) {
        accumulator.wrap(arena.buffer(cell), arena.offset(cell) + CellLayout.CELL_ACCUMULATOR);
    }

    /**
     * Goes to the pane of a time that is in neither of the last two panes.
     *
     * @param timeNs the time.
     * @param event the event.
     * @param watermarkNs the watermark at its arrival.
     * @return {@link #NONE}, {@link #OPEN} or {@link #CLOSED}.
     */
    protected abstract int enter(long timeNs, T event, long watermarkNs);

    /**
     * Adds an event for which {@link #enter} returned {@link #CLOSED}.
     *
     * @param key ref of its key.
     * @param timeNs its time.
     * @param sequence its place in the order of arrival.
     * @param event the event.
     */
    protected abstract void addToClosed(long key, long timeNs, long sequence, T event);

    /**
     * Whether a time can be in a window; if not, who takes such events is told.
     *
     * @param timeNs the time.
     * @param event the event.
     * @return false if no window that could be represented holds it, or if it is in a gap.
     */
    protected final boolean hasWindow(final long timeNs, final T event) {
        if (timeNs < minTimeNs || timeNs > maxTimeNs) {
            missed.onUnrepresentable(event, timeNs);
            return false;
        }
        if (windows.isInGap(timeNs)) {
            missed.onGap(event, timeNs);
            return false;
        }
        return true;
    }

    /**
     * How late an event is.
     *
     * @param timeNs its time.
     * @param watermarkNs the watermark, which is not below it.
     * @return the difference, saturating.
     */
    protected static long lateByNs(final long timeNs, final long watermarkNs) {
        final long lateByNs = watermarkNs - timeNs;
        return lateByNs < 0 ? Long.MAX_VALUE : lateByNs;
    }

    @Override
    public final long nextDueNs() {
        return nextDueNs;
    }
}
