package io.millrace.windowing.sliding;

import static io.millrace.windowing.pane.CellLayout.CELL_KEY;
import static io.millrace.windowing.pane.CellLayout.CELL_OLDER;
import static io.millrace.windowing.pane.CellLayout.CELL_OLDER_START;
import static io.millrace.windowing.pane.CellLayout.REF_MASK;

import io.millrace.record.Flyweight;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.pane.CellLayout;
import io.millrace.windowing.pane.Panes;
import io.millrace.windowing.pane.WindowResults;
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * For aggregates from which nothing can be taken out. Time is cut into blocks of some sqrt(n) panes, n being the panes
 * of a window, and a window is
 *
 * <pre>
 *   FRONT                          MIDDLE                       BACK
 *   what is left of its            the blocks between           what there is of the
 *   first block                                                 block that is not complete
 * </pre>
 *
 * so that a result takes two combinations. Every pane costs a fixed number of passes over its cells, all of them in the
 * order of memory, and none is done at once for many panes:
 *
 * <ul>
 *   <li>closed, a cell is combined into its key's back;
 *   <li>when a block is complete the backs are kept as totals of the block, and combined into the middles;
 *   <li>panes of complete blocks are gone through from the last to the first of a block, one pane per pane of time:
 *       every cell is replaced by the combination of those that the key has <em>behind</em> it in the block
 *       ({@code CARRY});
 *   <li>when a pane expires its cells are the fronts of the next window;
 *   <li>meanwhile the totals of one block per window are combined into the middle of the windows that will begin in the
 *       next block. Middles of even and odd first blocks are different parts, so nothing is cleared.
 * </ul>
 *
 * <p>Where the part of a window lies in complete blocks, what is in a cell depends on whether that pass has come to it:
 * see {@link #isReplaced}. A total is a cell, too; it is chained to the key's total of an earlier block.
 *
 * @param <A> the accumulator.
 */
final class RecombinedParts<A extends Flyweight> extends Parts<A> {
    static final int PARTS = 5;

    private static final int FRONT = 0;
    private static final int BACK = 1;
    private static final int MIDDLE = 2; // and 3: by the parity of the block in which the window begins
    private static final int CARRY = 4;

    /** In {@link CellLayout#CELL_KEY} of a cell that was replaced: there is nothing behind it. */
    private static final long EMPTY = Long.MIN_VALUE;

    private static final int ROOT_SUMMED = 0;
    private static final int ROOT_REPLACED_BLOCK = 8;
    private static final int ROOT_REPLACED_PANE = 16;
    private static final int ROOT_BYTES = 24;

    private final SlidePlan plan;
    private final Panes panes;
    private final BlockTotals totals;
    private final LiveList list;
    private final long root;
    private final A scratch;
    private final A window;
    private final A part;
    private final long scratchAddress;

    /** The block in which the next window begins. */
    private long firstBlock;

    /** The pane with which the next window begins. */
    private long firstPane;

    /** The first block that is not complete. */
    private long openBlock;

    /** The first block whose totals are not in the middles of the windows that begin in the next block. */
    private long summedBelow;

    /** The block whose cells are being replaced; those of blocks before are. */
    private long replacedBlock;

    /** The pane of that block whose cells are to be replaced next; those behind it are. */
    private long replacedPane;

    RecombinedParts(
            final LiveList list,
            final LiveCells lives,
            final BlockTotals totals,
            final SlidePlan plan,
            final Panes panes,
            final Aggregate<?, A, ?> aggregate,
            final WindowResults<A, ?> results) {
        super(totals.arena(), lives, aggregate, results);
        this.plan = plan;
        this.panes = panes;
        this.list = list;
        this.totals = totals;
        scratch = aggregate.accumulatorType().newFlyweight();
        window = aggregate.accumulatorType().newFlyweight();
        part = aggregate.accumulatorType().newFlyweight();
        final UnsafeBuffer scratchBuffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes));
        scratch.wrap(scratchBuffer, 0);
        scratchAddress = scratchBuffer.addressOffset();
        root = arena.root(totals.id() + "/progress", "sliding-progress", plan.panesPerBlock, ROOT_BYTES);
        summedBelow = arena.getLong(root + ROOT_SUMMED);
        replacedBlock = arena.getLong(root + ROOT_REPLACED_BLOCK);
        replacedPane = arena.getLong(root + ROOT_REPLACED_PANE);
    }

    @Override
    void restore(final long nextWindow) {
        firstPane = plan.firstPaneOf(nextWindow);
        firstBlock = plan.blockOf(firstPane);
        openBlock = plan.blockOf(plan.endPaneOf(nextWindow) - plan.panesPerSlide);
    }

    @Override
    void moveTo(final long nextWindow) {
        restore(nextWindow);
        totals.clear();
        // There are no cells, so all that was to be done with those of complete blocks is done.
        summedBelow = Math.max(openBlock, firstBlock + 2);
        replacedBlock = openBlock;
        replacedPane = plan.lastPaneOfBlock(openBlock);
        saveProgress();
    }

    private void saveProgress() {
        arena.beforeWrite(root);
        arena.putLong(root + ROOT_SUMMED, summedBelow);
        arena.putLong(root + ROOT_REPLACED_BLOCK, replacedBlock);
        arena.putLong(root + ROOT_REPLACED_PANE, replacedPane);
    }

    private static int middleOf(final long block) {
        return MIDDLE + (int) (block & 1);
    }

    @Override
    void cellClosed(final long live, final long cell, final long pane) {
        addTo(live, BACK, openBlock, accumulatorOf(cell));
    }

    @Override
    void paneClosed(final long pane) {
        if (plan.endsBlock(pane)) {
            completeBlock();
        }
    }

    private void completeBlock() {
        final int middle = middleOf(firstBlock);
        totals.begin();
        list.begin();
        for (long live = list.next(); live != 0; live = list.next()) {
            if (lives.validity(live, BACK) == openBlock) {
                final long back = lives.part(live, BACK);
                copy(accumulatorOf(totals.add(live, openBlock)), back);
                addTo(live, middle, firstBlock, back);
            }
        }
        list.finish();
        openBlock++;
    }

    @Override
    A windowOf(final long live) {
        final boolean hasFront = lives.validity(live, FRONT) == firstBlock;
        final int middlePart = middleOf(firstBlock);
        final boolean hasMiddle = lives.validity(live, middlePart) == firstBlock;
        // At the very end of the time axis the block that is open is one that no time is in.
        final boolean hasBack = lives.validity(live, BACK) == openBlock && openBlock != LiveCells.NOTHING;
        if ((hasFront ? 1 : 0) + (hasMiddle ? 1 : 0) + (hasBack ? 1 : 0) == 1) {
            final int only = hasFront ? FRONT : hasMiddle ? middlePart : BACK;
            return wrapped(window, lives.part(live, only));
        }
        final long first = lives.part(live, hasFront ? FRONT : middlePart);
        copyBytes(scratchAddress, arena.address(first), bytes);
        if (hasFront && hasMiddle) {
            combine(scratch, wrapped(part, lives.part(live, middlePart)), live);
        }
        if (hasBack) {
            combine(scratch, wrapped(part, lives.part(live, BACK)), live);
        }
        return scratch;
    }

    private A wrapped(final A view, final long ref) {
        view.wrap(arena.buffer(ref), arena.offset(ref));
        return view;
    }

    @Override
    void windowDone() {
        if (summedBelow < openBlock) {
            sumBlock();
        }
        for (int i = 0; i < plan.panesPerSlide && replacedBlock < openBlock; i++) {
            replacePane();
        }
        saveProgress();
    }

    /** Combines the totals of a block into the middles of the windows that begin in the next block. */
    private void sumBlock() {
        final long next = firstBlock + 1;
        final int middle = middleOf(next);
        for (long total = totals.first(summedBelow); total != 0; total = totals.next(total)) {
            addTo(arena.getLong(total + CELL_KEY), middle, next, accumulatorOf(total));
        }
        summedBelow++;
    }

    /** Replaces the cells of a pane by what their keys have behind it in its block. */
    private void replacePane() {
        final long pane = panes.find(plan.startOfPane(replacedPane));
        if (pane != 0) {
            int blockBytes = panes.blocks().firstBlockBytes();
            for (long block = arena.getLong(pane + Panes.FIRST_BLOCK); block != 0; ) {
                replaceCells(block, panes.blocks().endOfCells(block, blockBytes));
                block = panes.blocks().next(block, blockBytes);
                blockBytes = panes.blocks().followingBlockBytes(blockBytes);
            }
        }
        replacedPane--;
        if (plan.blockOf(replacedPane) != replacedBlock) {
            replacedBlock++;
            replacedPane = plan.lastPaneOfBlock(replacedBlock);
        }
    }

    private void replaceCells(final long block, final long end) {
        final int cellBytes = panes.blocks().cellBytes();
        for (long cell = block; cell != end; cell += cellBytes) {
            final long live = arena.getLong(cell + CELL_KEY);
            if (live == 0) {
                return;
            }
            arena.beforeWrite(cell);
            if (lives.validity(live, CARRY) == replacedBlock) {
                combine(accumulatorOf(cell), lives.part(live, CARRY), live);
                swap(accumulatorOf(cell), lives.part(live, CARRY), live);
            } else {
                copy(lives.part(live, CARRY), accumulatorOf(cell));
                lives.setValidity(live, CARRY, replacedBlock);
                arena.putLong(cell + CELL_KEY, live | EMPTY);
            }
        }
    }

    private void swap(final long cellRef, final long carryRef, final long live) {
        arena.beforeWrite(live);
        arena.beforeWrite(carryRef);
        final long a = arena.address(cellRef);
        final long b = arena.address(carryRef);
        for (int at = 0; at < bytes; at += Long.BYTES) {
            final long inCell = UnsafeApi.getLong(a + at);
            UnsafeApi.putLong(a + at, UnsafeApi.getLong(b + at));
            UnsafeApi.putLong(b + at, inCell);
        }
    }

    @Override
    void cellExpired(final long live, final long cell, final long pane) {
        if (arena.getLong(cell + CELL_KEY) < 0) {
            lives.setValidity(live, FRONT, LiveCells.NOTHING);
        } else {
            copy(lives.part(live, FRONT), accumulatorOf(cell));
            lives.setValidity(live, FRONT, firstBlock);
        }
    }

    @Override
    void paneExpired(final long pane) {
        firstPane = pane + 1;
        if (plan.endsBlock(pane)) {
            goToBlock(firstBlock + 1);
        }
    }

    /** From now on windows begin in another block, of which they have everything. */
    private void goToBlock(final long block) {
        while (replacedBlock <= block && replacedBlock < openBlock) {
            replacePane();
        }
        while (summedBelow < openBlock) {
            sumBlock();
        }
        firstBlock = block;
        summedBelow = block + 2;
        for (long total = totals.first(block); total != 0; total = totals.next(total)) {
            final long live = arena.getLong(total + CELL_KEY);
            copy(lives.part(live, FRONT), accumulatorOf(total));
            lives.setValidity(live, FRONT, block);
        }
        totals.remove(block);
        saveProgress();
    }

    /** Whether the cells of a pane, of a complete block, hold what is behind them, and not what is in them. */
    private boolean isReplaced(final long pane) {
        final long block = plan.blockOf(pane);
        return block < replacedBlock || block == replacedBlock && pane > replacedPane;
    }

    @Override
    void reserveLate(final long pane) {
        final long block = plan.blockOf(pane);
        if (block > firstBlock && block < openBlock) {
            totals.reserve(block);
        }
    }

    @Override
    void addLate(final long live, final long cell, final long pane, final boolean isNew, final A event) {
        final long block = plan.blockOf(pane);
        if (block < openBlock && isReplaced(pane)) {
            addLateToReplaced(live, cell, block, isNew, event);
        } else if (isNew) {
            copy(accumulatorOf(cell), event);
        } else {
            combine(accumulatorOf(cell), event, live);
        }
        if (block == openBlock) {
            addTo(live, BACK, block, event);
        } else if (block == firstBlock) {
            addTo(live, FRONT, block, event);
        } else {
            addLateToTotals(live, block, event);
        }
    }

    /** Adds an event to all that the key's cells before it, in its block, have behind them. */
    private void addLateToReplaced(
            final long live, final long cell, final long block, final boolean isNew, final A event) {
        long older = olderReplaced(cell, block);
        if (isNew) {
            initialise(cell, live, older, block);
        }
        while (older != 0) {
            if (arena.getLong(older + CELL_KEY) < 0) {
                copy(accumulatorOf(older), event);
                arena.putLong(older + CELL_KEY, live);
            } else {
                combine(accumulatorOf(older), event, live);
            }
            older = olderReplaced(older, block);
        }
        if (block == replacedBlock) {
            addTo(live, CARRY, block, event);
        }
    }

    /** The key's cell before another one, if it is in the same block and was replaced; or 0. */
    private long olderReplaced(final long cell, final long block) {
        final long older = arena.getLong(cell + CELL_OLDER);
        final long pane = arena.getLong(cell + CELL_OLDER_START);
        return older != 0 && plan.blockOf(pane) == block && isReplaced(pane) && pane >= firstPane ? older : 0;
    }

    /** A new cell gets what the key has behind it so far: as much as the cell before, or else everything. */
    private void initialise(final long cell, final long live, final long older, final long block) {
        long behind = 0;
        if (older != 0) {
            behind = arena.getLong(older + CELL_KEY) < 0 ? 0 : accumulatorOf(older);
        } else if (block == firstBlock) {
            behind = lives.validity(live, FRONT) == block ? lives.part(live, FRONT) : 0;
        } else if (block == replacedBlock) {
            behind = lives.validity(live, CARRY) == block ? lives.part(live, CARRY) : 0;
        } else {
            final long total = totals.find(live, block, firstBlock);
            behind = total == 0 ? 0 : accumulatorOf(total);
        }
        arena.beforeWrite(cell);
        if (behind == 0) {
            arena.putLong(cell + CELL_KEY, live | EMPTY);
        } else {
            arena.putLong(cell + CELL_KEY, live & REF_MASK);
            copy(accumulatorOf(cell), behind);
        }
    }

    private void addLateToTotals(final long live, final long block, final A event) {
        final long total = totals.find(live, block, firstBlock);
        if (total != 0) {
            combine(accumulatorOf(total), event, live);
        } else {
            copy(accumulatorOf(totals.insert(live, block)), event);
        }
        addTo(live, middleOf(firstBlock), firstBlock, event);
        if (block >= firstBlock + 2 && block < summedBelow) {
            addTo(live, middleOf(firstBlock + 1), firstBlock + 1, event);
        }
    }
}
