package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Keys around the bound below which a table finds them without a hash. */
class SmallKeysTest {
    private static final long LIMIT_BYTES = 64L << 20;

    @Test
    void shouldAgreeWithAMapOnBothSidesOfTheBoundAndAfterARestore() {
        for (long seed = 0; seed < 50; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Map<Long, Long> expected = new HashMap<>();
            Arena arena = new Arena(LIMIT_BYTES);
            LongTable table = new LongTable(arena, TableSpec.of("t", Long.BYTES));
            for (int i = 0; i < 2_000; i++) {
                final long key = random.nextLong(-3, 4_099);
                if (random.nextInt(4) == 0) {
                    assertEquals(expected.remove(key) != null, table.remove(key), "seed " + seed + ", key " + key);
                } else {
                    arena.putLong(table.getOrCreate(key), i);
                    expected.put(key, (long) i);
                }
                if (i == 1_000) {
                    final byte[] snapshot = ArenaSnapshot.toBytes(arena);
                    arena.close();
                    arena = ArenaSnapshot.fromBytes(snapshot, LIMIT_BYTES);
                    table = new LongTable(arena, TableSpec.of("t", Long.BYTES));
                }
            }
            for (long key = -3; key < 4_099; key++) {
                final long value = table.get(key);
                final Long found = value == 0 ? null : arena.getLong(value);
                assertEquals(expected.get(key), found, "seed " + seed + ", key " + key);
            }
            arena.close();
        }
    }
}
