package io.millrace.windowing.pane;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Windows;
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
public final class PaneWindows<T, A extends Flyweight, O extends Flyweight> extends PanedWindows<T, A, O> {
    private final TouchOrder revisited = new TouchOrder();
    private long died;

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
        super(arena, id, keyType, windows, aggregate, results, missed);
        if (windows.isOverlapping()) {
            throw new IllegalArgumentException("windows that overlap: " + windows);
        }
        updateNextDue();
    }

    @Override
    protected int enter(final long timeNs, final T event, final long watermarkNs) {
        if (!hasWindow(timeNs, event)) {
            return NONE;
        }
        final long startNs = windows.startOf(timeNs);
        final long lastNs = windows.lastOf(startNs);
        if (lastNs <= watermarkNs) {
            missed.onLate(event, timeNs, lateByNs(timeNs, watermarkNs), startNs);
            return NONE;
        }
        cells.enter(startNs, windows.sizeNs());
        nextDueNs = Math.min(nextDueNs, lastNs);
        return OPEN;
    }

    @Override
    protected void addToClosed(final long key, final long timeNs, final long sequence, final T event) {
        throw new IllegalStateException("a pane of windows that do not overlap is closed for good");
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
        cells.seal(pane, startNs);
        cells.panes().remove(pane);
        cells.closeBelow(startNs + 1);
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
        results.setTimes(startNs, windows.endOf(startNs));
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
        results.setKey(key);
        accumulator.wrap(cellBuffer, cellOffset + CellLayout.CELL_ACCUMULATOR);
        results.emit(accumulator);
    }
}
