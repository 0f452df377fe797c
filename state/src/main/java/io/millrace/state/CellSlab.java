package io.millrace.state;

import org.agrona.UnsafeApi;

/**
 * Fixed-size cells in a chain of arena segments. A cell that is freed is the next to be handed out; cells never move.
 *
 * <pre>
 *   segment:  0 ref of the next segment  8 | 8 spare 8 | 16 cells ...
 *   cell:     0 header 8 | 8 key | value
 *   header:   0 never used; bit 0: live, the rest is the time of expiry, a multiple of 8 ns; bit 1: free, the rest is
 * the ref
 *             of the next free cell
 *   root:     0 first segment | 8 last segment | 16 first cell never used | 24 first free cell | 32 live cells |
 *             40 cells ever used | 48 where sweeping goes on | 56 segments
 * </pre>
 */
final class CellSlab {
    static final int ROOT_BYTES = 64;
    static final int CELL_HEADER_BYTES = 8;
    static final int MAX_CELL_BYTES = Arena.SEGMENT_BYTES - 16;

    private static final int SEGMENT_HEADER_BYTES = 16;
    private static final long LIVE = 1;
    private static final long FREE = 2;
    private static final long NEVER = Long.MAX_VALUE & -8L;
    private static final long SEGMENT_MASK = -Arena.SEGMENT_BYTES;
    private static final int FIRST = 0;
    private static final int LAST = 8;
    private static final int BUMP = 16;
    private static final int FREE_HEAD = 24;
    private static final int LIVE_COUNT = 32;
    private static final int USED_COUNT = 40;
    private static final int SWEEP = 48;
    private static final int SEGMENTS = 56;

    private final Arena arena;
    private final long root;
    private final int cellBytes;
    private final int lastCellOffset;

    /** The slab whose fields lie at the given root: empty if that is all zeros. */
    CellSlab(final Arena arena, final long root, final int cellBytes) {
        this.arena = arena;
        this.root = root;
        this.cellBytes = cellBytes;
        final int cells = (Arena.SEGMENT_BYTES - SEGMENT_HEADER_BYTES) / cellBytes;
        lastCellOffset = SEGMENT_HEADER_BYTES + (cells - 1) * cellBytes;
    }

    /** A live cell of zeros. Throws {@link StateLimitException}, with nothing changed, if the arena is full. */
    long allocate() {
        final long free = field(FREE_HEAD);
        final long cell = free != 0 ? reuse(free) : bump();
        field(LIVE_COUNT, field(LIVE_COUNT) + 1);
        return cell;
    }

    private long reuse(final long cell) {
        arena.beforeWrite(root);
        arena.beforeWrite(cell);
        final long address = arena.address(cell);
        field(FREE_HEAD, UnsafeApi.getLong(address) & -8L);
        UnsafeApi.setMemory(address, cellBytes, (byte) 0);
        UnsafeApi.putLong(address, NEVER | LIVE);
        return cell;
    }

    private long bump() {
        long cell = field(BUMP);
        if (cell == 0) {
            cell = grow();
        }
        arena.beforeWrite(root);
        arena.beforeWrite(cell);
        UnsafeApi.putLong(arena.address(cell), NEVER | LIVE); // the rest is zero: segments are
        field(BUMP, (cell & ~SEGMENT_MASK) == lastCellOffset ? 0 : cell + cellBytes);
        field(USED_COUNT, field(USED_COUNT) + 1);
        return cell;
    }

    private long grow() {
        final long segment = arena.allocateSegment();
        final long last = field(LAST);
        arena.beforeWrite(root);
        if (last == 0) {
            field(FIRST, segment);
        } else {
            arena.beforeWrite(last);
            arena.putLong(last, segment);
        }
        field(LAST, segment);
        field(SEGMENTS, field(SEGMENTS) + 1);
        return segment + SEGMENT_HEADER_BYTES;
    }

    boolean isExpired(final long cell, final long nowNs) {
        final long expiryNs = arena.getLong(cell) & -8L;
        return expiryNs <= nowNs && expiryNs != NEVER;
    }

    void expireAt(final long cell, final long nowNs, final long ttlNs) {
        final long sum = nowNs + ttlNs;
        final long expiryNs = sum < nowNs || sum > NEVER ? NEVER : sum + 7 & -8L;
        arena.beforeWrite(cell);
        arena.putLong(cell, expiryNs | LIVE);
    }

    /** Where sweeping goes on: live or not, or 0 if there are no cells. */
    long sweepCell() {
        final long cell = field(SWEEP);
        return cell != 0 ? cell : start();
    }

    /** The cell to sweep after the given one: round and round. */
    long sweptAfter(final long cell) {
        final long following = following(cell);
        return following != 0 ? following : start();
    }

    private long start() {
        final long segment = field(FIRST);
        return segment == 0 ? 0 : segment + SEGMENT_HEADER_BYTES;
    }

    void sweepCell(final long cell) {
        if (field(SWEEP) != cell) {
            arena.beforeWrite(root);
            field(SWEEP, cell);
        }
    }

    /** Frees a live cell. */
    void free(final long cell) {
        arena.beforeWrite(root);
        arena.beforeWrite(cell);
        arena.putLong(cell, field(FREE_HEAD) | FREE);
        field(FREE_HEAD, cell);
        field(LIVE_COUNT, field(LIVE_COUNT) - 1);
    }

    boolean isLive(final long cell) {
        return (arena.getLong(cell) & LIVE) != 0;
    }

    /** The first live cell in the order of the slab, or 0. */
    long first() {
        return liveFrom(start());
    }

    /** The live cell after the given one, which may have been freed meanwhile, or 0. */
    long next(final long cell) {
        final long following = following(cell);
        return following == 0 ? 0 : liveFrom(following);
    }

    private long liveFrom(final long start) {
        long cell = start;
        while (cell != 0 && !isLive(cell)) {
            cell = following(cell);
        }
        return cell;
    }

    /** The cell after the given one, live or not, or 0 at the end. */
    private long following(final long cell) {
        if ((cell & ~SEGMENT_MASK) != lastCellOffset) {
            return cell + cellBytes;
        }
        final long segment = arena.getLong(cell & SEGMENT_MASK);
        return segment == 0 ? 0 : segment + SEGMENT_HEADER_BYTES;
    }

    long liveCount() {
        return field(LIVE_COUNT);
    }

    int cellBytes() {
        return cellBytes;
    }

    long segmentBytes() {
        return field(SEGMENTS) * Arena.SEGMENT_BYTES;
    }

    private long field(final int offset) {
        return arena.getLong(root + offset);
    }

    private void field(final int offset, final long value) {
        arena.putLong(root + offset, value);
    }
}
