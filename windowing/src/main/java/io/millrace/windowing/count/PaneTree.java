package io.millrace.windowing.count;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Combines the panes of a key. The panes are the leaves of a binary tree of a power of two, filled round and round;
 * node 1 is the top, the children of node n are 2n and 2n + 1. A node is made when its last leaf is complete, so it is
 * right until its first leaf is filled again, and no longer asked for by then. With an aggregate that can be deducted,
 * nodes have times only, and node 0 has the accumulator of the last panes.
 */
final class PaneTree<A extends Flyweight> {
    private final Arena arena;
    private final PaneRings rings;
    private final Aggregate<?, A, ?> aggregate;
    private final int panes;
    private final int leaves;
    private final boolean deducting;
    private final A target;
    private final A source;
    private final A window;
    private final int[] later = new int[Integer.SIZE];
    private long smallestNs;
    private long largestNs;

    PaneTree(final Arena arena, final PaneRings rings, final Aggregate<?, A, ?> aggregate, final int panes) {
        this.arena = arena;
        this.rings = rings;
        this.aggregate = aggregate;
        this.panes = panes;
        leaves = leavesFor(panes);
        deducting = panes > 1 && aggregate.isDeductible();
        target = aggregate.accumulatorType().newFlyweight();
        source = aggregate.accumulatorType().newFlyweight();
        window = aggregate.accumulatorType().newFlyweight();
        window.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(window.sizeBytes())), 0);
    }

    private static int leavesFor(final int panes) {
        return panes == 1 ? 1 : Integer.highestOneBit(panes - 1) * 2;
    }

    /** How many nodes a key has. */
    static long nodesFor(final int panes) {
        return panes == 1 ? 1 : 2L * leavesFor(panes);
    }

    int leaves() {
        return leaves;
    }

    /** The pane at a place of the ring. */
    long pane(final long ring, final int place) {
        return rings.node(ring, panes == 1 ? 0 : leaves + place);
    }

    /**
     * Empties a pane that events are to be added to, after all memory was made that it will need when it is complete.
     *
     * @param before how many panes were complete before, as far as the panes of a window.
     */
    void begin(final long ring, final int place, final int before) {
        final long pane = pane(ring, place);
        if (panes > 1) {
            makeRoom(ring, place);
            if (deducting) {
                beginDeducting(ring, place, before);
            }
        }
        rings.clear(pane);
        wrap(target, pane);
        aggregate.create(target);
    }

    private void makeRoom(final long ring, final int place) {
        for (int node = leaves + place; node > 0; node >>= 1) {
            rings.node(ring, node);
        }
        rings.node(ring, 0);
    }

    /** The pane that leaves the window when this one comes is taken out of what is added up. */
    private void beginDeducting(final long ring, final int place, final int before) {
        final long sum = rings.node(ring, 0);
        if (before == 0) {
            rings.clear(sum);
            wrap(target, sum);
            aggregate.create(target);
        } else if (before == panes) {
            arena.beforeWrite(sum);
            wrap(target, sum);
            wrap(source, pane(ring, place - panes & leaves - 1));
            aggregate.deduct(target, source);
        }
    }

    /** A pane is complete: makes the nodes of which it is the last leaf. */
    void complete(final long ring, final int place) {
        if (panes == 1) {
            return;
        }
        if (deducting) {
            final long sum = rings.node(ring, 0);
            arena.beforeWrite(sum);
            wrap(target, sum);
            wrap(source, pane(ring, place));
            aggregate.combine(target, source);
        }
        for (int node = leaves + place; (node & 1) == 1 && node > 1; node >>= 1) {
            make(ring, node >> 1);
        }
    }

    private void make(final long ring, final int number) {
        final long node = rings.node(ring, number);
        rings.clear(node);
        if (!deducting) {
            wrap(target, node);
            aggregate.create(target);
        }
        for (int child = 2 * number; child <= 2 * number + 1; child++) {
            final long part = rings.node(ring, child);
            rings.addTime(node, rings.smallestNs(part));
            rings.addTime(node, rings.largestNs(part));
            if (!deducting) {
                wrap(source, part);
                aggregate.combine(target, source);
            }
        }
    }

    /** The accumulator of the last panes, up to the one given; its times are told until the next call. */
    A window(final long ring, final int place) {
        smallestNs = Long.MAX_VALUE;
        largestNs = Long.MIN_VALUE;
        if (panes == 1) {
            return part(pane(ring, place), source);
        }
        if (!deducting) {
            window.clear();
            aggregate.create(window);
        }
        final int first = place - panes + 1;
        if (first < 0) {
            addRange(ring, first & leaves - 1, leaves);
        }
        addRange(ring, Math.max(0, first), place + 1);
        if (!deducting) {
            return window;
        }
        wrap(target, rings.node(ring, 0));
        return target;
    }

    /** Adds the panes from one place to before another, in their order, as few nodes. */
    private void addRange(final long ring, final int from, final int to) {
        int left = from + leaves;
        int right = to + leaves;
        int laterCount = 0;
        while (left < right) {
            if ((left & 1) == 1) {
                add(ring, left++);
            }
            if ((right & 1) == 1) {
                later[laterCount++] = --right;
            }
            left >>= 1;
            right >>= 1;
        }
        while (laterCount > 0) {
            add(ring, later[--laterCount]);
        }
    }

    private void add(final long ring, final int number) {
        final A part = part(rings.node(ring, number), source);
        if (!deducting) {
            aggregate.combine(window, part);
        }
    }

    private A part(final long node, final A flyweight) {
        smallestNs = Math.min(smallestNs, rings.smallestNs(node));
        largestNs = Math.max(largestNs, rings.largestNs(node));
        wrap(flyweight, node);
        return flyweight;
    }

    /** Smallest event time in the window asked for last. */
    long smallestNs() {
        return smallestNs;
    }

    /** Largest event time in the window asked for last. */
    long largestNs() {
        return largestNs;
    }

    private void wrap(final A flyweight, final long node) {
        flyweight.wrap(arena.buffer(node), arena.offset(node) + PaneRings.ACCUMULATOR);
    }
}
