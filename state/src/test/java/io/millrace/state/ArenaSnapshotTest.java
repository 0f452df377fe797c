package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ArenaSnapshotTest {
    private static final long LIMIT = 16 << 20;

    private static byte[] small() {
        try (Arena arena = new Arena(LIMIT)) {
            final LongTable table = new LongTable(arena, TableSpec.of("t", 8));
            for (long i = 0; i < 1_000; i++) {
                arena.putLong(table.getOrCreate(i), i);
            }
            arena.freeSegment(arena.allocateSegment());
            return ArenaSnapshot.toBytes(arena);
        }
    }

    @Test
    void shouldBehaveTheSameAfterRestoreAtAnyMoment() {
        for (int seed = 0; seed < 20; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            Arena first = new Arena(LIMIT);
            Arena second = new Arena(LIMIT);
            try {
                LongTable a = new LongTable(first, TableSpec.of("t", 40));
                LongTable b = new LongTable(second, TableSpec.of("t", 40));
                for (int i = 0; i < 5_000; i++) {
                    final long key = random.nextLong(-300, 300);
                    final String at = "seed " + seed + " operation " + i;
                    if (random.nextInt(5) < 3) {
                        assertEquals(a.getOrCreate(key), b.getOrCreate(key), at);
                        first.putLong(a.get(key), i);
                        second.putLong(b.get(key), i);
                    } else {
                        assertEquals(a.remove(key), b.remove(key), at);
                    }
                    if (random.nextInt(20) == 0) {
                        final long one = first.allocateSegment();
                        final long two = first.allocateSegment();
                        assertEquals(one, second.allocateSegment(), at);
                        assertEquals(two, second.allocateSegment(), at);
                        first.freeSegment(random.nextBoolean() ? one : two);
                        second.freeSegment(first.header().freeHead());
                    }
                    if (random.nextInt(500) == 0) {
                        final byte[] snapshot = ArenaSnapshot.toBytes(second);
                        assertEquals(snapshot.length, ArenaSnapshot.sizeBytes(second));
                        second.close();
                        second = ArenaSnapshot.fromBytes(snapshot, LIMIT);
                        assertEquals(List.of("t"), second.unclaimedRoots());
                        b = new LongTable(second, TableSpec.of("t", 40));
                        assertEquals(List.of(), second.unclaimedRoots());
                        assertArrayEquals(snapshot, ArenaSnapshot.toBytes(second), at);
                    }
                }
                assertArrayEquals(ArenaSnapshot.toBytes(first), ArenaSnapshot.toBytes(second), "seed " + seed);
            } finally {
                first.close();
                second.close();
            }
        }
    }

    @Test
    void shouldFindManyRootsOfManySegmentsAgain() {
        final byte[] snapshot;
        try (Arena arena = new Arena(LIMIT)) {
            for (int i = 0; i < 300; i++) {
                final long root = arena.root("state-\u00e9-" + i, "test", i, 1 + i % 60);
                arena.putLong(root, ~i);
            }
            snapshot = ArenaSnapshot.toBytes(arena);
        }
        try (Arena arena = ArenaSnapshot.fromBytes(snapshot, LIMIT)) {
            assertEquals(300, arena.unclaimedRoots().size());
            for (int i = 299; i >= 0; i--) {
                assertEquals(~i, arena.getLong(arena.root("state-\u00e9-" + i, "test", i, 1 + i % 60)));
            }
            assertEquals(List.of(), arena.unclaimedRoots());
        }
    }

    @Test
    void shouldRefuseStateDeclaredDifferently() {
        try (Arena arena = ArenaSnapshot.fromBytes(small(), LIMIT)) {
            final StateMismatchException layout =
                    assertThrows(StateMismatchException.class, () -> new LongTable(arena, TableSpec.of("t", 16)));
            assertTrue(layout.getMessage().contains("'t'"), layout.getMessage());
            final StateMismatchException kind =
                    assertThrows(StateMismatchException.class, () -> arena.root("t", "timers", 1, 8));
            assertTrue(kind.getMessage().contains("long-table"), kind.getMessage());
            arena.root("u", "test", 1, 8);
            assertThrows(StateMismatchException.class, () -> arena.root("u", "test", 1, 8));
        }
    }

    @Test
    void shouldNoticeEveryFlippedBitAndEveryCut() {
        final byte[] snapshot = small();
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            final byte[] bad = snapshot.clone();
            final int at = i < 40 ? i : random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            assertThrows(SnapshotException.class, () -> ArenaSnapshot.fromBytes(bad, LIMIT), "byte " + at);
            final int length = i < 60 ? i : random.nextInt(snapshot.length);
            final byte[] cut = Arrays.copyOf(snapshot, length);
            assertThrows(SnapshotException.Corrupt.class, () -> ArenaSnapshot.fromBytes(cut, LIMIT), "cut " + length);
        }
    }

    @Test
    void shouldTellOtherVersionsFromDamage() {
        final byte[] snapshot = small();
        snapshot[8] = 2;
        assertThrows(SnapshotException.TooNew.class, () -> ArenaSnapshot.fromBytes(snapshot, LIMIT));
        snapshot[8] = 0;
        assertThrows(SnapshotException.TooOld.class, () -> ArenaSnapshot.fromBytes(snapshot, LIMIT));
        snapshot[8] = 1;
        assertThrows(StateLimitException.class, () -> ArenaSnapshot.fromBytes(snapshot, 4096));
        ArenaSnapshot.fromBytes(snapshot, LIMIT).close();
    }
}
