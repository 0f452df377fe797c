package io.millrace.windowing.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.state.Arena;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Compares the segments of an arena between steps with those that were announced to its write barrier. */
public final class WrittenSegments {
    private final Arena arena;
    private final Set<Long> announced = new HashSet<>();
    private final Map<Long, byte[]> before = new HashMap<>();

    /** Takes over the write barrier of an arena. */
    public WrittenSegments(final Arena arena) {
        this.arena = arena;
        arena.writeBarrier(announced::add);
    }

    /** Ends a step: no segment differs from what it was after the step before, unless it was announced since. */
    public void assertAnnounced(final int step) {
        // Segments are handed out from the start, and some are freed: beyond the used ones lie as many free ones.
        final long end = Math.min(arena.reservedBytes(), arena.usedBytes() * 2);
        for (long segment = 0; segment < end; segment += Arena.SEGMENT_BYTES) {
            final byte[] now = new byte[Arena.SEGMENT_BYTES];
            arena.buffer(segment).getBytes(arena.offset(segment), now);
            final byte[] then = before.put(segment, now);
            if (then != null && !announced.contains(segment)) {
                assertTrue(Arrays.equals(then, now), "step " + step + " segment " + segment);
            }
        }
        announced.clear();
    }
}
