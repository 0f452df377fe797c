package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every table must do, whatever its keys are. Keys are longs here, which a subclass turns into keys of its own.
 */
abstract class CellTableContract {
    private static final long LIMIT = 64 << 20;
    private static final long[] EXTREMES = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, -(1L << 33), 7};

    /** A table under test. */
    interface Subject {
        CellTable table();

        long get(long key);

        long getOrCreate(long key);

        boolean remove(long key);

        long keyAt(long value);
    }

    abstract Subject open(Arena arena, TableSpec spec);

    @Test
    void shouldKeepExtremeKeysApart() {
        try (Arena arena = new Arena(LIMIT)) {
            final Subject subject = open(arena, TableSpec.of("t", 8));
            for (final long key : EXTREMES) {
                assertEquals(0, subject.get(key));
                final long value = subject.getOrCreate(key);
                assertTrue(subject.table().wasCreated());
                arena.putLong(value, ~key);
            }
            for (final long key : EXTREMES) {
                assertEquals(~key, arena.getLong(subject.getOrCreate(key)));
                assertFalse(subject.table().wasCreated());
                assertEquals(key, subject.keyAt(subject.get(key)));
            }
            assertEquals(EXTREMES.length, subject.table().size());
        }
    }

    @Test
    void shouldHoldKeysWithoutValues() {
        try (Arena arena = new Arena(LIMIT)) {
            final Subject subject = open(arena, TableSpec.of("t", 0));
            for (long key = 0; key < 1_000; key++) {
                subject.getOrCreate(key);
            }
            assertTrue(subject.remove(500));
            long key = 0;
            for (long v = subject.table().first(); v != 0; v = subject.table().next(v)) {
                assertEquals(key, subject.keyAt(v));
                key += key == 499 ? 2 : 1;
            }
            assertEquals(1_000, key);
        }
    }

    @Test
    void shouldAgreeWithHashMapUnderRandomOperationsAndRestores() {
        for (int seed = 0; seed < 60; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final long range = 1L << random.nextInt(2, 14);
            final int additions = random.nextInt(2, 5);
            final TableSpec spec = TableSpec.of("t", 8 + 8 * random.nextInt(12));
            Arena arena = new Arena(LIMIT);
            try {
                Subject subject = open(arena, spec);
                final Map<Long, Long> oracle = new HashMap<>();
                for (int i = 0; i < 20_000; i++) {
                    final long key = random.nextLong(-range, range);
                    step(subject, oracle, key, random.nextInt(6) < additions, i, "seed " + seed + " operation " + i);
                    if (random.nextInt(4_000) == 0) {
                        final List<Long> order = order(subject);
                        final byte[] snapshot = ArenaSnapshot.toBytes(arena);
                        arena.close();
                        arena = ArenaSnapshot.fromBytes(snapshot, LIMIT);
                        subject = open(arena, spec);
                        assertEquals(order, order(subject), "seed " + seed + " operation " + i);
                        assertArrayEquals(snapshot, ArenaSnapshot.toBytes(arena), "seed " + seed + " operation " + i);
                    }
                }
                checkAll(subject, oracle, "seed " + seed);
            } finally {
                arena.close();
            }
        }
    }

    private static void step(
            final Subject subject,
            final Map<Long, Long> oracle,
            final long key,
            final boolean add,
            final long number,
            final String at) {
        if (add) {
            final long value = subject.getOrCreate(key);
            final Arena arena = subject.table().arena();
            assertEquals(!oracle.containsKey(key), subject.table().wasCreated(), at);
            final long last = value + subject.table().spec().valueBytes() - 8;
            assertEquals(oracle.getOrDefault(key, 0L), arena.getLong(last), at);
            arena.putLong(value, number);
            arena.putLong(last, number);
            oracle.put(key, number);
        } else {
            assertEquals(oracle.remove(key) != null, subject.remove(key), at);
        }
        assertEquals(oracle.size(), subject.table().size(), at);
    }

    private static List<Long> order(final Subject subject) {
        final List<Long> keys = new ArrayList<>();
        for (long v = subject.table().first(); v != 0; v = subject.table().next(v)) {
            keys.add(subject.keyAt(v));
        }
        return keys;
    }

    private static void checkAll(final Subject subject, final Map<Long, Long> oracle, final String at) {
        final Arena arena = subject.table().arena();
        oracle.forEach((key, value) -> assertEquals(value, arena.getLong(subject.get(key)), at));
        final List<Long> order = order(subject);
        assertEquals(oracle.keySet(), Map.copyOf(oracle).keySet(), at);
        assertEquals(oracle.size(), order.size(), at);
        order.forEach(key -> assertTrue(oracle.containsKey(key), at));
    }

    @Test
    void shouldIterateInTheOrderOfCreationWithNewKeysInThePlaceOfTheRemovedOnes() {
        try (Arena arena = new Arena(LIMIT)) {
            final Subject subject = open(arena, TableSpec.of("t", 8));
            for (long key = 10; key < 15; key++) {
                subject.getOrCreate(key);
            }
            subject.remove(11);
            subject.remove(13);
            assertEquals(List.of(10L, 12L, 14L), order(subject));
            subject.getOrCreate(20);
            subject.getOrCreate(21);
            subject.getOrCreate(22);
            assertEquals(List.of(10L, 21L, 12L, 20L, 14L, 22L), order(subject));
        }
    }

    @Test
    void shouldAllowRemovalOfTheCurrentKeyDuringIteration() {
        try (Arena arena = new Arena(LIMIT)) {
            final Subject subject = open(arena, TableSpec.of("t", 8));
            for (long key = 0; key < 10_000; key++) {
                subject.getOrCreate(key);
            }
            for (long v = subject.table().first(); v != 0; v = subject.table().next(v)) {
                if (subject.keyAt(v) % 3 != 0) {
                    subject.table().removeCell(v);
                }
            }
            assertEquals(3_334, subject.table().size());
            for (long key = 0; key < 10_000; key++) {
                assertEquals(key % 3 == 0, subject.get(key) != 0);
            }
        }
    }

    @Test
    void shouldSurviveAMillionKeysComingAndGoingWithoutGrowing() {
        try (Arena arena = new Arena(LIMIT)) {
            final Subject subject = open(arena, TableSpec.of("t", 8));
            for (long key = 0; key < 1_000_000; key++) {
                subject.getOrCreate(key);
                if (key >= 1_000) {
                    assertTrue(subject.remove(key - 1_000));
                }
            }
            assertEquals(1_000, subject.table().size());
            assertTrue(
                    subject.table().indexBytes() <= 64 << 10,
                    "index " + subject.table().indexBytes());
            assertTrue(
                    subject.table().cellBytes() <= 64 << 10,
                    "cells " + subject.table().cellBytes());
        }
    }

    @Test
    void shouldNeverMoveMoreThan64EntriesInOneInsert() {
        try (Arena arena = new Arena(1L << 30)) {
            final Subject subject = open(arena, TableSpec.of("t", 8));
            final long count = 3_000_000;
            for (long i = 0; i < count; i++) {
                arena.putLong(subject.getOrCreate(i * 37), i);
            }
            for (long i = 0; i < count; i++) {
                if (arena.getLong(subject.get(i * 37)) != i) {
                    throw new AssertionError("key " + i);
                }
            }
            final HashIndex index = subject.table().index;
            assertTrue(index.growths() > 10, "growths " + index.growths());
            assertTrue(
                    index.maxMovedEntries() > 0 && index.maxMovedEntries() <= 64, "moved " + index.maxMovedEntries());
            assertTrue(index.maxProbe() < 512, "probe " + index.maxProbe());
        }
    }

    @Test
    void shouldSayWhichLimitIsReachedAndHowToCureIt() {
        try (Arena arena = new Arena(64 << 10)) {
            final Subject subject = open(arena, TableSpec.of("orders", 8).withMaxKeys(2));
            subject.getOrCreate(1);
            subject.getOrCreate(2);
            final StateLimitException keys = assertThrows(StateLimitException.class, () -> subject.getOrCreate(3));
            assertTrue(
                    keys.getMessage().contains("'orders'") && keys.getMessage().contains("2 keys"), keys.getMessage());
            assertEquals(0, subject.get(3));
            subject.remove(1);
            subject.getOrCreate(3);
        }
    }

    @Test
    void shouldStayWholeWhenTheArenaIsFull() {
        try (Arena arena = new Arena(64 << 10)) {
            final Subject subject = open(arena, TableSpec.of("large", 1000));
            final StateLimitException e = assertThrows(StateLimitException.class, () -> {
                for (long key = 0; key < 100; key++) {
                    subject.getOrCreate(key);
                }
            });
            assertTrue(e.getMessage().contains("65536 bytes"), e.getMessage());
            final long size = subject.table().size();
            assertTrue(size >= 40, "size " + size);
            assertEquals(0, subject.get(size));
            assertThrows(StateLimitException.class, () -> subject.getOrCreate(size));
            subject.remove(0);
            subject.getOrCreate(size);
            assertEquals(size, subject.table().size());
            assertThrows(StateException.class, () -> open(arena, TableSpec.of("too-large", 4090)));
            assertThrows(StateMismatchException.class, () -> open(arena, TableSpec.of("large", 8)));
        }
    }

    @Test
    void shouldExpireKeysByTheTimesItIsGiven() {
        try (Arena arena = new Arena(LIMIT)) {
            final Subject subject = open(arena, TableSpec.of("t", 8).withTtlNs(80));
            final CellTable table = subject.table();
            final long a = subject.getOrCreate(1);
            final long b = subject.getOrCreate(2);
            final long never = subject.getOrCreate(3);
            final long saturated = subject.getOrCreate(4);
            table.touch(a, -160);
            table.touch(b, -159);
            table.touch(saturated, Long.MAX_VALUE - 5);
            assertFalse(table.isExpired(a, -81));
            assertTrue(table.isExpired(a, -80));
            assertFalse(table.isExpired(b, -73));
            assertTrue(table.isExpired(b, -72));
            assertFalse(table.isExpired(never, Long.MAX_VALUE));
            assertFalse(table.isExpired(saturated, Long.MAX_VALUE));
            assertEquals(a, table.live(a, -81));
            assertEquals(0, table.live(0, 0));
            assertEquals(0, table.live(a, -80));
            assertEquals(0, subject.get(1));
            table.touch(b, 0);
            assertEquals(b, table.live(subject.get(2), 79));
            assertEquals(3, table.size());
        }
    }

    @Test
    void shouldSweepExpiredKeysInBoundedStepsTheSameAfterARestore() {
        for (int seed = 0; seed < 20; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final TableSpec spec = TableSpec.of("t", 8).withTtlNs(1_000);
            final Map<Long, Long> touched = new HashMap<>();
            Arena arena = new Arena(LIMIT);
            try {
                Subject subject = open(arena, spec);
                for (long now = 0; now < 40_000; now += 8) {
                    final long key = random.nextLong(500);
                    if (touched.getOrDefault(key, now) + 1_000 <= now) {
                        assertEquals(0, subject.table().live(subject.get(key), now), "seed " + seed + " at " + now);
                    }
                    subject.table().touch(subject.getOrCreate(key), now);
                    touched.put(key, now);
                    subject.table().sweep(now, 4);
                    if (random.nextInt(1_000) == 0) {
                        final byte[] snapshot = ArenaSnapshot.toBytes(arena);
                        arena.close();
                        arena = ArenaSnapshot.fromBytes(snapshot, LIMIT);
                        subject = open(arena, spec);
                    }
                }
                assertTrue(
                        subject.table().size() <= 160,
                        "seed " + seed + " size " + subject.table().size());
                subject.table().sweep(100_000, 1_000);
                assertEquals(0, subject.table().size(), "seed " + seed);
                assertEquals(0, subject.table().sweep(100_000, 1_000), "seed " + seed);
            } finally {
                arena.close();
            }
        }
    }

    @Test
    void shouldTellTheBarrierOfEverySegmentBeforeItChanges() {
        try (Arena arena = new Arena(LIMIT)) {
            final Map<Long, byte[]> copies = new HashMap<>();
            final Subject subject = open(arena, TableSpec.of("t", 8).withTtlNs(10));
            for (long key = 0; key < 2_000; key++) {
                subject.getOrCreate(key);
            }
            final byte[] before = ArenaSnapshot.toBytes(arena);
            final long segments = arena.header().segmentCount();
            arena.writeBarrier(segment -> copies.computeIfAbsent(segment, s -> {
                final byte[] copy = new byte[Arena.SEGMENT_BYTES];
                arena.buffer(s).getBytes(arena.offset(s), copy);
                return copy;
            }));
            for (long key = 1_000; key < 5_000; key++) {
                subject.table().touch(subject.getOrCreate(key), key);
                subject.remove(key - 700);
                subject.table().sweep(1_500, 2);
            }
            arena.freeSegment(arena.allocateSegment());
            // The segments as they were, from the copies where they have changed: exactly the snapshot of before.
            copies.forEach((segment, copy) -> {
                if (segment < segments * Arena.SEGMENT_BYTES) {
                    arena.buffer(segment).putBytes(arena.offset(segment), copy);
                }
            });
            assertArrayEquals(before, ArenaSnapshot.toBytes(arena));
        }
    }

    @Test
    void shouldFailAndNotReadForeignMemoryAfterTheArenaIsClosed() {
        final Arena arena = new Arena(LIMIT);
        final Subject subject = open(arena, TableSpec.of("t", 8));
        subject.getOrCreate(1);
        arena.close();
        assertThrows(RuntimeException.class, () -> subject.get(1));
        assertThrows(RuntimeException.class, () -> subject.getOrCreate(2));
        assertThrows(RuntimeException.class, subject.table()::size);
        assertThrows(RuntimeException.class, arena::allocateSegment);
        arena.close();
    }
}
