package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A copy of each segment from before its first change, and the rest as it is: that must be the arena of before. */
final class WriteBarrierTest {
    @Test
    void shouldBeToldOfEverySegmentBeforeAnythingChangesInIt() {
        for (int seed = 0; seed < 10; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            try (BusyState state = new BusyState(random, 200)) {
                final Arena arena = state.arena();
                state.steps(4_000);
                final byte[] before = ArenaSnapshot.toBytes(arena);
                final long end = arena.header().segmentCount() * Arena.SEGMENT_BYTES;
                final Map<Long, byte[]> copies = new HashMap<>();
                arena.writeBarrier(segment -> copies.computeIfAbsent(segment, s -> copy(arena, s)));
                state.steps(12_000);
                assertTrue(copies.size() > 20, "seed " + seed + " copies " + copies.size());
                copies.forEach((segment, copy) -> {
                    if (segment < end) {
                        arena.buffer(segment).putBytes(arena.offset(segment), copy);
                    }
                });
                assertArrayEquals(before, ArenaSnapshot.toBytes(arena), "seed " + seed);
            }
        }
    }

    private static byte[] copy(final Arena arena, final long segment) {
        final byte[] copy = new byte[Arena.SEGMENT_BYTES];
        arena.buffer(segment).getBytes(arena.offset(segment), copy);
        return copy;
    }
}
