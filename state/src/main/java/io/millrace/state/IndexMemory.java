package io.millrace.state;

import org.agrona.UnsafeApi;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/**
 * Memory of indexes, outside the segments. Whole pieces of 1 MiB are kept for reuse when an index lets go of them:
 * giving tens of megabytes back to the system in one go would stall the writing thread for milliseconds.
 */
final class IndexMemory {
    static final int PIECE_BYTES = 1 << 20;

    private final LongHashSet allocations = new LongHashSet();
    private final LongArrayList spare = new LongArrayList();
    private long bytes;

    /** Memory of the given size, not zeroed, aligned to 8 bytes at least. */
    long allocate(final int size) {
        if (size == PIECE_BYTES && !spare.isEmpty()) {
            return spare.removeAt(spare.size() - 1);
        }
        final long address = UnsafeApi.allocateMemory(size);
        allocations.add(address);
        bytes += size;
        return address;
    }

    void release(final long address, final int size) {
        if (size == PIECE_BYTES) {
            spare.addLong(address);
        } else {
            allocations.remove(address);
            UnsafeApi.freeMemory(address);
            bytes -= size;
        }
    }

    long bytes() {
        return bytes;
    }

    void close() {
        allocations.forEachLong(UnsafeApi::freeMemory);
        allocations.clear();
        spare.clear();
        bytes = 0;
    }
}
