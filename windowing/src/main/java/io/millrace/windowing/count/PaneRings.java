package io.millrace.windowing.count;

import io.millrace.state.Arena;
import io.millrace.state.StateException;
import org.agrona.UnsafeApi;

/**
 * Memory for the panes of a key: nodes of one size, by number. Where all of a key's nodes fit into a segment they are a
 * cell of that size, and such cells fill segments; else they are a tree of segments that hold refs, with nodes in its
 * leaves, in which a segment is there once it was asked for.
 *
 * <pre>
 * node
 *   0  smallest    smallest event time in it
 *   8  largest     largest event time in it
 *  16  accumulator
 *
 * root
 *   0  first cell never used in the last segment; 0: it is full
 *   8  first free cell, which begins with the ref of the next one
 * </pre>
 */
final class PaneRings {
    static final int SMALLEST_NS = 0;
    static final int LARGEST_NS = 8;
    static final int ACCUMULATOR = 16;

    private static final int FREE_HEAD = 8;
    private static final int ROOT_BYTES = 16;
    private static final int REFS_SHIFT = 9;
    private static final int REFS_MASK = (1 << REFS_SHIFT) - 1;

    private final Arena arena;
    private final long root;
    private final int nodeBytes;
    private final int cellBytes;
    private final int lastOffset;
    private final boolean large;
    private final int nodesPerSegment;
    private final int topShift;

    PaneRings(final Arena arena, final String id, final int accumulatorBytes, final long nodes, final long shape) {
        this.arena = arena;
        nodeBytes = ACCUMULATOR + accumulatorBytes;
        if (nodeBytes > Arena.SEGMENT_BYTES) {
            throw new StateException("'" + id + "': an accumulator of " + accumulatorBytes
                    + " bytes is too large, at most " + (Arena.SEGMENT_BYTES - ACCUMULATOR) + " fit");
        }
        nodesPerSegment = Arena.SEGMENT_BYTES / nodeBytes;
        large = nodes > nodesPerSegment;
        cellBytes = large ? Arena.SEGMENT_BYTES : (int) (nodes * nodeBytes);
        lastOffset = (Arena.SEGMENT_BYTES / cellBytes - 1) * cellBytes;
        int shift = 0;
        while ((nodes - 1) / nodesPerSegment >>> shift >>> REFS_SHIFT != 0) {
            shift += REFS_SHIFT;
        }
        topShift = shift;
        root = arena.root(id, "count-windows", shape * 31 + nodeBytes, ROOT_BYTES);
    }

    /** Memory for the panes of a key. Nothing has changed if the arena is full. */
    long allocate() {
        if (large) {
            return arena.allocateSegment();
        }
        final long free = arena.getLong(root + FREE_HEAD);
        if (free != 0) {
            arena.beforeWrite(root);
            arena.putLong(root + FREE_HEAD, arena.getLong(free));
            return free;
        }
        final long next = arena.getLong(root);
        final long cell = next != 0 ? next : arena.allocateSegment();
        arena.beforeWrite(root);
        arena.putLong(root, (cell & Arena.SEGMENT_BYTES - 1) == lastOffset ? 0 : cell + cellBytes);
        return cell;
    }

    /** Takes back the memory of a key whose nodes fit into a segment; that of others is never given back. */
    void free(final long ring) {
        arena.beforeWrite(root);
        arena.beforeWrite(ring);
        arena.putLong(ring, arena.getLong(root + FREE_HEAD));
        arena.putLong(root + FREE_HEAD, ring);
    }

    /** A node of a key; its memory is made if it was not there. */
    long node(final long ring, final int number) {
        if (!large) {
            return ring + (long) number * nodeBytes;
        }
        final int segment = number / nodesPerSegment;
        long at = ring;
        for (int shift = topShift; shift >= 0; shift -= REFS_SHIFT) {
            final long slot = at + (segment >>> shift & REFS_MASK) * (long) Long.BYTES;
            at = arena.getLong(slot);
            if (at == 0) {
                at = arena.allocateSegment();
                arena.beforeWrite(slot);
                arena.putLong(slot, at);
            }
        }
        return at + (long) (number % nodesPerSegment) * nodeBytes;
    }

    /** Makes a node empty, its accumulator zeros. */
    void clear(final long node) {
        arena.beforeWrite(node);
        final long address = arena.address(node);
        UnsafeApi.setMemory(address, nodeBytes, (byte) 0);
        UnsafeApi.putLong(address + SMALLEST_NS, Long.MAX_VALUE);
        UnsafeApi.putLong(address + LARGEST_NS, Long.MIN_VALUE);
    }

    /** Takes a time into a node's span, with no call of the barrier. */
    void addTime(final long node, final long timeNs) {
        final long address = arena.address(node);
        if (timeNs < UnsafeApi.getLong(address + SMALLEST_NS)) {
            UnsafeApi.putLong(address + SMALLEST_NS, timeNs);
        }
        if (timeNs > UnsafeApi.getLong(address + LARGEST_NS)) {
            UnsafeApi.putLong(address + LARGEST_NS, timeNs);
        }
    }

    long smallestNs(final long node) {
        return arena.getLong(node + SMALLEST_NS);
    }

    long largestNs(final long node) {
        return arena.getLong(node + LARGEST_NS);
    }
}
