package io.millrace.state;

import java.util.Arrays;
import org.agrona.UnsafeApi;
import org.agrona.collections.LongHashSet;

/**
 * Finds stores into an arena that no {@link Arena#beforeWrite} came before, and which a checkpoint would therefore get
 * wrong: it keeps a copy of every segment, and compares. For tests; it costs a look at the whole arena in each step.
 *
 * <p>{@code WriteAudit audit = WriteAudit.start(arena)}, then {@link #check()} after every event. Announcing a segment
 * holds for the event in which it was done: a checkpoint may come between any two. <b>By the arena's thread.</b>
 */
public final class WriteAudit implements WriteBarrier {
    private static final int LONGS = Arena.SEGMENT_BYTES / Long.BYTES;

    private final Arena arena;
    private final LongHashSet announced = new LongHashSet();
    private long[][] copies = new long[16][];
    private int known;
    private String found;

    private WriteAudit(final Arena arena) {
        this.arena = arena;
        lookAtNewOnes();
    }

    /**
     * Starts to watch an arena, as its write barrier.
     *
     * @param arena the arena, with no other barrier.
     * @return the audit.
     */
    public static WriteAudit start(final Arena arena) {
        final WriteAudit audit = new WriteAudit(arena);
        arena.writeBarrier(audit);
        return audit;
    }

    /** Stops watching. */
    public void stop() {
        arena.writeBarrier(null);
    }

    /** Called by the arena. */
    @Override
    public void beforeWrite(final long segment) {
        if (announced.add(segment) && number(segment) < known) {
            final int at = firstChange(segment);
            if (at >= 0 && found == null) {
                found = describe(segment, at, "changed before it was announced");
            }
        }
    }

    /**
     * Checks all that was stored since the last check, or since the start.
     *
     * @throws StateException if something was stored into a segment that had not been announced before; it names the
     *     segment and the state it seems to belong to.
     */
    public void check() {
        for (int i = 0; i < known && found == null; i++) {
            final long segment = (long) i * Arena.SEGMENT_BYTES;
            final int at = announced.contains(segment) ? -1 : firstChange(segment);
            if (at >= 0) {
                found = describe(segment, at, "changed without being announced");
            }
        }
        if (found != null) {
            throw new StateException(found);
        }
        announced.forEachLong(segment -> {
            if (number(segment) < known) {
                copy(segment, copies[number(segment)]);
            }
        });
        announced.clear();
        lookAtNewOnes();
    }

    private void lookAtNewOnes() {
        final int count = (int) arena.header().segmentCount();
        if (count > copies.length) {
            copies = Arrays.copyOf(copies, Math.max(count, copies.length * 2));
        }
        for (; known < count; known++) {
            copies[known] = new long[LONGS];
            copy((long) known * Arena.SEGMENT_BYTES, copies[known]);
        }
    }

    private void copy(final long segment, final long[] target) {
        final long address = arena.address(segment);
        for (int i = 0; i < LONGS; i++) {
            target[i] = UnsafeApi.getLong(address + (long) i * Long.BYTES);
        }
    }

    /** Offset of the first long that is not what it was, or -1. */
    private int firstChange(final long segment) {
        final long address = arena.address(segment);
        final long[] copy = copies[number(segment)];
        for (int i = 0; i < LONGS; i++) {
            if (UnsafeApi.getLong(address + (long) i * Long.BYTES) != copy[i]) {
                return i * Long.BYTES;
            }
        }
        return -1;
    }

    private String describe(final long segment, final int at, final String what) {
        return "Segment " + segment + " (" + new SegmentOwners(arena).ownerOf(segment, at) + ") " + what + ": at byte "
                + at + ", 0x" + Long.toHexString(copies[number(segment)][at / Long.BYTES]) + " became 0x"
                + Long.toHexString(arena.getLong(segment + at))
                + ". Call beforeWrite in the event in which a cell is written to, before the first store";
    }

    private static int number(final long segment) {
        return (int) (segment / Arena.SEGMENT_BYTES);
    }
}
