package io.millrace.windowing.count;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.CellTable;
import io.millrace.state.LongTable;
import io.millrace.state.RecordTable;
import io.millrace.state.TableSpec;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.OpenWindowVisitor;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Windows that hold a number of events of one key, in the order of arrival: the events from {@code k * slide} to before
 * {@code k * slide + size}, for every {@code k} from 0. Each has one result, in the call of {@link #onEvent} that
 * brings its last event; one that is never full has none. Times and watermark are of no account, so nothing is late.
 * Where the slide exceeds the size, events between two windows are told to {@link MissedEventHandler#onGap}.
 *
 * <p>The times of such a window are those of its events: it starts at the smallest event time and ends 1 ns after the
 * largest (at {@link Long#MAX_VALUE} if that is the largest); its result has the largest one. So a result is no later
 * than the event that brings it.
 *
 * <p>A window is put together from panes of as many events as divide both size and slide. By an aggregate that can be
 * deducted each pane is added and taken out once; else a result takes a number of steps that grows with the logarithm
 * of the number of panes.
 *
 * <p>Memory: an accumulator per key where windows do not overlap, and keys without an open window are a cache that is
 * bounded by the number of the others. Where windows overlap, each key that was ever seen keeps twice to four times as
 * many accumulators as a window has panes. The state lies in the arena at every moment between two calls, under ids
 * that begin with the one given: windows constructed over a restored arena continue where the snapshot was taken.
 * <b>Not thread-safe.</b>
 *
 * <pre>
 * key (value of the table of keys)
 *   0  events      how many there were since the key was made
 *   8  in pane     one more than are in the pane that was begun; 0: none was
 *  16  place       that pane's place in the ring
 *  24  complete    how many panes were complete before, as far as the panes of a window
 *  32  until       how many panes have to become complete until there is a result
 *  40  to skip     how many events are in no window before the next pane begins
 *  48  ring        ref of the panes
 * </pre>
 *
 * @param <T> the event.
 * @param <A> the accumulator.
 * @param <O> the result.
 */
public final class KeyedCounts<T, A extends Flyweight, O extends Flyweight> extends KeyedWindows<T> {
    private static final int EVENTS = 0;
    private static final int IN_PANE = 8;
    private static final int PLACE = 16;
    private static final int COMPLETE = 24;
    private static final int UNTIL = 32;
    private static final int TO_SKIP = 40;
    private static final int RING = 48;
    private static final int KEY_BYTES = 56;

    private static final int INITIAL_KEYS = 3_000;
    private static final int MAX_PANES = 1 << 24;
    private static final long ALWAYS_KEPT = 1 << 14;
    private static final int SWEEP_STEPS = 4;
    private static final int DECAY_SHIFT = 10;

    private final Arena arena;
    private final Aggregate<T, A, O> aggregate;
    private final ResultHandler<O> results;
    private final MissedEventHandler<T> missed;
    private final LongTable longKeys;
    private final RecordTable recordKeys;
    private final CellTable keys;
    private final PaneRings rings;
    private final PaneTree<A> tree;
    private final EventContext context = new EventContext();
    private final Window window;
    private final A accumulator;
    private final O output;
    private final long size;
    private final long slide;
    private final long paneEvents;
    private final int panes;
    private final long panesApart;
    private final long gapEvents;
    private long alive;
    private long recentlyAlive;
    private long cursor;

    /**
     * Creates windows that are keyed by long values or by records: empty ones, or those that a restored arena holds
     * under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param keyType the record type of keys; null for long keys.
     * @param windows how many events are in a window, and from one to the next.
     * @param aggregate what is computed.
     * @param results takes the results.
     * @param missed takes events that are in no window.
     * @throws IllegalArgumentException if a window has more than 16,777,216 panes.
     * @throws io.millrace.state.StateException if the accumulator or the key is too large, or the arena was restored
     *     with another kind of state under the id.
     */
    public KeyedCounts(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final CountWindows windows,
            final Aggregate<T, A, O> aggregate,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        this.arena = arena;
        this.aggregate = aggregate;
        this.results = results;
        this.missed = missed;
        size = windows.size();
        slide = windows.slide();
        gapEvents = Math.max(0, slide - size);
        paneEvents = slide >= size ? size : greatestDivisor(size, slide);
        panes = panesOf(id, windows, size / paneEvents);
        panesApart = Math.max(1, slide >= size ? 1 : slide / paneEvents);
        accumulator = aggregate.accumulatorType().newFlyweight();
        rings = new PaneRings(
                arena, id, accumulator.sizeBytes(), PaneTree.nodesFor(panes), windows.size() * 31 + windows.slide());
        tree = new PaneTree<>(arena, rings, aggregate, panes);
        final TableSpec keySpec = TableSpec.of(id + "/keys", KEY_BYTES).withExpectedKeys(INITIAL_KEYS);
        longKeys = keyType == null ? new LongTable(arena, keySpec) : null;
        recordKeys = keyType == null ? null : new RecordTable(arena, keySpec, keyType);
        keys = keyType == null ? longKeys : recordKeys;
        window = new Window(keyType == null ? null : keyType.newFlyweight());
        output = aggregate.outputType().newFlyweight();
        output.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(output.sizeBytes())), 0);
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            alive += isAlive(key) ? 1 : 0;
        }
    }

    private static long greatestDivisor(final long one, final long other) {
        long larger = one;
        long smaller = other;
        while (smaller != 0) {
            final long rest = larger % smaller;
            larger = smaller;
            smaller = rest;
        }
        return larger;
    }

    private static int panesOf(final String id, final CountWindows windows, final long panes) {
        if (panes > MAX_PANES) {
            throw new IllegalArgumentException("'" + id + "': " + windows + " would need " + panes
                    + " panes a window, at most " + MAX_PANES + " are possible: choose a slide that has a larger"
                    + " divisor in common with the size");
        }
        return (int) panes;
    }

    @Override
    public void onEvent(final long key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        long keyCell = longKeys.get(key);
        if (keyCell == 0) {
            addingKey();
            keyCell = longKeys.getOrCreate(key);
        }
        onEvent(keyCell, timeNs, sequence, event);
    }

    @Override
    public void onEvent(
            final Flyweight key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        long keyCell = recordKeys.get(key);
        if (keyCell == 0) {
            addingKey();
            keyCell = recordKeys.getOrCreate(key);
        }
        onEvent(keyCell, timeNs, sequence, event);
    }

    private void onEvent(final long key, final long timeNs, final long sequence, final T event) {
        final long address = arena.address(key);
        final long toSkip = UnsafeApi.getLong(address + TO_SKIP);
        if (toSkip > 0) {
            arena.beforeWrite(key);
            UnsafeApi.putLong(address + TO_SKIP, toSkip - 1);
            UnsafeApi.putLong(address + EVENTS, UnsafeApi.getLong(address + EVENTS) + 1);
            alive -= toSkip == 1 ? 1 : 0;
            missed.onGap(event, timeNs);
            return;
        }
        if (UnsafeApi.getLong(address + IN_PANE) == 0) {
            begin(key, address);
        }
        final int place = (int) UnsafeApi.getLong(address + PLACE);
        final long pane = tree.pane(UnsafeApi.getLong(address + RING), place);
        arena.beforeWrite(pane);
        rings.addTime(pane, timeNs);
        accumulator.wrap(arena.buffer(pane), arena.offset(pane) + PaneRings.ACCUMULATOR);
        context.set(timeNs, sequence);
        aggregate.add(accumulator, event, context);
        arena.beforeWrite(key);
        UnsafeApi.putLong(address + EVENTS, UnsafeApi.getLong(address + EVENTS) + 1);
        final long inPane = UnsafeApi.getLong(address + IN_PANE);
        UnsafeApi.putLong(address + IN_PANE, inPane + 1);
        if (inPane == paneEvents) {
            complete(key, address, place);
        }
    }

    /** Begins a pane. Nothing has changed if the arena is full. */
    private void begin(final long key, final long address) {
        long ring = UnsafeApi.getLong(address + RING);
        if (ring == 0) {
            ring = rings.allocate();
            arena.beforeWrite(key);
            UnsafeApi.putLong(address + RING, ring);
            UnsafeApi.putLong(address + UNTIL, panes);
        }
        tree.begin(ring, (int) UnsafeApi.getLong(address + PLACE), (int) UnsafeApi.getLong(address + COMPLETE));
        alive += isAlive(key) ? 0 : 1;
        arena.beforeWrite(key);
        UnsafeApi.putLong(address + IN_PANE, 1);
    }

    private void complete(final long key, final long address, final int place) {
        final long ring = UnsafeApi.getLong(address + RING);
        tree.complete(ring, place);
        final long until = UnsafeApi.getLong(address + UNTIL) - 1;
        UnsafeApi.putLong(address + IN_PANE, 0);
        UnsafeApi.putLong(address + PLACE, place + 1 & tree.leaves() - 1);
        UnsafeApi.putLong(address + COMPLETE, Math.min(panes, UnsafeApi.getLong(address + COMPLETE) + 1));
        UnsafeApi.putLong(address + UNTIL, until == 0 ? panesApart : until);
        if (until == 0) {
            UnsafeApi.putLong(address + TO_SKIP, gapEvents);
            if (!isAlive(key)) {
                recentlyAlive = Math.max(alive, recentlyAlive - (recentlyAlive >> DECAY_SHIFT));
                alive--;
            }
            emit(key, ring, place);
        }
    }

    private void setKey(final long key) {
        if (recordKeys == null) {
            window.setKey(longKeys.keyAt(key));
        } else {
            final long record = recordKeys.keyRef(key);
            window.keyRecord().wrap(arena.buffer(record), arena.offset(record));
        }
    }

    private void emit(final long key, final long ring, final int place) {
        setKey(key);
        final A whole = tree.window(ring, place);
        final long largestNs = tree.largestNs();
        window.setTimes(tree.smallestNs(), largestNs == Long.MAX_VALUE ? largestNs : largestNs + 1);
        output.clear();
        try {
            aggregate.finish(window, whole, output);
            results.onResult(output, largestNs);
        } catch (final RuntimeException failure) {
            results.onFailure(failure, window);
        }
    }

    /** Whether a key has a window that is not full, or has to remember how many events to skip. */
    private boolean isAlive(final long key) {
        return arena.getLong(key + IN_PANE) != 0
                || arena.getLong(key + TO_SKIP) != 0
                || panes > 1 && arena.getLong(key + EVENTS) != 0;
    }

    private void addingKey() {
        if (keys.size() > ALWAYS_KEPT && keys.size() > 2 * Math.max(recentlyAlive, alive)) {
            sweep();
        }
    }

    /** Forgets a few of the keys that are not alive. */
    private void sweep() {
        for (int step = 0; step < SWEEP_STEPS; step++) {
            cursor = cursor == 0 ? keys.first() : keys.next(cursor);
            if (cursor != 0 && !isAlive(cursor)) {
                final long ring = arena.getLong(cursor + RING);
                if (ring != 0) {
                    rings.free(ring);
                }
                keys.removeCell(cursor);
            }
        }
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        // Time is of no account.
    }

    @Override
    public long nextDueNs() {
        return Long.MAX_VALUE;
    }

    /**
     * {@inheritDoc}
     *
     * <p>These are the windows that are not full: once the input has ended they never will be.
     */
    @Override
    public long countOpen() {
        long open = 0;
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            final long events = arena.getLong(key + EVENTS);
            final long begun = events / slide + (events % slide == 0 ? 0 : 1);
            final long full = events < size ? 0 : (events - size) / slide + 1;
            open += begun - full;
        }
        return open;
    }

    @Override
    public boolean visitOpen(final OpenWindowVisitor visitor) {
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            final long events = arena.getLong(key + EVENTS);
            long begun = events < size ? 0 : ((events - size) / slide + 1) * slide;
            for (; begun < events; begun += slide) {
                setKey(key);
                window.setTimes(Long.MIN_VALUE, Long.MAX_VALUE);
                visitor.onWindow(window, events - begun, OpenWindowVisitor.UNKNOWN);
            }
        }
        return true;
    }
}
