package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A second thread writes what the arena was at the freeze, byte for byte, whatever the first does meanwhile. */
final class FrozenArenaTest {
    /** Errors that the comparison must find. */
    private enum Mutant {
        NONE,
        NO_SECOND_LOOK,
        PASSED_TOO_EARLY,
        ENTRY_AFTER_STORE,
        REUSE_NOT_ANNOUNCED,
        NEW_SEGMENTS_ONLY
    }

    /** Counts what is copied, and plants errors of the arena's side. */
    private static final class Watched implements WriteBarrier {
        private final FrozenArena frozen;
        private final WriteBarrier inner;
        private final Mutant mutant;
        private final Set<Long> copied = new HashSet<>();
        private long waiting = -1;

        Watched(final FrozenArena frozen, final Mutant mutant) {
            this.frozen = frozen;
            this.mutant = mutant;
            inner = frozen.barrier();
        }

        @Override
        public void beforeWrite(final long segment) {
            if (mutant == Mutant.ENTRY_AFTER_STORE) {
                if (waiting >= 0) {
                    inner.beforeWrite(waiting);
                }
                waiting = segment;
            } else if (mutant != Mutant.NEW_SEGMENTS_ONLY) {
                final long before = frozen.copies();
                inner.beforeWrite(segment);
                final long copies = frozen.copies() - before;
                assertTrue(copies == 0 || copies == 1 && copied.add(segment), "copied twice");
            }
        }

        @Override
        public void beforeReuse(final long segment) {
            if (mutant != Mutant.REUSE_NOT_ANNOUNCED) {
                final long before = frozen.copies();
                inner.beforeReuse(segment);
                assertEquals(before, frozen.copies(), "a free segment was copied as a whole");
            }
        }
    }

    /** One freeze in one thread: the writer steps wherever the reader is between two of its own. */
    private static boolean isSameAsAtFreeze(
            final BusyState state, final ShadowPool pool, final SplittableRandom random, final Mutant mutant) {
        final Arena arena = state.arena();
        final byte[] expected = ArenaSnapshot.toBytes(arena);
        final long digest = ArenaSnapshot.digest(arena);
        final int eagerness = 1 + random.nextInt(40);
        final FrozenArena frozen = arena.freeze(pool, (addresses, shadows) -> new FrozenSegments(addresses, shadows) {
            private void stepNowAndThen() {
                if (random.nextInt(eagerness) == 0) {
                    state.steps(1 + random.nextInt(3));
                }
            }

            @Override
            long live(final long segment) {
                if (mutant == Mutant.PASSED_TOO_EARLY && passed().get() >= 0) {
                    pass(segment + Arena.SEGMENT_BYTES);
                }
                stepNowAndThen();
                return super.live(segment);
            }

            @Override
            long shadowAfterRead(final long segment) {
                stepNowAndThen();
                return mutant == Mutant.NO_SECOND_LOOK ? -1 : super.shadowAfterRead(segment);
            }
        });
        arena.writeBarrier(new Watched(frozen, mutant));
        state.steps(random.nextInt(30));
        final Gathered gathered = new Gathered(frozen.snapshotBytes());
        final SnapshotSummary summary = frozen.write((buffer, offset, length) -> {
            gathered.write(buffer, offset, length);
            state.steps(random.nextInt(3));
        });
        state.steps(random.nextInt(10));
        assertTrue(frozen.copies() <= frozen.segmentsTotal());
        assertEquals(frozen.segmentsTotal(), frozen.segmentsDone());
        frozen.end();
        return Arrays.equals(expected, gathered.toBytes())
                && summary.digest() == digest
                && summary.bytes() == expected.length;
    }

    private static int findWrong(final Mutant mutant, final int seeds) {
        int wrong = -1;
        try (ShadowPool pool = new ShadowPool()) {
            for (int seed = 0; seed < seeds && wrong < 0; seed++) {
                final SplittableRandom random = new SplittableRandom(seed);
                try (BusyState state = new BusyState(random, 1 + random.nextInt(100))) {
                    for (int freeze = 0; freeze < 4 && wrong < 0; freeze++) {
                        state.steps(random.nextInt(150));
                        if (random.nextBoolean()) {
                            pool.prepare(state.arena().usedBytes());
                        }
                        wrong = isSameAsAtFreeze(state, pool, random, mutant) ? -1 : seed;
                    }
                }
            }
        }
        return wrong;
    }

