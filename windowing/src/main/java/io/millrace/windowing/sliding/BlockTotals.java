package io.millrace.windowing.sliding;

import static io.millrace.windowing.pane.CellLayout.CELL_KEY;
import static io.millrace.windowing.pane.CellLayout.CELL_OLDER;
import static io.millrace.windowing.pane.CellLayout.CELL_OLDER_START;

import io.millrace.state.Arena;
import io.millrace.windowing.pane.Blocks;
import io.millrace.windowing.pane.CellLayout;
import io.millrace.windowing.pane.Panes;

/**
 * What each key has in each complete block of panes: a list of cells per block, each with the ref of a live cell, and
 * chained to the key's cell of an earlier block. A block's list is kept until windows begin in the block.
 */
final class BlockTotals {
    private final Arena arena;
    private final String id;
    private final Blocks cells;
    private final Panes lists;

    // Where adding and reading are. Of no meaning between two calls of the windows.
    private long addList;
    private long addAt;
    private long addEnd;
    private long readBlock;
    private int readBytes;
    private long readAt;
    private long readEnd;

    BlockTotals(final Arena arena, final String id, final int accumulatorBytes) {
        this.arena = arena;
        this.id = id;
        cells = new Blocks(arena, id + "/blocks", CellLayout.CELL_ACCUMULATOR + accumulatorBytes);
        lists = new Panes(arena, id, cells);
    }

    Arena arena() {
        return arena;
    }

    String id() {
        return id;
    }

    /** Begins to add the totals of a block that has none yet. */
    void begin() {
        addList = 0;
        addAt = 0;
        addEnd = 0;
    }

    /** Adds the total of a key, whose accumulator the caller writes. */
    long add(final long live, final long block) {
        if (addAt == addEnd) {
            if (addList == 0) {
                addList = lists.open(block);
            } else {
                lists.grow(addList);
            }
            addAt = arena.getLong(addList + Panes.LAST_BLOCK);
            addEnd = cells.endOfCells(addAt, (int) arena.getLong(addList + Panes.LAST_BLOCK_BYTES));
        }
        final long total = addAt;
        addAt += cells.cellBytes();
        arena.beforeWrite(total);
        arena.beforeWrite(live);
        arena.putLong(total + CELL_KEY, live);
        arena.putLong(total + CELL_OLDER, arena.getLong(live + LiveCells.NEWEST_TOTAL));
        arena.putLong(total + CELL_OLDER_START, arena.getLong(live + LiveCells.NEWEST_BLOCK));
        arena.putLong(live + LiveCells.NEWEST_TOTAL, total);
        arena.putLong(live + LiveCells.NEWEST_BLOCK, block);
        return total;
    }

    /** The first total of a block, or 0. */
    long first(final long block) {
        final long list = lists.find(block);
        if (list == 0) {
            return 0;
        }
        readBlock = arena.getLong(list + Panes.FIRST_BLOCK);
        readBytes = cells.firstBlockBytes();
        readAt = readBlock;
        readEnd = cells.endOfCells(readBlock, readBytes);
        return arena.getLong(readAt + CELL_KEY) == 0 ? 0 : readAt;
    }

    /** The total after another one, or 0. */
    long next(final long total) {
        readAt = total + cells.cellBytes();
        if (readAt == readEnd) {
            readBlock = cells.next(readBlock, readBytes);
            if (readBlock == 0) {
                return 0;
            }
            readBytes = cells.followingBlockBytes(readBytes);
            readAt = readBlock;
            readEnd = cells.endOfCells(readBlock, readBytes);
        }
        return arena.getLong(readAt + CELL_KEY) == 0 ? 0 : readAt;
    }

    /** Makes sure that one more total of a block has memory. */
    void reserve(final long block) {
        final long list = lists.find(block);
        lists.append(list == 0 ? lists.open(block) : list);
    }

    /** The total of a key in a block after another one; or 0. */
    long find(final long live, final long block, final long afterBlock) {
        long total = arena.getLong(live + LiveCells.NEWEST_TOTAL);
        long totalBlock = arena.getLong(live + LiveCells.NEWEST_BLOCK);
        while (total != 0 && totalBlock > block && totalBlock > afterBlock) {
            totalBlock = arena.getLong(total + CELL_OLDER_START);
            total = arena.getLong(total + CELL_OLDER);
        }
        return totalBlock == block ? total : 0;
    }

    /** Adds the total of a key, in its place among those that the key has, where memory was reserved. */
    long insert(final long live, final long block) {
        long newer = 0;
        long older = arena.getLong(live + LiveCells.NEWEST_TOTAL);
        long olderBlock = arena.getLong(live + LiveCells.NEWEST_BLOCK);
        while (older != 0 && olderBlock > block) {
            newer = older;
            olderBlock = arena.getLong(newer + CELL_OLDER_START);
            older = arena.getLong(newer + CELL_OLDER);
        }
        final long total = lists.append(lists.find(block));
        arena.putLong(total + CELL_KEY, live);
        arena.putLong(total + CELL_OLDER, older);
        arena.putLong(total + CELL_OLDER_START, olderBlock);
        if (newer == 0) {
            arena.beforeWrite(live);
            arena.putLong(live + LiveCells.NEWEST_TOTAL, total);
            arena.putLong(live + LiveCells.NEWEST_BLOCK, block);
        } else {
            arena.beforeWrite(newer);
            arena.putLong(newer + CELL_OLDER, total);
            arena.putLong(newer + CELL_OLDER_START, block);
        }
        return total;
    }

    /** Forgets the totals of a block. */
    void remove(final long block) {
        final long list = lists.find(block);
        if (list != 0) {
            forget(list);
        }
    }

    private void forget(final long list) {
        final long firstBlock = arena.getLong(list + Panes.FIRST_BLOCK);
        lists.remove(list);
        lists.freeBlocks(firstBlock);
    }

    /** Forgets all totals. */
    void clear() {
        long list = lists.first();
        while (list != 0) {
            final long next = lists.next(list);
            forget(list);
            list = next;
        }
    }
}
