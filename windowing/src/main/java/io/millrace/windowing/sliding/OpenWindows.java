package io.millrace.windowing.sliding;

import static io.millrace.windowing.pane.CellLayout.CELL_KEY;
import static io.millrace.windowing.pane.CellLayout.KEY_LIVE;
import static io.millrace.windowing.pane.CellLayout.REF_MASK;

import io.millrace.state.Arena;
import io.millrace.state.CellTable;
import io.millrace.windowing.pane.Blocks;
import io.millrace.windowing.pane.Panes;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;

/** Counts the open windows of all keys: for reports, it allocates. */
final class OpenWindows {
    private final Arena arena;
    private final SlidePlan plan;
    private final Panes panes;

    /** By key: the first of its windows that was not counted. */
    private final Long2LongHashMap uncounted = new Long2LongHashMap(Long.MIN_VALUE);

    private long open;

    OpenWindows(final Arena arena, final SlidePlan plan, final Panes panes) {
        this.arena = arena;
        this.plan = plan;
        this.panes = panes;
    }

    long count(final CellTable keys, final long nextWindow) {
        for (long key = keys.first(); key != 0; key = keys.next(key)) {
            final long live = arena.getLong(key + KEY_LIVE);
            if (live != 0) {
                countWindows(key, nextWindow, arena.getLong(live + LiveCells.NEWEST_PANE));
            }
        }
        // Those of closed panes are counted: all of them lie in the next window.
        final long closedPanes = plan.endPaneOf(nextWindow) - plan.panesPerSlide;
        final long[] starts = new long[panes.openCount()];
        int count = 0;
        for (long pane = panes.first(); pane != 0; pane = panes.next(pane)) {
            if (plan.paneAt(panes.startOf(pane)) >= closedPanes) {
                starts[count++] = panes.startOf(pane);
            }
        }
        Arrays.sort(starts, 0, count);
        for (int i = 0; i < count; i++) {
            countPane(panes.find(starts[i]), plan.paneAt(starts[i]), nextWindow);
        }
        return open;
    }

    private void countPane(final long chain, final long pane, final long nextWindow) {
        final Blocks blocks = panes.blocks();
        int blockBytes = blocks.firstBlockBytes();
        for (long block = arena.getLong(chain + Panes.FIRST_BLOCK); block != 0; ) {
            final long end = blocks.endOfCells(block, blockBytes);
            for (long cell = block; cell != end && arena.getLong(cell + CELL_KEY) != 0; cell += blocks.cellBytes()) {
                final long key = arena.getLong(cell + CELL_KEY) & REF_MASK;
                countWindows(key, Math.max(nextWindow, plan.firstWindowOf(pane)), pane);
            }
            block = blocks.next(block, blockBytes);
            blockBytes = blocks.followingBlockBytes(blockBytes);
        }
    }

    private void countWindows(final long key, final long firstWindow, final long pane) {
        final long first = Math.max(firstWindow, uncounted.get(key));
        final long last = plan.lastWindowOf(pane);
        if (last >= first) {
            open += last - first + 1;
            uncounted.put(key, last + 1);
        }
    }
}
