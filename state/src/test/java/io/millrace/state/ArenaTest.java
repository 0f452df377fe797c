package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ArenaTest {
    private static void fill(final Arena arena, final long segment, final long value) {
        arena.beforeWrite(segment);
        for (int i = 0; i < Arena.SEGMENT_BYTES; i += Long.BYTES) {
            arena.buffer(segment).putLong(arena.offset(segment) + i, value);
        }
    }

    private static void assertFilled(final Arena arena, final long segment, final long value) {
        for (int i = 0; i < Arena.SEGMENT_BYTES; i += Long.BYTES) {
            assertEquals(value, arena.getLong(segment + i));
        }
    }

    @Test
    void shouldHandOutSegmentsOfZerosThatDoNotOverlapOverManyChunks() {
        try (Arena arena = new Arena(150L << 20)) {
            final List<Long> segments = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                final long segment = arena.allocateSegment();
                assertEquals(0, segment % Arena.SEGMENT_BYTES);
                assertTrue(segment > 0);
                assertFilled(arena, segment, 0);
                fill(arena, segment, segment);
                segments.add(segment);
            }
            segments.forEach(segment -> assertFilled(arena, segment, segment));
            assertEquals(20_001L * Arena.SEGMENT_BYTES, arena.usedBytes());
            assertEquals(128L << 20, arena.reservedBytes());
            assertNotSame(arena.buffer(segments.get(0)), arena.buffer(segments.get(19_999)));
        }
    }

    @Test
    void shouldHandOutTheSegmentFreedLastAgainAndZeroIt() {
        try (Arena arena = new Arena(1 << 20)) {
            final long first = arena.allocateSegment();
            final long second = arena.allocateSegment();
            fill(arena, first, -1);
            fill(arena, second, -1);
            final long used = arena.usedBytes();
            arena.freeSegment(first);
            arena.freeSegment(second);
            assertEquals(used - 2 * Arena.SEGMENT_BYTES, arena.usedBytes());
            assertEquals(second, arena.allocateSegment());
            assertEquals(first, arena.allocateSegment());
            assertFilled(arena, first, 0);
            assertFilled(arena, second, 0);
            assertEquals(used, arena.usedBytes());
        }
    }

    @Test
    void shouldNameTheLimitAndTheCureWhenItIsFullAndGoOnOnceSomethingIsFreed() {
        try (Arena arena = new Arena(3 * Arena.SEGMENT_BYTES + 100)) {
            assertEquals(3 * Arena.SEGMENT_BYTES, arena.limitBytes());
            final long first = arena.allocateSegment();
            arena.allocateSegment();
            final StateLimitException e = assertThrows(StateLimitException.class, arena::allocateSegment);
            assertTrue(e.getMessage().contains("12288 bytes") && e.getMessage().contains("raise"), e.getMessage());
            assertEquals(arena.limitBytes(), arena.usedBytes());
            arena.freeSegment(first);
            assertEquals(first, arena.allocateSegment());
        }
        assertThrows(IllegalArgumentException.class, () -> new Arena(100));
        assertThrows(IllegalArgumentException.class, () -> new Arena(Long.MAX_VALUE));
    }

    @Test
    void shouldTellTheBarrierTheSegmentOfEveryRef() {
        try (Arena arena = new Arena(1 << 20)) {
            final long segment = arena.allocateSegment();
            final Set<Long> told = new HashSet<>();
            arena.writeBarrier(told::add);
            arena.beforeWrite(segment + 8);
            arena.beforeWrite(segment + Arena.SEGMENT_BYTES - 8);
            assertEquals(Set.of(segment), told);
            arena.allocateSegment();
            assertEquals(Set.of(0L, segment, segment + Arena.SEGMENT_BYTES), told);
            arena.writeBarrier(null);
            arena.beforeWrite(segment + 3 * Arena.SEGMENT_BYTES);
            assertEquals(3, told.size());
        }
    }

    @Test
    void shouldRefuseRootsThatCannotBe() {
        try (Arena arena = new Arena(1 << 20)) {
            assertThrows(IllegalArgumentException.class, () -> arena.root("", "test", 0, 8));
            assertThrows(IllegalArgumentException.class, () -> arena.root("x".repeat(201), "test", 0, 8));
            assertThrows(IllegalArgumentException.class, () -> arena.root("a", "k".repeat(41), 0, 8));
            assertThrows(IllegalArgumentException.class, () -> arena.root("a", "test", 0, 0));
            assertThrows(IllegalArgumentException.class, () -> arena.root("a", "test", 0, 1025));
            assertEquals(0, arena.root("a", "test", 0, 1024) % 8);
        }
    }

    @Test
    void shouldCloseTwiceAndFailAfterwards() {
        final Arena arena = new Arena(1 << 20);
        final long segment = arena.allocateSegment();
        arena.close();
        arena.close();
        assertThrows(RuntimeException.class, () -> arena.getLong(segment));
        assertThrows(RuntimeException.class, arena::allocateSegment);
        assertEquals(0, arena.reservedBytes());
        assertEquals(0, arena.indexBytes());
    }
}
