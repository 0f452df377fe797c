package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HashIndexTest {
    /** All refs that an index gives for a hash: those of it, and maybe others of the same tag. */
    private static Set<Long> refs(final HashIndex index, final long hash) {
        final Set<Long> refs = new HashSet<>();
        for (long ref = index.find(hash); ref != 0; ref = index.findAfter(hash, ref)) {
            assertTrue(refs.add(ref), "ref " + ref + " comes twice");
        }
        return refs;
    }

    @Test
    void shouldFindAllRefsOfEqualHashesWhileItGrows() {
        for (int seed = 0; seed < 30; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int sameHash = random.nextInt(1, 6);
            final long mask = random.nextBoolean() ? -1L : -1L << 40 | 0xFF;
            final CellHash hashes = ref -> KeyHash.of(ref / 8 / sameHash) & mask;
            try (Arena arena = new Arena(4096)) {
                final HashIndex index = new HashIndex(arena, hashes, 0);
                final Map<Long, Set<Long>> oracle = new HashMap<>();
                final int range = mask == -1L ? 30_000 : 2_000;
                for (int i = 0; i < 30_000; i++) {
                    final String at = "seed " + seed + " operation " + i;
                    final long ref = 8 * random.nextLong(1, range);
                    final long hash = hashes.hashOfCell(ref);
                    final Set<Long> refs = oracle.computeIfAbsent(hash, h -> new HashSet<>());
                    if (refs.add(ref)) {
                        index.insert(hash, ref);
                    } else if (random.nextInt(3) > 0) {
                        refs.remove(ref);
                        index.remove(hash, ref);
                    }
                    assertEquals(refs, refs(index, hash), at);
                }
                oracle.forEach((hash, refs) -> assertEquals(refs, refs(index, hash)));
                assertTrue(index.growths() > 0, "seed " + seed);
            }
        }
    }

    @Test
    void shouldFindEverythingAtEveryStepOfGrowth() {
        try (Arena arena = new Arena(4096)) {
            final HashIndex index = new HashIndex(arena, KeyHash::of, 0);
            int growingSteps = 0;
            for (long i = 1; i <= 20_000; i++) {
                index.insert(KeyHash.of(i * 8), i * 8);
                growingSteps += index.isGrowing() ? 1 : 0;
                for (long j = Math.max(1, i - 300); j <= i; j++) {
                    assertEquals(j * 8, index.find(KeyHash.of(j * 8)));
                }
            }
            for (long i = 1; i <= 20_000; i++) {
                assertEquals(i * 8, index.find(KeyHash.of(i * 8)));
            }
            assertTrue(growingSteps > 100, "steps " + growingSteps);
        }
    }
}
