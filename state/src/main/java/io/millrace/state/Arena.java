package io.millrace.state;

import io.millrace.record.JvmFlags;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The only owner of operator memory: segments of 4 KiB, off the heap, addressed by <em>refs</em>.
 *
 * <p>A ref is a byte offset in the arena, a multiple of 8; 0 is none. Memory comes in chunks of 64 MiB that never move,
 * so {@link #buffer(long)} and {@link #offset(long)} stay valid until the arena is closed. Things in a segment never
 * straddle it. State that must survive a restart hangs off a {@linkplain #root root} of a stable id.
 *
 * <p>Whoever stores into a segment calls {@link #beforeWrite(long)} first, once per cell it is about to change: this is
 * the one hook by which a checkpoint can copy what is about to be overwritten.
 *
 * <p>Refs are not checked: one that was freed, or that was never handed out, reads whatever lies there. <b>Not
 * thread-safe: one thread at a time uses an arena;</b> what a second one may do meanwhile says {@link FrozenArena}.
 */
public final class Arena implements AutoCloseable {
    /** Size of a segment in bytes. */
    public static final int SEGMENT_BYTES = 4096;

    static final int CHUNK_SHIFT = 26;
    static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;
    private static final long CHUNK_MASK = CHUNK_BYTES - 1L;
    private static final long MAX_BYTES = 1L << 43; // an index entry has 40 bits for a ref of a multiple of 8

    private final long limitBytes;
    private final IndexMemory indexMemory = new IndexMemory();
    private final List<HashIndex> indexes = new ArrayList<>();
    private final List<Runnable> closeHooks = new ArrayList<>();
    private final ArenaHeader header;
    private final RootCatalogue catalogue;
    private UnsafeBuffer[] chunks = new UnsafeBuffer[4];
    private long[] addresses = new long[4];
    private long[] allocations = new long[4];
    private int chunkCount;
    private long reservedBytes;
    private WriteBarrier barrier;
    private FrozenArena frozen;

    /**
     * Creates an empty arena. Memory is taken from the system as it is needed.
     *
     * @param limitBytes the most that segments may take, in bytes; at least one segment. Indexes come on top.
     * @throws IllegalArgumentException if the limit is below one segment or above 8 TiB.
     */
    public Arena(final long limitBytes) {
        this(limitBytes, null);
    }

    Arena(final long limitBytes, final Loader loader) {
        JvmFlags.check();
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalStateException("Millrace needs a little-endian machine");
        }
        if (limitBytes < SEGMENT_BYTES || limitBytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "limitBytes must be in " + SEGMENT_BYTES + ".." + MAX_BYTES + ": " + limitBytes);
        }
        this.limitBytes = limitBytes / SEGMENT_BYTES * SEGMENT_BYTES;
        addChunk();
        boolean complete = false;
        try {
            if (loader == null) {
                zero(0);
                header = new ArenaHeader(this);
                header.initialise();
            } else {
                load(loader);
                header = new ArenaHeader(this);
            }
            catalogue = new RootCatalogue(this, header);
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /**
     * Hands out a segment of zeros: one that was freed last, or else a new one.
     *
     * @return its ref, a multiple of {@link #SEGMENT_BYTES}; its owner writes to it after {@link #beforeWrite(long)}.
     * @throws StateLimitException if the limit is reached; nothing has changed then.
     */
    public long allocateSegment() {
        final long free = header.popFree();
        final long segment = free != 0 ? free : newSegment();
        final WriteBarrier hook = barrier;
        if (hook != null) {
            beforeAllocation(hook, segment, free != 0);
        }
        zero(segment);
        return segment;
    }

    private static void beforeAllocation(final WriteBarrier hook, final long segment, final boolean reused) {
        if (reused) {
            hook.beforeReuse(segment);
        } else {
            hook.beforeWrite(segment);
        }
    }

    private long newSegment() {
        final long segment = header.segmentCount() * SEGMENT_BYTES;
        if (segment + SEGMENT_BYTES > limitBytes) {
            throw new StateLimitException("Operator state has reached its limit of " + limitBytes
                    + " bytes: raise it, by RunOptions.withStateLimitBytes(..), or keep fewer keys, panes or timers (a"
                    + " time to live, a limit of keys, less lateness)");
        }
        if (segment >>> CHUNK_SHIFT >= chunkCount) {
            addChunk();
        }
        header.segmentCount(header.segmentCount() + 1);
        return segment;
    }

    /**
     * Takes a segment back. It must be one that was handed out and is not free yet; this is not checked.
     *
     * @param segment the ref that {@link #allocateSegment()} returned.
     */
    public void freeSegment(final long segment) {
        beforeWrite(segment);
        header.pushFree(segment);
    }

    /**
     * The buffer in which a ref lies.
     *
     * @param ref a ref handed out by this arena.
     * @return the buffer, good for the segment of the ref.
     */
    public UnsafeBuffer buffer(final long ref) {
        return chunks[(int) (ref >>> CHUNK_SHIFT)];
    }

    /**
     * Where a ref lies within its {@link #buffer(long)}.
     *
     * @param ref a ref handed out by this arena.
     * @return the offset in bytes.
     */
    public int offset(final long ref) {
        return (int) (ref & CHUNK_MASK);
    }

    /**
     * The address of a ref, for hot paths that read and write with {@link UnsafeApi}: nothing is checked.
     *
     * @param ref a ref handed out by this arena.
     * @return the address, good for the segment of the ref until the arena is closed.
     */
    public long address(final long ref) {
        return addresses[(int) (ref >>> CHUNK_SHIFT)] + (ref & CHUNK_MASK);
    }

    /**
     * Reads a long, without a check of the ref.
     *
     * @param ref where the long lies.
     * @return the long.
     */
    public long getLong(final long ref) {
        return UnsafeApi.getLong(address(ref));
    }

    /**
     * Writes a long, without a check of the ref and without the barrier: call {@link #beforeWrite(long)} before.
     *
     * @param ref where the long lies.
     * @param value the long.
     */
    public void putLong(final long ref, final long value) {
        UnsafeApi.putLong(address(ref), value);
    }

    /**
     * The write barrier: to be called before the first store to a cell, each time it is changed.
     *
     * @param ref any ref within the segment that is about to change.
     */
    public void beforeWrite(final long ref) {
        final WriteBarrier hook = barrier;
        if (hook != null) {
            hook.beforeWrite(ref & -SEGMENT_BYTES);
        }
    }

    /**
     * Sets who is told before segments change; not while the arena is {@linkplain #freeze frozen}.
     *
     * @param hook the hook, or null for none.
     */
    public void writeBarrier(final WriteBarrier hook) {
        barrier = hook;
    }

    /**
     * Freezes the arena as it is now, for a second thread to write it while this one goes on: between two events. Takes
     * microseconds however large the arena is, if the pool was {@linkplain ShadowPool#prepare prepared}. From here on
     * the first store into a segment copies it, until {@link FrozenArena#end()}.
     *
     * @param pool where copies go; it serves one freeze at a time.
     * @return the frozen arena; its documentation says which thread calls what.
     * @throws IllegalStateException if the arena is frozen or has a {@linkplain #writeBarrier write barrier}, or if the
     *     pool is in use.
     */
    public FrozenArena freeze(final ShadowPool pool) {
        return freeze(pool, FrozenSegments::new);
    }

    /** With segments that are read in a way of their own. */
    FrozenArena freeze(final ShadowPool pool, final BiFunction<long[], ShadowPool, FrozenSegments> segments) {
        if (frozen != null || barrier != null) {
            throw new IllegalStateException(frozen != null ? "the arena is frozen already" : "a write barrier is set");
        }
        pool.begin(header.segmentCount());
        frozen = new FrozenArena(this, pool, segments.apply(addresses, pool));
        barrier = frozen.barrier();
        return frozen;
    }

    void thaw() {
        frozen = null;
        barrier = null;
    }

    /** Addresses of the chunks: entries never change, and the array is replaced when it has to grow. */
    long[] addresses() {
        return addresses;
    }

    /**
     * Gets or creates the root of a state: a few bytes at a fixed place, from which all of the state can be found.
     * After a restore this finds what was there; else the bytes are zeros.
     *
     * @param id stable id of the state, unique in the arena; at most 200 bytes in UTF-8.
     * @param kind what kind of state it is, such as {@code long-table}; at most 40 bytes.
     * @param fingerprint fingerprint of what is stored: record layouts and whatever else must be the same after a
     *     restore.
     * @param bytes size of the root in bytes, 1 to 1,024.
     * @return ref of the root, a multiple of 8; fixed for the arena's life.
     * @throws StateMismatchException if the id was asked for before, or if the snapshot holds something else under it.
     * @throws StateLimitException if a new segment is needed and the limit is reached.
     */
    public long root(final String id, final String kind, final long fingerprint, final int bytes) {
        return catalogue.root(id, kind, fingerprint, bytes);
    }

    /**
     * Ids of the states that a snapshot held and that nobody has asked for since: a pipeline that does not declare them
     * any more.
     *
     * @return the ids, in the order in which they were created; empty for an arena that was not restored.
     */
    public List<String> unclaimedRoots() {
        return catalogue.unclaimed();
    }

    /**
     * Memory of the segments that are handed out, the arena's own included.
     *
     * @return bytes.
     */
    public long usedBytes() {
        return (header.segmentCount() - header.freeCount()) * SEGMENT_BYTES;
    }

    /**
     * Address space taken from the system for segments. What was never handed out has no memory behind it.
     *
     * @return bytes.
     */
    public long reservedBytes() {
        return reservedBytes;
    }

    /**
     * The most that segments may take.
     *
     * @return bytes, whole segments.
     */
    public long limitBytes() {
        return limitBytes;
    }

    /**
     * Memory of the indexes over this arena's tables, kept for their growth included.
     *
     * @return bytes.
     */
    public long indexBytes() {
        return indexMemory.bytes();
    }

    ArenaHeader header() {
        return header;
    }

    RootCatalogue catalogue() {
        return catalogue;
    }

    IndexMemory indexMemory() {
        return indexMemory;
    }

    void register(final HashIndex index) {
        indexes.add(index);
    }

    /** Runs when the arena is closed, so that what is kept outside of it cannot be used any more. */
    void onClose(final Runnable hook) {
        closeHooks.add(hook);
    }

    /**
     * Gives all memory back. What lived in the arena must not be used any more.
     *
     * @throws IllegalStateException if a frozen arena is being written; nothing has changed then.
     */
    @Override
    public void close() {
        if (frozen != null) {
            frozen.end();
        }
        closeHooks.forEach(Runnable::run);
        closeHooks.clear();
        for (final HashIndex index : indexes) {
            index.detach();
        }
        indexes.clear();
        indexMemory.close();
        for (int i = 0; i < chunkCount; i++) {
            UnsafeApi.freeMemory(allocations[i]);
        }
        chunkCount = 0;
        reservedBytes = 0;
        // A ref used after this fails on the empty array instead of reading memory that is no longer ours.
        chunks = new UnsafeBuffer[0];
        addresses = new long[0];
        allocations = new long[0];
    }

    private void zero(final long segment) {
        UnsafeApi.setMemory(address(segment), SEGMENT_BYTES, (byte) 0);
    }

    private void addChunk() {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
            addresses = Arrays.copyOf(addresses, chunkCount * 2);
            allocations = Arrays.copyOf(allocations, chunkCount * 2);
        }
        final int bytes = (int) Math.min(CHUNK_BYTES, limitBytes - reservedBytes);
        // Not zeroed here: that would stall for tens of milliseconds. Segments are zeroed one by one, page-aligned.
        final long allocation = UnsafeApi.allocateMemory(bytes + (long) SEGMENT_BYTES);
        final long address = (allocation + SEGMENT_BYTES - 1) & -SEGMENT_BYTES;
        allocations[chunkCount] = allocation;
        addresses[chunkCount] = address;
        chunks[chunkCount] = new UnsafeBuffer(address, bytes);
        chunkCount++;
        reservedBytes += bytes;
    }

    private void load(final Loader loader) {
        final long bytes = loader.segmentCount() * SEGMENT_BYTES;
        if (bytes > limitBytes) {
            throw new StateLimitException("The snapshot needs " + bytes + " bytes, the arena's limit is " + limitBytes
                    + ": raise it, by RunOptions.withStateLimitBytes(..)");
        }
        while (reservedBytes < bytes) {
            addChunk();
        }
        loader.load(this);
    }

    /** Fills the segments of a new arena. */
    interface Loader {
        /** How many segments to make room for. */
        long segmentCount();

        /** Fills them, the arena's own first segment included. */
        void load(Arena arena);
    }
}
