package io.millrace.windowing.sliding;

import io.millrace.state.Arena;
import io.millrace.windowing.pane.Blocks;
import io.millrace.windowing.pane.TouchOrder;

/**
 * The {@linkplain LiveCells live cells} in the order of the list of live keys: an array in pieces, so that results are
 * made in the order of memory. Cells of keys that have died are left in it until it is {@linkplain #begin() gone
 * through} the next time, which frees them and closes the holes.
 *
 * <pre>
 *   entry:  0 live cell | 8 place
 *   root:   0 first block | 8 last block | 16 its size | 24 end of its entries | 32 largest place
 *           40 smallest place of those that were added behind a larger one
 * </pre>
 */
final class LiveList {
    private static final int FIRST_BLOCK = 0;
    private static final int LAST_BLOCK = 8;
    private static final int LAST_BYTES = 16;
    private static final int END = 24;
    private static final int LARGEST = 32;
    private static final int SMALLEST_BEHIND = 40;
    private static final int ROOT_BYTES = 48;

    private static final int ENTRY_BYTES = 16;
    private static final int ENTRY_PLACE = 8;

    private final Arena arena;
    private final long root;
    private final Blocks blocks;
    private final LiveCells lives;
    private final TouchOrder order = new TouchOrder();

    // Where reading and writing are. Of no meaning between two calls of the windows.
    private long readBlock;
    private int readBytes;
    private long readAt;
    private long readEnd;
    private long writeBlock;
    private int writeBytes;
    private long writeAt;
    private long writeEnd;

    LiveList(final Arena arena, final String id, final LiveCells lives) {
        this.arena = arena;
        this.lives = lives;
        blocks = new Blocks(arena, id + "/blocks", ENTRY_BYTES);
        root = arena.root(id, "live-list", ENTRY_BYTES, ROOT_BYTES);
    }

    void add(final long live, final long place) {
        final long entry = newEntry();
        arena.beforeWrite(entry);
        arena.putLong(entry, live);
        arena.putLong(entry + ENTRY_PLACE, place);
        if (place > arena.getLong(root + LARGEST)) {
            arena.putLong(root + LARGEST, place);
        } else {
            arena.putLong(root + SMALLEST_BEHIND, Math.min(place, arena.getLong(root + SMALLEST_BEHIND)));
        }
    }

    private long newEntry() {
        arena.beforeWrite(root);
        final long last = arena.getLong(root + LAST_BLOCK);
        if (last == 0) {
            final int bytes = blocks.firstBlockBytes();
            final long block = blocks.allocate(bytes);
            arena.putLong(root + FIRST_BLOCK, block);
            arena.putLong(root + LARGEST, -1);
            arena.putLong(root + SMALLEST_BEHIND, Long.MAX_VALUE);
            return firstEntry(block, bytes);
        }
        final int lastBytes = (int) arena.getLong(root + LAST_BYTES);
        final long end = arena.getLong(root + END);
        if (end == blocks.endOfCells(last, lastBytes)) {
            final int bytes = blocks.followingBlockBytes(lastBytes);
            final long block = blocks.allocate(bytes);
            blocks.link(last, lastBytes, block);
            return firstEntry(block, bytes);
        }
        arena.putLong(root + END, end + ENTRY_BYTES);
        return end;
    }

    private long firstEntry(final long block, final int bytes) {
        arena.putLong(root + LAST_BLOCK, block);
        arena.putLong(root + LAST_BYTES, bytes);
        arena.putLong(root + END, block + ENTRY_BYTES);
        return block;
    }

    /** Begins to go through the list; {@link #finish} must follow. */
    void begin() {
        readBlock = arena.getLong(root + FIRST_BLOCK);
        readBytes = blocks.firstBlockBytes();
        readAt = readBlock;
        readEnd = endOf(readBlock, readBytes);
        writeBlock = 0;
    }

    private long endOf(final long block, final int bytes) {
        return block == arena.getLong(root + LAST_BLOCK) ? arena.getLong(root + END) : blocks.endOfCells(block, bytes);
    }

