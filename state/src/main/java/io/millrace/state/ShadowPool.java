package io.millrace.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.UnsafeApi;

/**
 * Memory for what {@linkplain Arena#freeze frozen} segments held before they were overwritten: shadows of 4 KiB, off
 * the heap, used again by one freeze after the other. It never has more shadows than the frozen arena has segments: at
 * most twice the memory of the state, and only as much as checkpoints ever needed at once.
 *
 * <p>Address space is reserved for all; memory is behind it once it was touched. {@link #prepare} touches ahead of use,
 * and so does the second thread while it writes; where the writing thread is faster it takes memory that nobody
 * touched, which costs it a page fault and is {@linkplain FrozenArena#unpreparedCopies() counted}.
 *
 * <p><b>Threads: {@link #prepare} by the second thread while no freeze is on; all else is called by
 * {@link FrozenArena}. One freeze at a time.</b> A call at the wrong time throws {@link IllegalStateException}.
 */
public final class ShadowPool implements AutoCloseable {
    static final int BLOCK_BYTES = 16 * Arena.SEGMENT_BYTES;

    private static final int AHEAD_SEGMENTS = (16 << 20) / Arena.SEGMENT_BYTES;
    private static final int TOUCHES_PER_STEP = 8;
    private static final int WARM_UP_FREEZES = 1_000;
    private static final int SEGMENTS_PER_CHUNK = Arena.CHUNK_BYTES / Arena.SEGMENT_BYTES;
    private static final int CHUNK_SHIFT = Integer.numberOfTrailingZeros(SEGMENTS_PER_CHUNK);

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);
    private final CopyTable table = new CopyTable();
    private long[] chunks = new long[0];
    private long[] allocations = new long[0];
    private ByteBuffer block;
    private int freezes;
    private long mostTaken;
    private long unprepared;
    private final AtomicLong taken = new AtomicLong(); // written by the arena's thread
    private final AtomicLong prepared = new AtomicLong(); // written by the second thread

    private boolean warm;

    /** What a pool is doing. */
    private enum Phase {
        /** Nothing: it may be prepared, frozen with, closed. */
        IDLE("used by two threads at once"),
        /** The second thread makes room. */
        PREPARING("being prepared"),
        /** A freeze takes shadows. */
        FROZEN("in use: end the freeze first"),
        /** The memory is gone. */
        CLOSED("closed");

        private final String text;

        Phase(final String text) {
            this.text = text;
        }
    }

    /** Creates a pool that has no memory yet. */
    public ShadowPool() {
        // Nothing is taken before the first freeze, or before it is prepared for one.
    }

    /**
     * Makes room for the next freeze, so that the arena's thread need not: address space and entries for all segments,
     * and memory for as many shadows as any freeze took before, and a quarter more; at least 16 MiB.
     *
     * @param arenaBytes {@link Arena#reservedBytes()} of the arena a moment ago.
     * @throws IllegalStateException if a freeze is on, or the pool is closed.
     */
    public void prepare(final long arenaBytes) {
        enter(Phase.PREPARING);
        try {
            // An arena that grows on meanwhile by a chunk or two is covered, too.
            reserve(chunksFor(arenaBytes) + 1);
            block();
            if (!warm) {
                warmUp();
                warm = true;
            }
            final long wanted = Math.max(AHEAD_SEGMENTS, mostTaken + mostTaken / 4);
            final long first = prepared.getPlain();
            touch(first, Math.min(wanted, arenaBytes / Arena.SEGMENT_BYTES));
        } finally {
            phase.set(Phase.IDLE);
        }
    }

    /**
     * Memory that shadows have, in use or not.
     *
     * @return bytes; any thread may ask.
     */
    public long preparedBytes() {
        return prepared.getOpaque() * Arena.SEGMENT_BYTES;
    }

    /** Starts a freeze of the given number of segments. By the arena's thread. */
    void begin(final long segments) {
        enter(Phase.FROZEN);
        boolean reserved = false;
        try {
            reserve(chunksFor(segments * Arena.SEGMENT_BYTES));
            reserved = true;
        } finally {
            if (!reserved) {
                phase.set(Phase.IDLE);
            }
        }
        freezes++;
        unprepared = 0;
        taken.setOpaque(0);
    }

    /** The tag of the freeze that is on. */
    long tag() {
        return CopyTable.tag(freezes);
    }

    long[][] entries() {
        return table.entries();
    }

    /** The next shadow. By the arena's thread; there is one for every segment. */
    long take() {
        final long number = taken.getPlain();
        taken.setOpaque(number + 1);
        if (number >= prepared.getOpaque()) {
            unprepared++;
        }
        return number;
    }

    long address(final long number) {
        return chunks[(int) (number >>> CHUNK_SHIFT)] + (number & SEGMENTS_PER_CHUNK - 1) * Arena.SEGMENT_BYTES;
    }

    long unprepared() {
        return unprepared;
    }

    /** Touches a few shadows if the arena's thread comes near those that were not touched. By the second thread. */
    void keepAhead() {
        final long next = taken.getOpaque();
        final long first = Math.max(prepared.getPlain(), next);
        touch(first, Math.min(next + AHEAD_SEGMENTS, first + TOUCHES_PER_STEP));
    }

    /** Ends a freeze: all shadows are given back. By the arena's thread. */
    void end() {
        mostTaken = Math.max(mostTaken, taken.getPlain());
        // The next freeze starts behind what this one took without anyone's preparing it: that has memory now, too.
        prepared.setOpaque(Math.max(prepared.getPlain(), taken.getPlain()));
        phase.set(Phase.IDLE);
    }

    /** What a snapshot is put together in. By the second thread. */
    ByteBuffer block() {
        if (block == null) {
            block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        }
        return block;
    }

    private void enter(final Phase next) {
        if (!phase.compareAndSet(Phase.IDLE, next)) {
            throw new IllegalStateException("the pool of shadows is " + phase.get().text);
        }
    }

    /** Freezes an arena of one segment many times: the first real freeze finds its classes loaded and compiled. */
    private static void warmUp() {
        try (Arena arena = new Arena(Arena.SEGMENT_BYTES);
                ShadowPool pool = new ShadowPool()) {
            for (int i = 0; i < WARM_UP_FREEZES; i++) {
                final FrozenArena frozen = arena.freeze(pool);
                arena.beforeWrite(0);
                frozen.end();
            }
        }
    }

    private void touch(final long first, final long wantedEnd) {
        final long end = Math.min(wantedEnd, (long) chunks.length * SEGMENTS_PER_CHUNK);
        for (long i = first; i < end; i++) {
            // Adds nothing, atomically: the arena's thread may be storing into the shadow already.
            UnsafeApi.getAndAddLong(null, address(i), 0);
        }
        if (end > first) {
            prepared.setOpaque(end);
        }
    }

    private static int chunksFor(final long bytes) {
        return (int) (bytes + Arena.CHUNK_BYTES - 1 >>> Arena.CHUNK_SHIFT);
    }

    private void reserve(final int chunkCount) {
        table.cover(chunkCount);
        final int had = chunks.length;
        if (had < chunkCount) {
            chunks = Arrays.copyOf(chunks, chunkCount);
            allocations = Arrays.copyOf(allocations, chunkCount);
            for (int i = had; i < chunkCount; i++) {
                allocations[i] = UnsafeApi.allocateMemory(Arena.CHUNK_BYTES + (long) Arena.SEGMENT_BYTES);
                chunks[i] = allocations[i] + Arena.SEGMENT_BYTES - 1 & -Arena.SEGMENT_BYTES;
            }
        }
    }

    /**
     * Gives all memory back. A second call does nothing.
     *
     * @throws IllegalStateException if a freeze is on.
     */
    @Override
    public void close() {
        if (phase.get() != Phase.CLOSED) {
            enter(Phase.CLOSED);
            for (final long allocation : allocations) {
                UnsafeApi.freeMemory(allocation);
            }
            allocations = new long[0];
            chunks = new long[0];
            prepared.setOpaque(0);
        }
    }
}
