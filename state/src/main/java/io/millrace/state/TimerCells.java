package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * The cells of timers: 64 bytes each, a cache line, numbered from 1. A freed cell is the next to be handed out.
 *
 * <pre>
 *   cell: 0 deadline 8 | 8 key 8 | 16 registration 8 | 24 payload 8 | 32 owner 8 | 40 next free 4 | 44 pending 4 |
 *         48 chain 4 | 52 spare 12
 *   root: 0 segment list 32 | 32 first free cell 8 | 40 cells ever used 8
 * </pre>
 */
final class TimerCells {
    static final int ROOT_BYTES = SegmentList.ROOT_BYTES + 16;
    static final int DEADLINE = 0;
    static final int KEY = 8;
    static final int REGISTRATION = 16;
    static final int PAYLOAD = 24;
    static final int OWNER = 32;
    static final int NEXT = 40;

    /** 1 while a timer is pending, 0 while the cell is free. */
    static final int PENDING = 44;

    static final int CHAIN = 48;

    private static final int CELL_SHIFT = 6;
    private static final int PER_SEGMENT_SHIFT = 6;
    private static final int PER_SEGMENT_MASK = (1 << PER_SEGMENT_SHIFT) - 1;
    private static final int FREE_HEAD = SegmentList.ROOT_BYTES;
    private static final int USED = FREE_HEAD + 8;
    private static final int FREED_AT_ONCE = 8;

    private final Arena arena;
    private final long root;
    private final SegmentList segments;

    TimerCells(final Arena arena, final long root) {
        this.arena = arena;
        this.root = root;
        segments = new SegmentList(arena, root);
    }

    /** A cell of its own; what is in it is left over. Throws {@link StateLimitException} if the arena is full. */
    int allocate() {
        final int free = (int) arena.getLong(root + FREE_HEAD);
        if (free != 0) {
            arena.beforeWrite(root);
            arena.putLong(root + FREE_HEAD, UnsafeApi.getInt(address(free) + NEXT));
            return free;
        }
        final int number = used() + 1;
        if (number >> PER_SEGMENT_SHIFT == segments.size()) {
            segments.add();
        }
        arena.beforeWrite(root);
        arena.putLong(root + USED, number);
        return number;
    }

    void free(final int cell) {
        final long at = addressToWrite(cell);
        UnsafeApi.putInt(at + PENDING, 0);
        UnsafeApi.putInt(at + NEXT, (int) arena.getLong(root + FREE_HEAD));
        arena.beforeWrite(root);
        arena.putLong(root + FREE_HEAD, cell);
    }

    /** All cells are free: their memory is used from the start again, and some of it given back. */
    void clear() {
        arena.beforeWrite(root);
        arena.putLong(root + FREE_HEAD, 0);
        arena.putLong(root + USED, 0);
        for (int i = 0; i < FREED_AT_ONCE && segments.size() > 1; i++) {
            segments.removeLast();
        }
    }

    /** The highest number of a cell that may hold a timer. */
    int used() {
        return (int) arena.getLong(root + USED);
    }

    long bytes() {
        return (long) segments.size() * Arena.SEGMENT_BYTES;
    }

    long address(final int cell) {
        return arena.address(ref(cell));
    }

    long addressToWrite(final int cell) {
        final long ref = ref(cell);
        arena.beforeWrite(ref);
        return arena.address(ref);
    }

    private long ref(final int cell) {
        return segments.get(cell >> PER_SEGMENT_SHIFT) + ((long) (cell & PER_SEGMENT_MASK) << CELL_SHIFT);
    }
}
