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
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Windows that do not overlap, over keyed events: tumbling ones, and sliding ones with gaps between them.
 *
 * <p>Protocol, all on one thread: {@link #onEvent} with every event and the watermark at its arrival; then, if the
 * watermark moved and is at or past {@link #nextDueNs()}, {@link #onWatermark}. An event belongs to one window, or to
 * none if it is in a gap; if that one's end minus one is at or before the watermark the event is late. Results come in
 * the order of (window end, the key's place in the list of live keys). A key enters that list with its first event,
 * leaves it when no window with an event of it is open any more, and enters it again, at its end, with its next event.
 *
 * <p>Memory is proportional to the open (key, window) pairs, plus a cache of keys that are not alive, which is bounded
 * by the number of live ones. The state lies in the arena at every moment between two calls, under ids that begin with
 * the one given: windows constructed over a restored arena continue where the snapshot was taken. <b>Not
 * thread-safe.</b>
 *
 * @param <T> the event.
 * @param <A> the accumulator.
 * @param <O> the result.
 */
public final class PaneWindows<T, A extends Flyweight, O extends Flyweight> extends KeyedWindows<T> {
    private static final int CLEAR_BYTES = 4 * Long.BYTES;

    /**
     * Room in the index from the start: 32 KiB, sparse enough that the first entry looked at is nearly always right.
     */
    private static final int INITIAL_KEYS = 3_000;

    private final Arena arena;
    private final Windows windows;
    private final Aggregate<T, A, O> aggregate;
    private final ResultHandler<O> results;
    private final MissedEventHandler<T> missed;
    private final LongTable longKeys;
    private final RecordTable recordKeys;
    private final CellTable keys;
    private final DeadKeys deadKeys;
    private final PaneCells cells;
    private final TouchOrder revisited = new TouchOrder();
    private final EventContext context = new EventContext();
    private final Window window;
    private final A accumulator;
    private final O output;
    private final long minTimeNs;
    private final long maxTimeNs;
    private final long outputAddress;
    private final int outputBytes;
    private long died;
    private long nextDueNs = Long.MAX_VALUE;

    /**
     * Creates windows that are keyed by long values: empty ones, or those that a restored arena holds under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param windows where the windows lie.
     * @param aggregate what is computed.
     * @param results takes the results.
     * @param missed takes events that are in no window.
     * @throws IllegalArgumentException if the windows overlap.
     * @throws io.millrace.state.StateException if the accumulator is too large, or the arena was restored with another
     *     kind of state under the id.
     */
    public PaneWindows(
            final Arena arena,
            final String id,
            final Windows windows,
            final Aggregate<T, A, O> aggregate,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        this(arena, id, null, windows, aggregate, results, missed);
    }

    /**
     * Creates windows that are keyed by records: empty ones, or those that a restored arena holds under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param keyType the record type of keys; null for long keys.
     * @param windows where the windows lie.
     * @param aggregate what is computed.
     * @param results takes the results.
     * @param missed takes events that are in no window.
     * @throws IllegalArgumentException if the windows overlap.
     * @throws io.millrace.state.StateException if the accumulator or the key is too large, or the arena was restored
     *     with another kind of state under the id.
     */
    public PaneWindows(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final Windows windows,
            final Aggregate<T, A, O> aggregate,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        if (windows.isOverlapping()) {
            throw new IllegalArgumentException("windows that overlap: " + windows);
        }
        this.arena = arena;
        this.windows = windows;
        this.aggregate = aggregate;
        this.results = results;
        this.missed = missed;
        accumulator = aggregate.accumulatorType().newFlyweight();
        output = aggregate.outputType().newFlyweight();
        final UnsafeBuffer outputBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(output.sizeBytes()));
        output.wrap(outputBuffer, 0);
        outputAddress = outputBuffer.addressOffset();
        outputBytes = output.sizeBytes();
        minTimeNs = windows.minTimeNs();
        maxTimeNs = windows.maxTimeNs();
        cells = new PaneCells(arena, id, windows.sizeNs(), CellLayout.CELL_ACCUMULATOR + accumulator.sizeBytes());
        final TableSpec keySpec =
                TableSpec.of(id + "/keys", CellLayout.KEY_BYTES).withExpectedKeys(INITIAL_KEYS);
        longKeys = keyType == null ? new LongTable(arena, keySpec) : null;
        recordKeys = keyType == null ? null : new RecordTable(arena, keySpec, keyType);
        keys = keyType == null ? longKeys : recordKeys;
        window = new Window(keyType == null ? null : keyType.newFlyweight());
        cells.restore(keys);
        deadKeys = new DeadKeys(keys, cells);
        updateNextDue();
    }

    @Override
    public void onEvent(final long key, final long timeNs, final long sequence, final T event, final long watermarkNs) {
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
        if (!cells.enterCached(timeNs) && !enter(timeNs, event, watermarkNs)) {
            return;
        }
        if (longKeys.get(key) == 0) {
            deadKeys.addingKey();
        }
        add(longKeys.getOrCreate(key), timeNs, sequence, event);
    }

    @Override
    public void onEvent(
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
        if (!cells.enterCached(timeNs) && !enter(timeNs, event, watermarkNs)) {
            return;
        }
        if (recordKeys.get(key) == 0) {
            deadKeys.addingKey();
        }
        add(recordKeys.getOrCreate(key), timeNs, sequence, event);
    }

    private void add(final long keyCell, final long timeNs, final long sequence, final T event) {
        final long cell = cells.touch(keyCell);
        if (cell >= 0) {
            wrapAccumulator(cell);
        } else {
            wrapAccumulator(cell & CellLayout.REF_MASK);
            aggregate.create(accumulator);
        }
        context.set(timeNs, sequence);
        aggregate.add(accumulator, event, context);
    }

    private void wrapAccumulator(final long cell) {
        accumulator.wrap(arena.buffer(cell), arena.offset(cell) + CellLayout.CELL_ACCUMULATOR);
    }

    /** Goes to the pane of a time that is in neither of the last two panes; false if the event is in no window. */
    private boolean enter(final long timeNs, final T event, final long watermarkNs) {
        if (timeNs < minTimeNs || timeNs > maxTimeNs) {
            missed.onUnrepresentable(event, timeNs);
            return false;
        }
        if (windows.isInGap(timeNs)) {
            missed.onGap(event, timeNs);
            return false;
        }
        final long startNs = windows.startOf(timeNs);
        final long lastNs = windows.lastOf(startNs);
        if (lastNs <= watermarkNs) {
            final long lateByNs = watermarkNs - timeNs;
            missed.onLate(event, timeNs, lateByNs < 0 ? Long.MAX_VALUE : lateByNs, startNs);
            return false;
        }
        cells.enter(startNs);
        nextDueNs = Math.min(nextDueNs, lastNs);
        return true;
    }

    @Override
    public long nextDueNs() {
        return nextDueNs;
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        while (nextDueNs <= watermarkNs && !cells.panes().isEmpty()) {
            closeFirst();
        }
    }

    @Override
    public long countOpen() {
        final Blocks blocks = cells.blocks();
        long open = 0;
        for (long pane = cells.panes().first(); pane != 0; pane = cells.panes().next(pane)) {
            int blockBytes = blocks.firstBlockBytes();
            for (long block = arena.getLong(pane + Panes.FIRST_BLOCK); block != 0; ) {
                final long end = blocks.endOfCells(block, blockBytes);
                for (long cell = block; cell != end; cell += blocks.cellBytes()) {
                    open += arena.getLong(cell + CellLayout.CELL_KEY) == 0 ? 0 : 1;
                }
                block = blocks.next(block, blockBytes);
                blockBytes = blocks.followingBlockBytes(blockBytes);
            }
        }
        return open;
    }

    private void updateNextDue() {
        nextDueNs = cells.panes().isEmpty()
                ? Long.MAX_VALUE
                : windows.lastOf(cells.panes().firstStartNs());
    }

    private void closeFirst() {
        final long startNs = cells.panes().firstStartNs();
        final long pane = cells.panes().find(startNs);
        final long firstBlock = arena.getLong(pane + Panes.FIRST_BLOCK);
        final long aliveBefore = arena.getLong(pane + Panes.ALIVE_BEFORE_COUNT);
        deadKeys.paneClosing();
        cells.closeFirst(pane, startNs);
        updateNextDue();
        revisited.clear();
        died = 0;
        if (aliveBefore > 0) {
            collectRevisited(firstBlock, aliveBefore);
        }
        try {
            emitAll(firstBlock, startNs);
        } finally {
            cells.panes().freeBlocks(firstBlock);
            cells.keysDied(died);
        }
    }

    /** Cells of keys that were alive before are not in the order of the list of live keys: sorts them by it. */
    private void collectRevisited(final long firstBlock, final long count) {
        final Blocks blocks = cells.blocks();
        int blockBytes = blocks.firstBlockBytes();
        long block = firstBlock;
        while (revisited.size() < count) {
            final long end = blocks.endOfCells(block, blockBytes);
            for (long cell = block; cell != end; cell += blocks.cellBytes()) {
                final long key = arena.getLong(cell + CellLayout.CELL_KEY);
                if (key < 0) {
                    revisited.add(arena.getLong((key & CellLayout.REF_MASK) + CellLayout.KEY_TOUCH), cell);
                }
            }
            block = blocks.next(block, blockBytes);
            blockBytes = blocks.followingBlockBytes(blockBytes);
        }
        revisited.sort();
    }

    private void emitAll(final long firstBlock, final long startNs) {
        final Blocks blocks = cells.blocks();
        window.setTimes(startNs, windows.endOf(startNs));
        int blockBytes = blocks.firstBlockBytes();
        int merged = 0;
        for (long block = firstBlock; block != 0; ) {
            merged = emitBlock(block, blocks.endOfCells(block, blockBytes), startNs, merged);
            block = blocks.next(block, blockBytes);
            blockBytes = blocks.followingBlockBytes(blockBytes);
        }
        emitRevisited(merged, Long.MAX_VALUE, startNs);
    }

    private int emitBlock(final long block, final long end, final long startNs, final int mergedSoFar) {
        final int cellBytes = cells.blocks().cellBytes();
        final long addressOfRef = arena.address(block) - block;
        final UnsafeBuffer buffer = arena.buffer(block);
        int offset = arena.offset(block);
        int merged = mergedSoFar;
        for (long cell = block; cell != end; cell += cellBytes, offset += cellBytes) {
            final long key = UnsafeApi.getLong(cell + addressOfRef + CellLayout.CELL_KEY);
            if (key <= 0) {
                if (key == 0) {
                    break;
                }
                continue;
            }
            if (merged < revisited.size()) {
                merged = emitRevisited(merged, arena.getLong(key + CellLayout.KEY_TOUCH), startNs);
            }
            emit(buffer, offset, key, startNs);
        }
        return merged;
    }

    /** Emits those of the sorted cells whose keys come before a place in the list of live keys. */
    private int emitRevisited(final int mergedSoFar, final long beforeTouch, final long startNs) {
        int merged = mergedSoFar;
        while (merged < revisited.size() && revisited.touch(merged) < beforeTouch) {
            final long cell = revisited.cell(merged++);
            final long key = arena.getLong(cell + CellLayout.CELL_KEY) & CellLayout.REF_MASK;
            emit(arena.buffer(cell), arena.offset(cell), key, startNs);
        }
        return merged;
    }

    private void emit(final UnsafeBuffer cellBuffer, final int cellOffset, final long key, final long startNs) {
        final long keyAddress = arena.address(key);
        if (UnsafeApi.getLong(keyAddress + CellLayout.KEY_NEWEST_START) == startNs) {
            died++;
        }
        if (recordKeys == null) {
            window.setKey(LongTable.keyAtAddress(keyAddress));
        } else {
            final long record = recordKeys.keyRef(key);
            window.keyRecord().wrap(arena.buffer(record), arena.offset(record));
        }
        accumulator.wrap(cellBuffer, cellOffset + CellLayout.CELL_ACCUMULATOR);
        clearOutput();
        try {
            aggregate.finish(window, accumulator, output);
            results.onResult(output, window.endNs() - 1);
        } catch (final RuntimeException failure) {
            results.onFailure(failure, window);
        }
    }

    private void clearOutput() {
        final long end = outputAddress + outputBytes;
        if (outputBytes < CLEAR_BYTES) {
            for (long address = outputAddress; address != end; address += Long.BYTES) {
                UnsafeApi.putLong(address, 0);
            }
            return;
        }
        for (long address = outputAddress; address < end - CLEAR_BYTES; address += CLEAR_BYTES) {
            clear(address);
        }
        // The last piece may overlap the one before: cheaper than a loop over what is left.
        clear(end - CLEAR_BYTES);
    }

    private static void clear(final long address) {
        UnsafeApi.putLong(address, 0);
        UnsafeApi.putLong(address + 8, 0);
        UnsafeApi.putLong(address + 16, 0);
        UnsafeApi.putLong(address + 24, 0);
    }
}
