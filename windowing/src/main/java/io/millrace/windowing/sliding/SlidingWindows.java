package io.millrace.windowing.sliding;

import static io.millrace.windowing.pane.CellLayout.CELL_KEY;
import static io.millrace.windowing.pane.CellLayout.CELL_OLDER;
import static io.millrace.windowing.pane.CellLayout.CELL_OLDER_START;
import static io.millrace.windowing.pane.CellLayout.KEY_LIVE;
import static io.millrace.windowing.pane.CellLayout.KEY_TOUCH;
import static io.millrace.windowing.pane.CellLayout.REF_MASK;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Windows;
import io.millrace.windowing.pane.Blocks;
import io.millrace.windowing.pane.PanedWindows;
import io.millrace.windowing.pane.Panes;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Windows that overlap, over keyed events.
 *
 * <p>An event is added to the cell of its key in one pane. When the watermark completes a window, the panes at its end
 * are closed, every key that is in one of its panes has a result, and the panes that are in no later window expire.
 * What an event and a result cost does not depend on how many panes a window has: see {@link Parts} and its subclasses.
 * No window costs much more than the others: nothing is put off until it must be done at once.
 *
 * <p>An event is late for each window whose end minus one is at or before the watermark. One that is late for some of
 * its windows is added to all the others, even if its pane is closed. Only windows with an event fire, a window at most
 * once, and where no key is in a closed pane a rise of the watermark costs nothing, however far it rises. Results come
 * in the order of (window end, the key's place in the list of live keys). A key enters that list with its first event,
 * leaves it when no window with an event of it is open any more, and enters it again, at its end, with its next event.
 *
 * <p>Memory is proportional to the (key, pane) pairs of open windows, plus a cache of keys that are not alive, which is
 * bounded by the number of live ones. The state lies in the arena at every moment between two calls, under ids that
 * begin with the one given: windows constructed over a restored arena continue where the snapshot was taken.
 *
 * <p>If a function of the aggregate fails when panes are combined, the result handler is told as of a result that
 * fails; if that returns, the key's windows may lack what was to be added. If it throws, or if memory runs out while a
 * window is completed, the windows cannot be used any more. <b>Not thread-safe.</b>
 *
 * @param <T> the event.
 * @param <A> the accumulator.
 * @param <O> the result.
 */
public final class SlidingWindows<T, A extends Flyweight, O extends Flyweight> extends PanedWindows<T, A, O> {
    private static final int ROOT_USED = 0;
    private static final int ROOT_NEXT_WINDOW = 8;
    private static final int ROOT_BYTES = 16;

    private final SlidePlan plan;
    private final Panes panes;
    private final LiveCells lives;
    private final LiveList list;
    private final Parts<A> parts;
    private final long root;
    private final A late;

    /** The window that fires next, or a later one; all before it have fired or can hold no event any more. */
    private long nextWindow;

    /** Panes before this one are closed. */
    private long closedPanes;

    /** Number of keys in closed panes. */
    private long liveKeys;

    private long latePane;
    private boolean completing;

    /**
     * Creates windows that are keyed by long values: empty ones, or those that a restored arena holds under the id.
     *
     * @param arena where the state lives.
     * @param id stable id of the state.
     * @param windows where the windows lie.
     * @param aggregate what is computed.
     * @param results takes the results.
     * @param missed takes events that a window goes without.
     * @throws IllegalArgumentException if the windows do not overlap.
     * @throws io.millrace.state.StateException if the accumulator is too large, or the arena was restored with another
     *     kind of state under the id.
     */
    public SlidingWindows(
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
     * @param missed takes events that a window goes without.
     * @throws IllegalArgumentException if the windows do not overlap.
     * @throws io.millrace.state.StateException if the accumulator or the key is too large, or the arena was restored
     *     with another kind of state under the id.
     */
    public SlidingWindows(
            final Arena arena,
            final String id,
            final RecordType<?, ?> keyType,
            final Windows windows,
            final Aggregate<T, A, O> aggregate,
            final ResultHandler<O> results,
            final MissedEventHandler<T> missed) {
        super(arena, id, keyType, windows, aggregate, results, missed);
        if (!windows.isOverlapping()) {
            throw new IllegalArgumentException("windows that do not overlap: " + windows);
        }
        plan = new SlidePlan(windows);
        panes = cells.panes();
        final boolean deductible = aggregate.isDeductible();
        final int partCount = deductible ? DeductedParts.PARTS : RecombinedParts.PARTS;
        lives = new LiveCells(arena, id + "/live", partCount, accumulator.sizeBytes());
        list = new LiveList(arena, id + "/list", lives);
        parts = deductible ? new DeductedParts<>(arena, lives, aggregate, this.results) : recombined(id);
        late = aggregate.accumulatorType().newFlyweight();
        late.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(late.sizeBytes())), 0);
        root = arena.root(id + "/next", "sliding-next", partCount, ROOT_BYTES);
        if (arena.getLong(root + ROOT_USED) == 0) {
            arena.beforeWrite(root);
            arena.putLong(root + ROOT_USED, 1);
            moveTo(plan.firstWindow);
        } else {
            restore();
        }
        updateNextDue();
    }

    private RecombinedParts<A> recombined(final String id) {
        final BlockTotals totals = new BlockTotals(arena, id + "/totals", accumulator.sizeBytes());
        return new RecombinedParts<>(list, lives, totals, plan, panes, aggregate, results);
    }

    private void restore() {
        nextWindow = arena.getLong(root + ROOT_NEXT_WINDOW);
        closedPanes = plan.endPaneOf(nextWindow) - plan.panesPerSlide;
        parts.restore(nextWindow);
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            if (arena.getLong(key + KEY_LIVE) != 0) {
                liveKeys++;
            }
        }
    }

    /** Goes to another place on the time axis. No key is in a closed pane. */
    private void moveTo(final long window) {
        setNextWindow(window);
        closedPanes = plan.endPaneOf(window) - plan.panesPerSlide;
        cells.closeBelow(plan.startOfPane(closedPanes));
        parts.moveTo(window);
    }

    private void setNextWindow(final long window) {
        nextWindow = window;
        arena.beforeWrite(root);
        arena.putLong(root + ROOT_NEXT_WINDOW, window);
    }

    private void updateNextDue() {
        if (liveKeys > 0) {
            nextDueNs = plan.lastOf(nextWindow);
        } else {
            nextDueNs = panes.isEmpty() ? Long.MAX_VALUE : plan.lastOf(firstOpenWindowOf(firstOpenPane()));
        }
    }

    private long firstOpenPane() {
        return plan.paneAt(panes.firstStartNs());
    }

    private long firstOpenWindowOf(final long pane) {
        return Math.max(nextWindow, plan.firstWindowOf(pane));
    }

    @Override
    protected int enter(final long timeNs, final T event, final long watermarkNs) {
        if (!hasWindow(timeNs, event)) {
            return NONE;
        }
        final long lastWindow = plan.lastWindowAt(timeNs);
        if (plan.lastOf(lastWindow) <= watermarkNs || lastWindow < nextWindow) {
            missed.onLate(event, timeNs, lateByNs(timeNs, watermarkNs), plan.startOf(lastWindow));
            return NONE;
        }
        if (liveKeys == 0) {
            final long firstOpen = plan.firstOpen(watermarkNs);
            if (firstOpen > nextWindow) {
                moveTo(firstOpen);
            }
        }
        final long pane = plan.paneAt(timeNs);
        if (pane < closedPanes) {
            latePane = pane;
            final long firstMissed = plan.firstWindowOf(pane);
            if (firstMissed < nextWindow) {
                missed.onPartlyLate(
                        event,
                        timeNs,
                        lateByNs(timeNs, watermarkNs),
                        plan.startOf(firstMissed),
                        plan.startOf(nextWindow - 1));
            }
            return CLOSED;
        }
        cells.enter(plan.startOfPane(pane), plan.spanOfPane(pane));
        nextDueNs = Math.min(nextDueNs, plan.lastOf(firstOpenWindowOf(pane)));
        return OPEN;
    }

    @Override
    protected void addToClosed(final long key, final long timeNs, final long sequence, final T event) {
        // Apart, so that an event whose addition fails leaves everything as it is.
        late.clear();
        aggregate.create(late);
        addTo(late, timeNs, sequence, event);
        final long startNs = plan.startOfPane(latePane);
        final long found = panes.find(startNs);
        final long pane = found == 0 ? panes.open(startNs) : found;
        panes.append(pane);
        parts.reserveLate(latePane);
        cells.bringToLife(key);
        final long known = arena.getLong(key + KEY_LIVE);
        final long live = known == 0 ? newLive(key) : known;
        final long existing = findCell(live);
        final long cell = existing == 0 ? insertCell(live, panes.append(pane)) : existing;
        results.setTimes(plan.startOf(nextWindow), plan.endOf(nextWindow));
        parts.addLate(live, cell, latePane, existing == 0, late);
        nextDueNs = plan.lastOf(nextWindow);
    }

    /** The cell of a key in the pane of a late event, or 0. */
    private long findCell(final long live) {
        long cell = arena.getLong(live + LiveCells.NEWEST_CELL);
        long pane = arena.getLong(live + LiveCells.NEWEST_PANE);
        while (cell != 0 && pane > latePane) {
            pane = arena.getLong(cell + CELL_OLDER_START);
            cell = arena.getLong(cell + CELL_OLDER);
        }
        return pane == latePane ? cell : 0;
    }

    /** Adds a cell to those of a key, in its place. */
    private long insertCell(final long live, final long cell) {
        long newer = 0;
        long older = arena.getLong(live + LiveCells.NEWEST_CELL);
        long olderPane = arena.getLong(live + LiveCells.NEWEST_PANE);
        while (older != 0 && olderPane > latePane) {
            newer = older;
            olderPane = arena.getLong(newer + CELL_OLDER_START);
            older = arena.getLong(newer + CELL_OLDER);
        }
        linkCell(live, cell, older, olderPane);
        if (newer == 0) {
            setNewest(live, cell, latePane);
        } else {
            arena.beforeWrite(newer);
            arena.putLong(newer + CELL_OLDER, cell);
            arena.putLong(newer + CELL_OLDER_START, latePane);
        }
        return cell;
    }

    private void linkCell(final long live, final long cell, final long older, final long olderPane) {
        arena.beforeWrite(cell);
        arena.putLong(cell + CELL_KEY, live);
        arena.putLong(cell + CELL_OLDER, older);
        arena.putLong(cell + CELL_OLDER_START, olderPane);
        arena.beforeWrite(live);
        arena.putLong(live + LiveCells.CELLS, arena.getLong(live + LiveCells.CELLS) + 1);
    }

    private void setNewest(final long live, final long cell, final long pane) {
        arena.putLong(live + LiveCells.NEWEST_CELL, cell);
        arena.putLong(live + LiveCells.NEWEST_PANE, pane);
    }

    private long newLive(final long key) {
        final long place = arena.getLong(key + KEY_TOUCH);
        final long live = lives.allocate(key, place);
        boolean added = false;
        try {
            list.add(live, place);
            added = true;
        } finally {
            if (!added) {
                lives.free(live);
            }
        }
        arena.beforeWrite(key);
        arena.putLong(key + KEY_LIVE, live);
        liveKeys++;
        return live;
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        if (completing) {
            throw new IllegalStateException("windows could not be completed before: their state is not whole");
        }
        while (nextDueNs <= watermarkNs && nextDueNs != Long.MAX_VALUE) {
            complete(liveKeys > 0 ? nextWindow : firstOpenWindowOf(firstOpenPane()));
        }
    }

    private void complete(final long window) {
        completing = true;
        if (window != nextWindow) {
            moveTo(window);
        }
        results.setTimes(plan.startOf(window), plan.endOf(window));
        deadKeys.paneClosing();
        for (int i = 0; i < plan.panesPerSlide; i++) {
            closePane(closedPanes);
        }
        cells.closeBelow(plan.startOfPane(closedPanes));
        list.sort();
        try {
            emit();
        } finally {
            expire(window);
            updateNextDue();
            completing = false;
        }
    }

    private void closePane(final long pane) {
        final long startNs = plan.startOfPane(pane);
        if (!panes.isEmpty() && panes.firstStartNs() == startNs) {
            closeCells(panes.find(startNs), pane);
        }
        parts.paneClosed(pane);
        closedPanes = pane + 1;
    }

    private void closeCells(final long chain, final long pane) {
        cells.seal(chain, plan.startOfPane(pane));
        final Blocks blocks = panes.blocks();
        int blockBytes = blocks.firstBlockBytes();
        for (long block = arena.getLong(chain + Panes.FIRST_BLOCK); block != 0; ) {
            final long end = blocks.endOfCells(block, blockBytes);
            for (long cell = block; cell != end && arena.getLong(cell + CELL_KEY) != 0; cell += blocks.cellBytes()) {
                closeCell(cell, pane);
            }
            block = blocks.next(block, blockBytes);
            blockBytes = blocks.followingBlockBytes(blockBytes);
        }
    }

    private void closeCell(final long cell, final long pane) {
        final long key = arena.getLong(cell + CELL_KEY) & REF_MASK;
        final long known = arena.getLong(key + KEY_LIVE);
        final long live = known == 0 ? newLive(key) : known;
        linkCell(live, cell, arena.getLong(live + LiveCells.NEWEST_CELL), arena.getLong(live + LiveCells.NEWEST_PANE));
        setNewest(live, cell, pane);
        parts.cellClosed(live, cell, pane);
    }

    private void emit() {
        list.begin();
        try {
            for (long live = list.next(); live != 0; live = list.next()) {
                results.setKey(arena.getLong(live + LiveCells.KEY));
                results.emit(parts.windowOf(live));
            }
        } finally {
            list.finish();
        }
    }

    /** Takes out of the state what no later window holds. */
    private void expire(final long window) {
        parts.windowDone();
        if (window == plan.lastWindow) {
            expireAll();
        } else {
            final long firstPane = plan.firstPaneOf(window);
            for (int i = 0; i < plan.panesPerSlide; i++) {
                final long chain = panes.find(plan.startOfPane(firstPane + i));
                if (chain != 0) {
                    expireCells(chain, firstPane + i);
                }
                parts.paneExpired(firstPane + i);
            }
        }
        setNextWindow(window + 1);
        if (liveKeys == 0) {
            expireAll();
            list.clear();
            parts.moveTo(nextWindow);
        }
    }

    /** There is no later window, or no key is in a closed pane: all that there may be is panes without cells. */
    private void expireAll() {
        long chain = panes.size() == panes.openCount() ? 0 : panes.first();
        while (chain != 0) {
            final long next = panes.next(chain);
            final long pane = plan.paneAt(panes.startOf(chain));
            if (pane < closedPanes) {
                expireCells(chain, pane);
            }
            chain = next;
        }
    }

    private void expireCells(final long chain, final long pane) {
        final Blocks blocks = panes.blocks();
        final long firstBlock = arena.getLong(chain + Panes.FIRST_BLOCK);
        long died = 0;
        int blockBytes = blocks.firstBlockBytes();
        for (long block = firstBlock; block != 0; ) {
            final long end = blocks.endOfCells(block, blockBytes);
            for (long cell = block; cell != end && arena.getLong(cell + CELL_KEY) != 0; cell += blocks.cellBytes()) {
                died += expireCell(cell, pane);
            }
            block = blocks.next(block, blockBytes);
            blockBytes = blocks.followingBlockBytes(blockBytes);
        }
        cells.keysDied(died);
        panes.remove(chain);
        panes.freeBlocks(firstBlock);
    }

    /** Returns 1 if the key is not alive any more. */
    private int expireCell(final long cell, final long pane) {
        final long live = arena.getLong(cell + CELL_KEY) & REF_MASK;
        final long left = arena.getLong(live + LiveCells.CELLS) - 1;
        arena.beforeWrite(live);
        arena.putLong(live + LiveCells.CELLS, left);
        if (left > 0) {
            parts.cellExpired(live, cell, pane);
            return 0;
        }
        final long key = arena.getLong(live + LiveCells.KEY);
        arena.beforeWrite(key);
        arena.putLong(key + KEY_LIVE, 0);
        liveKeys--;
        return cells.isInOpenPane(key) ? 0 : 1;
    }

    @Override
    public long countOpen() {
        return new OpenWindows(arena, plan, panes).count(keys, nextWindow);
    }
}
