package io.millrace.windowing.pane;

import io.millrace.state.Arena;
import io.millrace.state.LongTable;
import io.millrace.state.TableSpec;
import java.util.BitSet;
import org.agrona.collections.IntArrayList;

/**
 * From (pane, key) to the cell, for panes that were opened when many others were open. The key of the table is made of
 * a number of the pane, unique among open ones, and the ref of the key, so it is exact.
 *
 * <p><b>Not thread-safe.</b>
 */
public final class CellIndex {
    /** A walk along a chain of about so many cells is no dearer than keeping the index. */
    static final int PANES_WITHOUT_INDEX = 16;

    private static final int KEY_BITS = 40;
    private static final int REF_SHIFT = 3;
    private static final int MAX_NUMBER = (1 << Long.SIZE - KEY_BITS) - 1;

    private final Arena arena;
    private final LongTable cells;
    private final IntArrayList freeNumbers = new IntArrayList();
    private int largestNumber;

    /**
     * Creates an empty index, or finds what a restored arena holds under the id; then call {@link #restore}.
     *
     * @param arena where the entries live.
     * @param id stable id.
     */
    public CellIndex(final Arena arena, final String id) {
        this.arena = arena;
        cells = new LongTable(arena, TableSpec.of(id, Long.BYTES));
    }

    /**
     * Takes note of which numbers the open panes of a restored arena have.
     *
     * @param panes the panes.
     */
    public void restore(final Panes panes) {
        final BitSet used = new BitSet();
        for (long pane = panes.first(); pane != 0; pane = panes.next(pane)) {
            used.set(numberOf(pane));
        }
        largestNumber = Math.max(0, used.length() - 1);
        for (int number = 1; number < largestNumber; number++) {
            if (!used.get(number)) {
                freeNumbers.addInt(number);
            }
        }
    }

    /**
     * Whether the cells of a pane are in here.
     *
     * @param pane ref of the pane.
     * @return true if they are.
     */
    public boolean isIndexed(final long pane) {
        return numberOf(pane) != 0;
    }

    private int numberOf(final long pane) {
        return (int) arena.getLong(pane + Panes.INDEX_NUMBER);
    }

    /**
     * Decides whether the cells of a new pane will be indexed.
     *
     * @param pane ref of the pane.
     * @param openPanes how many are open.
     */
    public void paneOpened(final long pane, final long openPanes) {
        if (openPanes > PANES_WITHOUT_INDEX && (largestNumber < MAX_NUMBER || !freeNumbers.isEmpty())) {
            arena.beforeWrite(pane);
            arena.putLong(pane + Panes.INDEX_NUMBER, takeNumber());
        }
    }

    private int takeNumber() {
        return freeNumbers.isEmpty() ? ++largestNumber : freeNumbers.removeAt(freeNumbers.size() - 1);
    }

    /**
     * Adds a cell that is not in here.
     *
     * @param pane ref of its pane.
     * @param key ref of its key.
     * @param cell its ref.
     */
    public void add(final long pane, final long key, final long cell) {
        final long entry = cells.getOrCreate(entryKey(numberOf(pane), key));
        arena.beforeWrite(entry);
        arena.putLong(entry, cell);
    }

    /**
     * Finds a cell.
     *
     * @param pane ref of its pane.
     * @param key ref of its key.
     * @return its ref, or 0.
     */
    public long find(final long pane, final long key) {
        final long entry = cells.get(entryKey(numberOf(pane), key));
        return entry == 0 ? 0 : arena.getLong(entry);
    }

    private static long entryKey(final long number, final long key) {
        return number << KEY_BITS | key >>> REF_SHIFT;
    }

    /**
     * Forgets a pane's cells; the keys in them are still there.
     *
     * @param pane ref of the pane.
     * @param blocks where its cells live.
     */
    public void paneClosing(final long pane, final Blocks blocks) {
        final int number = numberOf(pane);
        if (number == 0) {
            return;
        }
        int blockBytes = blocks.firstBlockBytes();
        for (long block = arena.getLong(pane + Panes.FIRST_BLOCK); block != 0; ) {
            final long end = blocks.firstUnused(block, blockBytes);
            for (long cell = block; cell != end; cell += blocks.cellBytes()) {
                final long key = arena.getLong(cell + CellLayout.CELL_KEY) & CellLayout.REF_MASK;
                cells.remove(entryKey(number, key));
            }
            block = blocks.next(block, blockBytes);
            blockBytes = blocks.followingBlockBytes(blockBytes);
        }
        arena.beforeWrite(pane);
        arena.putLong(pane + Panes.INDEX_NUMBER, 0);
        freeNumbers.addInt(number);
    }
}
