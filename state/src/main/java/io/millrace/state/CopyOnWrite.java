package io.millrace.state;

import java.util.concurrent.atomic.AtomicLong;
import org.agrona.UnsafeApi;

/**
 * The arena's side of a freeze: copies a segment to a shadow before the first store into it. <b>By the arena's thread
 * only.</b>
 *
 * <p>Order of memory: the copy, its entry (release), a fence, then the caller's store. So who sees anything of the
 * store, and then looks for the entry, finds it, and with it the whole copy. {@link FrozenSegments} is the other side.
 */
final class CopyOnWrite implements WriteBarrier {
    private static final long NOTHING = -1;

    private final Arena arena;
    private final ShadowPool pool;
    private final long[][] entries;
    private final long tag;
    private final long end;
    private final AtomicLong passed;
    private long passedSeen = FrozenSegments.FREE_LIST_UNKNOWN;
    private long copies;

    /**
     * Segments at or above {@code end} are new; those below {@code passed} are written out already, and neither need be
     * copied.
     */
    CopyOnWrite(final Arena arena, final ShadowPool pool, final long end, final AtomicLong passed) {
        this.arena = arena;
        this.pool = pool;
        this.end = end;
        this.passed = passed;
        entries = pool.entries();
        tag = pool.tag();
    }

    @Override
    public void beforeWrite(final long segment) {
        if (isProtected(segment)) {
            keep(segment);
        }
    }

    @Override
    public void beforeReuse(final long segment) {
        // Had it been in use at the freeze, its being freed would have been announced, and it would have an entry.
        if (isProtected(segment)) {
            keepLink(segment);
        }
    }

    private boolean isProtected(final long segment) {
        return segment >= passedSeen && segment < end && !CopyTable.isMarked(entries, segment, tag);
    }

    private void keep(final long segment) {
        // Acquire: what the caller stores next cannot be seen by reads of the second thread from before.
        passedSeen = passed.getAcquire();
        if (segment >= passedSeen) {
            copy(segment, Arena.SEGMENT_BYTES);
            copies++;
        }
    }

    private void keepLink(final long segment) {
        passedSeen = passed.getAcquire();
        if (passedSeen == FrozenSegments.FREE_LIST_UNKNOWN) {
            copy(segment, Long.BYTES);
        } else if (segment >= passedSeen) {
            CopyTable.mark(entries, segment, tag, NOTHING);
        }
    }

    private void copy(final long segment, final int bytes) {
        final long shadow = pool.take();
        UnsafeApi.copyMemory(arena.address(segment), pool.address(shadow), bytes);
        CopyTable.mark(entries, segment, tag, shadow);
        UnsafeApi.storeFence();
    }

    /** Segments that were copied as a whole. */
    long copies() {
        return copies;
    }
}
