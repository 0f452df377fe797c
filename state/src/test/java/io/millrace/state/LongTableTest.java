package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LongTableTest {
    private static final long[] EXTREMES = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, -(1L << 33)};

    @Test
    void shouldKeepExtremeKeysApart() {
        try (Arena arena = new Arena(1 << 20)) {
            final LongTable table = new LongTable(arena, TableSpec.of("t", 8));
            for (final long key : EXTREMES) {
                assertEquals(0, table.get(key));
                final long ref = table.getOrCreate(key);
                assertTrue(table.wasCreated());
                arena.putLong(ref, ~key);
            }
            for (final long key : EXTREMES) {
                assertEquals(~key, arena.getLong(table.getOrCreate(key)));
                assertFalse(table.wasCreated());
                assertEquals(key, table.keyAt(table.get(key)));
            }
            assertEquals(EXTREMES.length, table.size());
        }
    }

    @Test
    void shouldAgreeWithHashMapUnderRandomOperations() {
        for (int seed = 0; seed < 40; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final long range = 1L << random.nextInt(2, 14);
            try (Arena arena = new Arena(64 << 20)) {
                final LongTable table = new LongTable(arena, TableSpec.of("t", 16));
                final Map<Long, Long> oracle = new HashMap<>();
                for (int i = 0; i < 20_000; i++) {
                    final long key = random.nextLong(-range, range);
                    final String at = "seed " + seed + " operation " + i;
                    if (random.nextInt(5) < 3) {
                        final long ref = table.getOrCreate(key);
                        assertEquals(!oracle.containsKey(key), table.wasCreated(), at);
                        assertEquals(oracle.getOrDefault(key, 0L), arena.getLong(ref), at);
                        arena.putLong(ref, i);
                        oracle.put(key, (long) i);
                    } else {
                        assertEquals(oracle.remove(key) != null, table.remove(key), at);
                    }
                    assertEquals(oracle.size(), table.size(), at);
                }
                oracle.forEach((key, value) -> assertEquals(value, arena.getLong(table.get(key))));
                int visited = 0;
                for (long v = table.first(); v != 0; v = table.next(v)) {
                    assertEquals(oracle.get(table.keyAt(v)), arena.getLong(v), "seed " + seed);
                    visited++;
                }
                assertEquals(oracle.size(), visited, "seed " + seed);
            }
        }
    }

    @Test
    void shouldNeverMoveMoreThan64EntriesInOneInsert() {
        try (Arena arena = new Arena(1L << 30)) {
            final LongTable table = new LongTable(arena, TableSpec.of("t", 8));
            for (long i = 0; i < 3_000_000; i++) {
                arena.putLong(table.getOrCreate(i * 37), i);
            }
            for (long i = 0; i < 3_000_000; i++) {
                assertEquals(i, arena.getLong(table.get(i * 37)));
            }
            assertTrue(table.index().growths() > 10);
            assertTrue(table.index().maxMovedEntries() <= 64);
            assertNotEquals(0, table.index().maxMovedEntries());
            assertTrue(table.index().maxProbe() < 512, "probe " + table.index().maxProbe());
        }
    }

    @Test
    void shouldSayWhichLimitIsReachedAndHowToCureIt() {
        try (Arena arena = new Arena(64 << 10)) {
            final LongTable table =
                    new LongTable(arena, TableSpec.of("orders", 8).withMaxKeys(2));
            table.getOrCreate(1);
            table.getOrCreate(2);
            final StateLimitException e = assertThrows(StateLimitException.class, () -> table.getOrCreate(3));
            assertTrue(e.getMessage().contains("orders") && e.getMessage().contains("2 keys"), e.getMessage());
            assertEquals(0, table.get(3));
            final LongTable large = new LongTable(arena, TableSpec.of("large", 1000));
            assertThrows(StateLimitException.class, () -> {
                for (long i = 0; i < 100; i++) {
                    large.getOrCreate(i);
                }
            });
            assertEquals(56, large.size());
            assertThrows(StateMismatchException.class, () -> new LongTable(arena, TableSpec.of("large", 8)));
        }
    }
}
