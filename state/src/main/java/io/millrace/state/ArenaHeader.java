package io.millrace.state;

/**
 * The arena's own fields, in its first segment, so that a restore finds them where the snapshot left them.
 *
 * <pre>
 *   0  magic              8
 *   8  segments ever used 8   this one included
 *  16  free list: head    8   ref of the segment freed last; its first 8 bytes are the ref of the next
 *  24  free list: length  8
 *  32  catalogue: segment 8   where the next root goes
 *  40  catalogue: offset  8   within that segment
 *  48  spare             16
 *  64  first catalogue entry
 * </pre>
 */
final class ArenaHeader {
    static final long MAGIC = 0x314E455241524C4DL; // "MLRAREN1"
    static final int CATALOGUE_START = 64;

    private static final int SEGMENT_COUNT = 8;
    private static final int FREE_HEAD = 16;
    private static final int FREE_COUNT = 24;
    private static final int CATALOGUE_SEGMENT = 32;
    private static final int CATALOGUE_OFFSET = 40;

    private final Arena arena;

    ArenaHeader(final Arena arena) {
        this.arena = arena;
    }

    void initialise() {
        arena.putLong(0, MAGIC);
        arena.putLong(SEGMENT_COUNT, 1);
        arena.putLong(CATALOGUE_OFFSET, CATALOGUE_START);
    }

    boolean isValid() {
        return arena.getLong(0) == MAGIC;
    }

    long segmentCount() {
        return arena.getLong(SEGMENT_COUNT);
    }

    void segmentCount(final long count) {
        put(SEGMENT_COUNT, count);
    }

    long freeHead() {
        return arena.getLong(FREE_HEAD);
    }

    long freeCount() {
        return arena.getLong(FREE_COUNT);
    }

    long popFree() {
        final long head = arena.getLong(FREE_HEAD);
        if (head != 0) {
            put(FREE_HEAD, arena.getLong(head));
            put(FREE_COUNT, arena.getLong(FREE_COUNT) - 1);
        }
        return head;
    }

    void pushFree(final long segment) {
        arena.putLong(segment, arena.getLong(FREE_HEAD));
        put(FREE_HEAD, segment);
        put(FREE_COUNT, arena.getLong(FREE_COUNT) + 1);
    }

    long catalogueSegment() {
        return arena.getLong(CATALOGUE_SEGMENT);
    }

    int catalogueOffset() {
        return (int) arena.getLong(CATALOGUE_OFFSET);
    }

    void catalogueEnd(final long segment, final int offset) {
        put(CATALOGUE_SEGMENT, segment);
        put(CATALOGUE_OFFSET, offset);
    }

    private void put(final int field, final long value) {
        arena.beforeWrite(0);
        arena.putLong(field, value);
    }
}
