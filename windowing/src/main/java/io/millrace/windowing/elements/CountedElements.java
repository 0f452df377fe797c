package io.millrace.windowing.elements;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.state.CellTable;
import io.millrace.state.LongTable;
import io.millrace.state.RecordTable;
import io.millrace.state.TableSpec;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.OpenWindowVisitor;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import io.millrace.windowing.cell.ElementsPlan;

/**
 * Count windows that keep their events: as {@link io.millrace.windowing.count.KeyedCounts}, but a function works on the
 * events of a window when it is full.
 *
 * <p>Memory: the events that the oldest open window of a key has, for each key. A key without any is forgotten, unless
 * events have to be skipped before its next window. The state lies in the arena at every moment between two calls,
 * under ids that begin with the one given. <b>Not thread-safe.</b>
 *
 * <pre>
 * key (value of the table of keys)
 *   0  list        the events since the oldest open window began
 *   8  to skip     how many events are in no window before the next one begins
 * </pre>
 *
 * @param <T> the event.
 * @param <O> the result.
 */
public final class CountedElements<T, O extends Flyweight> extends KeyedWindows<T> {
    private static final int LIST = 0;
    private static final int TO_SKIP = 8;
    private static final int KEY_BYTES = 16;

    private final Arena arena;
    private final LongTable longKeys;
    private final RecordTable recordKeys;
    private final CellTable keys;
    private final ElementLists<T> lists;
    private final ElementsPlan<T, O> plan;
    private final ResultHandler<O> results;
    private final ElementOutput<O> out;
    private final MissedEventHandler<T> missed;
    private final Window window;
    private final long size;
    private final long slide;

    /**
     * Creates windows that are keyed by long values or by records: empty ones, or those that a restored arena holds
     * under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param keyType the record type of keys; null for long keys.
     * @param windows how many events are in a window, and from one to the next.
     * @param plan what is computed.
     * @param results takes the results.
     * @param missed takes events that are in no window.
     * @throws IllegalArgumentException if a window has more events than may be kept.
     */
    public CountedElements(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final CountWindows windows,
            final ElementsPlan<T, O> plan,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        if (windows.size() > plan.maxElements()) {
            throw new IllegalArgumentException("'" + id + "': windows of " + windows.size()
                    + " events do not fit the limit of " + plan.maxElements() + " elements");
        }
        this.arena = arena;
        this.plan = plan;
        this.results = results;
        this.missed = missed;
        size = windows.size();
        slide = windows.slide();
        final TableSpec keySpec = TableSpec.of(id + "/keys", KEY_BYTES);
        longKeys = keyType == null ? new LongTable(arena, keySpec) : null;
        recordKeys = keyType == null ? null : new RecordTable(arena, keySpec, keyType);
        keys = keyType == null ? longKeys : recordKeys;
        lists = new ElementLists<>(arena, id + "/elements", plan.eventType());
        window = new Window(keyType == null ? null : keyType.newFlyweight());
        out = new ElementOutput<>(plan.outputType(), results);
    }

    @Override
    public void onEvent(final long key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        onEvent(longKeys.getOrCreate(key), timeNs, sequence, event);
    }

    @Override
    public void onEvent(
            final Flyweight key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
        onEvent(recordKeys.getOrCreate(key), timeNs, sequence, event);
    }

    private void onEvent(final long key, final long timeNs, final long sequence, final T event) {
        final long toSkip = arena.getLong(key + TO_SKIP);
        if (toSkip > 0) {
            arena.beforeWrite(key);
            arena.putLong(key + TO_SKIP, toSkip - 1);
            forgetIfIdle(key);
            missed.onGap(event, timeNs);
            return;
        }
        try {
            append(key, timeNs, sequence, event);
        } finally {
            forgetIfIdle(key);
        }
        if (lists.count(arena.getLong(key + LIST)) == size) {
            full(key, arena.getLong(key + LIST));
        }
    }

    private void append(final long key, final long timeNs, final long sequence, final T event) {
        long list = arena.getLong(key + LIST);
        if (list == 0) {
            list = lists.create();
            arena.beforeWrite(key);
            arena.putLong(key + LIST, list);
        }
        lists.append(list, (Flyweight) event, timeNs, sequence);
    }

    /** A window is full: it has its result, and makes room for the next one. */
    private void full(final long key, final long list) {
        try {
            emit(key, list);
        } finally {
            lists.dropFirst(list, Math.min(slide, size));
            arena.beforeWrite(key);
            arena.putLong(key + TO_SKIP, Math.max(0, slide - size));
            forgetIfIdle(key);
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

    private void emit(final long key, final long list) {
        setKey(key);
        lists.view(list, size, 0);
        long smallestNs = Long.MAX_VALUE;
        long largestNs = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            smallestNs = Math.min(smallestNs, lists.timeNs(i));
            largestNs = Math.max(largestNs, lists.timeNs(i));
        }
        window.setTimes(smallestNs, largestNs == Long.MAX_VALUE ? largestNs : largestNs + 1);
        out.begin(largestNs, false);
        try {
            plan.function().process(window, lists, out);
        } catch (final RuntimeException failure) {
            results.onFailure(failure, window);
        }
    }

    /** A key is kept as long as it has events, or some to skip. */
    private void forgetIfIdle(final long key) {
        final long list = arena.getLong(key + LIST);
        if (arena.getLong(key + TO_SKIP) == 0 && (list == 0 || lists.count(list) == 0)) {
            if (list != 0) {
                lists.free(list);
            }
            keys.removeCell(key);
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
            final long list = arena.getLong(key + LIST);
            final long events = list == 0 ? 0 : lists.count(list);
            open += events / slide + (events % slide == 0 ? 0 : 1);
        }
        return open;
    }

    @Override
    public boolean visitOpen(final OpenWindowVisitor visitor) {
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            final long list = arena.getLong(key + LIST);
            final long events = list == 0 ? 0 : lists.count(list);
            for (long held = events; held > 0; held -= slide) {
                setKey(key);
                window.setTimes(Long.MIN_VALUE, Long.MAX_VALUE);
                visitor.onWindow(window, held, OpenWindowVisitor.UNKNOWN);
            }
        }
        return true;
    }
}
