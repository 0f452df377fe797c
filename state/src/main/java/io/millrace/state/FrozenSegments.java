package io.millrace.state;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.UnsafeApi;

/**
 * Reads segments as they were at the freeze, while the arena's thread goes on. <b>By the second thread only.</b>
 *
 * <p>A segment without an entry is copied and then looked up again: if an entry has come, stores may have come with it,
 * and the shadow is taken instead. The fence keeps the second look behind the copy; see {@link CopyOnWrite}.
 *
 * <p>Open to tests, which look at what happens between the two, or leave the second out.
 */
class FrozenSegments {
    /** What {@link #passed} says before the free list has been read. */
    static final long FREE_LIST_UNKNOWN = -1;

    private final long[] addresses;
    private final ShadowPool pool;
    private final long[][] entries;
    private final long tag;
    private final AtomicLong passed = new AtomicLong(FREE_LIST_UNKNOWN);

    /** Of an arena that does not change: it needs no shadows, and the pool is null. */
    FrozenSegments(final long[] addresses, final ShadowPool pool) {
        this.addresses = addresses;
        this.pool = pool;
        entries = pool == null ? null : pool.entries();
        tag = pool == null ? 0 : pool.tag();
    }

    /** Copies a segment to an array, or to an address if that is null. */
    final void read(final long segment, final Object target, final long offset) {
        long shadow = shadow(segment);
        if (shadow < 0) {
            UnsafeApi.copyMemory(null, live(segment), target, offset, Arena.SEGMENT_BYTES);
            UnsafeApi.loadFence();
            shadow = shadowAfterRead(segment);
        }
        if (shadow >= 0) {
            UnsafeApi.copyMemory(null, pool.address(shadow), target, offset, Arena.SEGMENT_BYTES);
        }
    }

    /** Reads the first 8 bytes of a segment: of a free one, the ref of the next. */
    final long readLink(final long segment) {
        long shadow = shadow(segment);
        long link = 0;
        if (shadow < 0) {
            link = UnsafeApi.getLong(live(segment));
            UnsafeApi.loadFence();
            shadow = shadowAfterRead(segment);
        }
        return shadow < 0 ? link : UnsafeApi.getLong(pool.address(shadow));
    }

    /** The shadow of a segment whose live bytes have just been read, or -1 if it has none. */
    long shadowAfterRead(final long segment) {
        return shadow(segment);
    }

    private long shadow(final long segment) {
        return pool == null ? -1 : CopyTable.shadow(entries, segment, tag);
    }

    /** Where a segment lies that had no shadow a moment ago. */
    long live(final long segment) {
        return addresses[(int) (segment >>> Arena.CHUNK_SHIFT)] + (segment & Arena.CHUNK_BYTES - 1L);
    }

    /** Segments below the ref are not read any more; any ref, 0 included, says that the free list is not either. */
    final void pass(final long ref) {
        passed.setRelease(ref);
        if (pool != null) {
            pool.keepAhead();
        }
    }

    final AtomicLong passed() {
        return passed;
    }
}