    /** The next live cell of a key that is in a closed pane; 0 at the end. */
    long next() {
        while (readAt != readEnd || nextReadBlock()) {
            final long entry = readAt;
            readAt = entry + ENTRY_BYTES;
            final long live = arena.getLong(entry);
            if (lives.isInNoPane(live)) {
                lives.free(live);
                if (writeBlock == 0) {
                    writeFrom(entry);
                }
            } else {
                if (writeBlock != 0) {
                    write(live, arena.getLong(entry + ENTRY_PLACE));
                }
                return live;
            }
        }
        return 0;
    }

    private boolean nextReadBlock() {
        if (readBlock == arena.getLong(root + LAST_BLOCK)) {
            return false;
        }
        readBlock = blocks.next(readBlock, readBytes);
        readBytes = blocks.followingBlockBytes(readBytes);
        readAt = readBlock;
        readEnd = endOf(readBlock, readBytes);
        return readAt != readEnd;
    }

    private void writeFrom(final long entry) {
        writeBlock = readBlock;
        writeBytes = readBytes;
        writeAt = entry;
        writeEnd = blocks.endOfCells(readBlock, readBytes);
    }

    private void write(final long live, final long place) {
        if (writeAt == writeEnd) {
            writeBlock = blocks.next(writeBlock, writeBytes);
            writeBytes = blocks.followingBlockBytes(writeBytes);
            writeAt = writeBlock;
            writeEnd = blocks.endOfCells(writeBlock, writeBytes);
        }
        arena.beforeWrite(writeAt);
        arena.putLong(writeAt, live);
        arena.putLong(writeAt + ENTRY_PLACE, place);
        writeAt += ENTRY_BYTES;
    }

    /** Goes through what is left, and gives back the memory of the holes. */
    void finish() {
        while (next() != 0) {
            // Going through it is what closes the holes.
        }
        if (writeBlock == 0) {
            return;
        }
        final long behind = blocks.next(writeBlock, writeBytes);
        if (behind != 0) {
            freeFrom(behind, blocks.followingBlockBytes(writeBytes));
            blocks.link(writeBlock, writeBytes, 0);
        }
        arena.beforeWrite(root);
        arena.putLong(root + LAST_BLOCK, writeBlock);
        arena.putLong(root + LAST_BYTES, writeBytes);
        arena.putLong(root + END, writeAt);
    }

    private void freeFrom(final long firstBlock, final int firstBytes) {
        int bytes = firstBytes;
        for (long block = firstBlock; block != 0; ) {
            final long next = blocks.next(block, bytes);
            blocks.free(block, bytes);
            block = next;
            bytes = blocks.followingBlockBytes(bytes);
        }
    }

    /** Puts what was added out of order where it belongs. What comes before the first of it stays where it is. */
    void sort() {
        if (arena.getLong(root + FIRST_BLOCK) == 0 || arena.getLong(root + SMALLEST_BEHIND) == Long.MAX_VALUE) {
            return;
        }
        final long smallest = arena.getLong(root + SMALLEST_BEHIND);
        arena.beforeWrite(root);
        arena.putLong(root + SMALLEST_BEHIND, Long.MAX_VALUE);
        begin();
        while (readAt == readEnd || arena.getLong(readEnd - ENTRY_BYTES + ENTRY_PLACE) < smallest) {
            readAt = readEnd;
            if (!nextReadBlock()) {
                return;
            }
        }
        while (arena.getLong(readAt + ENTRY_PLACE) < smallest) {
            readAt += ENTRY_BYTES;
        }
        writeFrom(readAt);
        order.clear();
        while (readAt != readEnd || nextReadBlock()) {
            order.add(arena.getLong(readAt + ENTRY_PLACE), arena.getLong(readAt));
            readAt += ENTRY_BYTES;
        }
        order.sort();
        for (int i = 0; i < order.size(); i++) {
            write(order.cell(i), order.touch(i));
        }
    }

    /** Gives back all memory; no key is in a closed pane any more. */
    void clear() {
        freeFrom(arena.getLong(root + FIRST_BLOCK), blocks.firstBlockBytes());
        lives.clear();
        arena.beforeWrite(root);
        arena.putLong(root + FIRST_BLOCK, 0);
        arena.putLong(root + LAST_BLOCK, 0);
        arena.putLong(root + END, 0);
    }
}
