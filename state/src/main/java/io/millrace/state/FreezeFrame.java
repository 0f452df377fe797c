package io.millrace.state;

/**
 * The arena's own figures at a moment.
 *
 * @param segmentCount segments ever used.
 * @param freeHead ref of the free segment that was freed last, or 0.
 * @param freeCount free segments.
 */
record FreezeFrame(long segmentCount, long freeHead, long freeCount) {
    static FreezeFrame of(final ArenaHeader header) {
        return new FreezeFrame(header.segmentCount(), header.freeHead(), header.freeCount());
    }

    long usedSegments() {
        return segmentCount - freeCount;
    }

    long snapshotBytes() {
        return ArenaSnapshot.HEADER_BYTES
                + usedSegments() * Arena.SEGMENT_BYTES
                + freeCount * Long.BYTES
                + Integer.BYTES;
    }
}