    @Test
    void shouldWriteTheArenaOfTheFreezeHoweverTheTwoInterleave() {
        assertEquals(-1, findWrong(Mutant.NONE, 500), "first seed that fails");
    }

    @ParameterizedTest
    @EnumSource(value = Mutant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldFindEveryPlantedError(final Mutant mutant) {
        boolean found;
        try {
            found = findWrong(mutant, 300) >= 0;
        } catch (final StateException e) { // it may break the list of free segments
            found = true;
        }
        assertTrue(found, mutant + " was not found");
    }

    @Test
    void shouldRestoreWhatASecondThreadWrote() throws Exception {
        final ExecutorService second = Executors.newSingleThreadExecutor();
        try (ShadowPool pool = new ShadowPool()) {
            for (int seed = 0; seed < 60; seed++) {
                final SplittableRandom random = new SplittableRandom(seed);
                try (BusyState state = new BusyState(random, 1 + random.nextInt(5_000))) {
                    for (int freeze = 0; freeze < 5; freeze++) {
                        state.steps(random.nextInt(5_000));
                        final long usedBytes = state.arena().usedBytes();
                        second.submit(() -> pool.prepare(usedBytes)).get();
                        assertSameFromSecondThread(state, pool, second, "seed " + seed);
                    }
                }
            }
        } finally {
            second.shutdown();
        }
    }

    private static void assertSameFromSecondThread(
            final BusyState state, final ShadowPool pool, final ExecutorService second, final String at)
            throws InterruptedException, ExecutionException {
        final byte[] expected = ArenaSnapshot.toBytes(state.arena());
        final FrozenArena frozen = state.arena().freeze(pool);
        final Gathered gathered = new Gathered(frozen.snapshotBytes());
        final Future<SnapshotSummary> written = second.submit(() -> frozen.write(gathered));
        while (!frozen.isOver()) {
            state.step();
        }
        state.steps(100);
        frozen.end();
        assertEquals(expected.length, written.get().bytes(), at);
        assertArrayEquals(expected, gathered.toBytes(), at);
        try (Arena restored = ArenaSnapshot.fromBytes(gathered.toBytes(), 1L << 30)) {
            assertArrayEquals(expected, ArenaSnapshot.toBytes(restored), at);
            assertEquals(written.get().digest(), ArenaSnapshot.digest(restored), at);
        }
    }

    @Test
    void shouldWriteTheArenaOfTheFreezeWhileMillionsOfStoresGoOn() throws Exception {
        final ExecutorService second = Executors.newSingleThreadExecutor();
        final int segments = 40_000; // more than two chunks
        try (Arena arena = new Arena(512L << 20);
                ShadowPool pool = new ShadowPool()) {
            for (int i = 1; i < segments; i++) {
                arena.allocateSegment();
            }
            for (int seed = 0; seed < 4; seed++) {
                final SplittableRandom random = new SplittableRandom(seed);
                final long digest = ArenaSnapshot.digest(arena);
                final FrozenArena frozen = arena.freeze(pool);
                final Future<SnapshotSummary> written = second.submit(() -> frozen.write((b, o, l) -> {}));
                long stores = 0;
                while (!frozen.isOver() || stores < 1_000_000) {
                    final long at = Arena.SEGMENT_BYTES
                            + random.nextLong((segments - 1L) * Arena.SEGMENT_BYTES / Long.BYTES) * Long.BYTES;
                    arena.beforeWrite(at);
                    arena.putLong(at, random.nextLong());
                    if ((++stores & 255) == 0 && stores < 4_000_000) {
                        arena.allocateSegment(); // into chunks that the freeze does not know
                    }
                }
                assertTrue(frozen.copies() > 0 && frozen.copies() <= frozen.segmentsTotal(), "seed " + seed);
                frozen.end();
                assertEquals(digest, written.get().digest(), "seed " + seed);
            }
        } finally {
            second.shutdown();
        }
    }
}
