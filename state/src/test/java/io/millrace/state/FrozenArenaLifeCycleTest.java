package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be called when, and what a freeze costs the arena's thread. */
final class FrozenArenaLifeCycleTest {
    private static final SnapshotSink NOWHERE = (buffer, offset, length) -> {};

    private final Arena arena = new Arena(64 << 20);
    private final ShadowPool pool = new ShadowPool();

    @AfterEach
    void close() {
        arena.close();
        pool.close();
    }

    private long segments(final int count) {
        final long first = arena.allocateSegment();
        for (int i = 1; i < count; i++) {
            arena.allocateSegment();
        }
        return first;
    }

    private void store(final long ref) {
        arena.beforeWrite(ref);
        arena.putLong(ref, ~arena.getLong(ref));
    }

    @Test
    void shouldRefuseASecondFreezeUntilTheFirstHasEnded() {
        final FrozenArena frozen = arena.freeze(pool);
        assertThrows(IllegalStateException.class, () -> arena.freeze(new ShadowPool()));
        try (Arena other = new Arena(1 << 20)) {
            assertThrows(IllegalStateException.class, () -> other.freeze(pool));
        }
        assertThrows(IllegalStateException.class, () -> pool.prepare(1 << 20));
        assertThrows(IllegalStateException.class, pool::close);
        frozen.end();
        frozen.end();
        arena.freeze(pool).end();
        arena.writeBarrier(segment -> {});
        assertThrows(IllegalStateException.class, () -> arena.freeze(pool));
    }

    @Test
    void shouldBeWrittenOnce() {
        final FrozenArena frozen = arena.freeze(pool);
        assertFalse(frozen.isOver());
        frozen.write(NOWHERE);
        assertTrue(frozen.isOver());
        assertThrows(IllegalStateException.class, () -> frozen.write(NOWHERE));
        frozen.end();
        final FrozenArena abandoned = arena.freeze(pool);
        abandoned.end();
        assertThrows(IllegalStateException.class, () -> abandoned.write(NOWHERE));
    }

    @Test
    void shouldNotEndNorCloseWhileBeingWritten() {
        final FrozenArena frozen = arena.freeze(pool);
        final AtomicInteger calls = new AtomicInteger();
        frozen.write((buffer, offset, length) -> {
            calls.incrementAndGet();
            assertThrows(IllegalStateException.class, frozen::end);
            assertThrows(IllegalStateException.class, arena::close);
        });
        assertTrue(calls.get() >= 3);
        store(segments(1));
    }

    @Test
    void shouldStopWhenCancelledAndCopyNothingAnyMore() {
        final long first = segments(100);
        final FrozenArena frozen = arena.freeze(pool);
        final CancellationException failure = assertThrows(
                CancellationException.class,
                () -> frozen.write((buffer, offset, length) -> {
                    if (frozen.segmentsDone() > 15) {
                        frozen.cancel();
                    }
                }));
        assertTrue(failure.getMessage().contains(" of 101 segments"), failure.getMessage());
        assertTrue(frozen.isOver());
        store(first + 99 * Arena.SEGMENT_BYTES);
        assertEquals(0, frozen.copies());
        frozen.end();
    }

    @Test
    void shouldThrowOnWhatTheSinkThrows() {
        final FrozenArena frozen = arena.freeze(pool);
        assertThrows(
                UncheckedIOException.class,
                () -> frozen.write((buffer, offset, length) -> {
                    throw new UncheckedIOException(new IOException("disk full"));
                }));
        assertTrue(frozen.isOver());
        frozen.end();
        assertEquals(arena.usedBytes() / Arena.SEGMENT_BYTES, arena.freeze(pool).segmentsTotal());
    }

    @Test
    void shouldCopyASegmentOnceAndNoNewOnes() {
        final long first = segments(10);
        final FrozenArena frozen = arena.freeze(pool);
        for (int i = 0; i < 5; i++) {
            store(first);
            store(first + 8);
        }
        assertEquals(1, frozen.copies());
        store(arena.allocateSegment());
        assertEquals(2, frozen.copies(), "the arena's own header, nothing of the new segment");
        assertEquals(2, frozen.unpreparedCopies());
        frozen.write(NOWHERE);
        store(first + Arena.SEGMENT_BYTES);
        assertEquals(2, frozen.copies(), "what was written out needs no copy");
        frozen.end();
        pool.prepare(arena.usedBytes());
        assertTrue(pool.preparedBytes() >= 12 * Arena.SEGMENT_BYTES);
        final FrozenArena next = arena.freeze(pool);
        store(first);
        assertEquals(1, next.copies());
        assertEquals(0, next.unpreparedCopies());
    }

    @Test
    void shouldWriteTheSameAsASnapshotOfTheArenaAtRest() {
        final long first = segments(300);
        for (int i = 0; i < 100; i++) {
            arena.freeSegment(first + 3L * i * Arena.SEGMENT_BYTES);
        }
        final byte[] expected = ArenaSnapshot.toBytes(arena);
        final FrozenArena frozen = arena.freeze(pool);
        final Gathered gathered = new Gathered(frozen.snapshotBytes());
        final SnapshotSummary summary = frozen.write(gathered);
        assertArrayEquals(expected, gathered.toBytes());
        assertEquals(new SnapshotSummary(201, 100, expected.length, ArenaSnapshot.digest(arena)), summary);
        frozen.end();
        assertEquals(summary, ArenaSnapshot.write(arena, NOWHERE));
        // What lies in a free segment is no part of the state.
        final long free = arena.header().freeHead();
        arena.putLong(free + 64, 5);
        assertEquals(summary.digest(), ArenaSnapshot.digest(arena));
        store(first + Arena.SEGMENT_BYTES + 64);
        assertNotEquals(summary.digest(), ArenaSnapshot.digest(arena));
    }

    @Test
    void shouldAllocateNothingForStoresWhileFrozen() {
        final long first = segments(8_000);
        pool.prepare(arena.reservedBytes());
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10 && least > 0; round++) {
            final FrozenArena frozen = arena.freeze(pool);
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 8_000; i++) {
                store(first + (long) i * Arena.SEGMENT_BYTES);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            assertEquals(8_000, frozen.copies());
            frozen.end();
        }
        assertEquals(0, least, "bytes for 8,000 copies");
    }
}
