package io.millrace.state;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An arena as it was at a moment, to be written by a second thread while the arena's own goes on.
 *
 * <p>The protocol, with the thread that makes each call:
 *
 * <ol>
 *   <li>the second: {@link ShadowPool#prepare}, then tells the arena's thread that it is ready;
 *   <li>the arena's, between two events: {@link Arena#freeze}, then hands this object to the second, safely published.
 *       From now on its first store into each segment copies the segment, at most one in each
 *       {@link Arena#beforeWrite};
 *   <li>the second: {@link #write}, once;
 *   <li>the arena's, between two events, once {@link #isOver} is true or if {@code write} was never called:
 *       {@link #end}.
 * </ol>
 *
 * <p>{@link #cancel}, {@link #isOver} and the progress may be called by any thread. The arena and the pool must not be
 * closed between {@code freeze} and {@code end}; both refuse while {@code write} is at work.
 */
public final class FrozenArena {
    private final Arena arena;
    private final ShadowPool pool;
    private final FreezeFrame frame;
    private final FrozenSegments segments;
    private final CopyOnWrite barrier;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.FROZEN);
    private final AtomicLong done = new AtomicLong();
    private volatile boolean cancelled;

    /** How far a freeze has come. */
    private enum Phase {
        /** The arena's thread keeps what it overwrites; nobody has started to write. */
        FROZEN,
        /** The second thread writes. */
        WRITING,
        /** It has written all, or failed; the arena's thread may end the freeze. */
        OVER,
        /** The arena's thread has ended it: nothing can be read any more. */
        ENDED
    }

    FrozenArena(final Arena arena, final ShadowPool pool, final FrozenSegments segments) {
        this.arena = arena;
        this.pool = pool;
        this.segments = segments;
        frame = FreezeFrame.of(arena.header());
        barrier = new CopyOnWrite(arena, pool, frame.segmentCount() * Arena.SEGMENT_BYTES, segments.passed());
    }

    WriteBarrier barrier() {
        return barrier;
    }

    /**
     * Writes what {@link ArenaSnapshot#read} reads: the arena at the moment of the freeze. By the second thread, once.
     *
     * @param sink takes the bytes, in runs of up to 64 KiB; what it throws is thrown on.
     * @return what was written.
     * @throws CancellationException if {@link #cancel} was called; the sink has got a part.
     * @throws IllegalStateException if it was called before, or the freeze has ended.
     */
    public SnapshotSummary write(final SnapshotSink sink) {
        if (!phase.compareAndSet(Phase.FROZEN, Phase.WRITING)) {
            throw new IllegalStateException(
                    "a frozen arena is written once, before its end: this one is " + phase.get());
        }
        try {
            return new SnapshotWriter(segments, pool.block(), sink).write(frame, this::written);
        } finally {
            segments.pass(Long.MAX_VALUE); // a writing that failed needs no copies any more either
            phase.set(Phase.OVER);
        }
    }

    private void written() {
        done.setOpaque(done.getPlain() + 1);
        if (cancelled) {
            throw new CancellationException("the snapshot was cancelled after " + done.getPlain() + " of "
                    + frame.usedSegments() + " segments");
        }
    }

    /** Makes {@link #write} end soon, at the next segment, by an exception. By any thread. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Whether {@link #write} has returned or thrown. By any thread.
     *
     * @return true if it has, and nothing of the freeze is needed any more.
     */
    public boolean isOver() {
        return phase.get().compareTo(Phase.OVER) >= 0;
    }

    /**
     * Ends the freeze: stores cost nothing extra any more, the pool can be used again. By the arena's thread, between
     * two events; takes less than a microsecond whatever was copied. A second call does nothing.
     *
     * @throws IllegalStateException if {@link #write} is at work: cancel it and wait until it is over.
     */
    public void end() {
        if (phase.compareAndSet(Phase.FROZEN, Phase.ENDED) || phase.compareAndSet(Phase.OVER, Phase.ENDED)) {
            arena.thaw();
            pool.end();
        } else if (phase.get() != Phase.ENDED) {
            throw new IllegalStateException("the frozen arena is being written: cancel that and wait until it is over");
        }
    }

    /**
     * Segments written so far. By any thread.
     *
     * @return a number up to {@link #segmentsTotal()}.
     */
    public long segmentsDone() {
        return done.getOpaque();
    }

    /**
     * Segments to write: those in use at the freeze. By any thread.
     *
     * @return the number.
     */
    public long segmentsTotal() {
        return frame.usedSegments();
    }

    /**
     * Length of the snapshot. By any thread.
     *
     * @return bytes.
     */
    public long snapshotBytes() {
        return frame.snapshotBytes();
    }

    /**
     * Segments that were copied before they changed. By the arena's thread.
     *
     * @return the number, up to {@link #segmentsTotal()}.
     */
    public long copies() {
        return barrier.copies();
    }

    /**
     * Copies into memory that had not been touched before, a page fault each. By the arena's thread, before the end.
     *
     * @return the number.
     */
    public long unpreparedCopies() {
        return pool.unprepared();
    }
}
