package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class TableMemoryTest {
    private static final int VALUE_BYTES = 8;
    private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;

    private static double overheadPerKey(final Arena arena, final LongTable table) {
        final long overhead = arena.usedBytes() + arena.indexBytes() - table.size() * VALUE_BYTES;
        return (double) overhead / table.size();
    }

    /** An eighth of ten million keys fills an eighth of the index: the same bytes per key, in an eighth of the time. */
    @Test
    void shouldTakeAtMost40BytesOverheadPerKeyAndAtMost80WhileGrowing() {
        try (Arena arena = new Arena(1L << 30)) {
            final LongTable table = new LongTable(arena, TableSpec.of("t", VALUE_BYTES));
            double worst = 0;
            for (long i = 0; i < 10_000_000 / 8; i++) {
                table.getOrCreate(i * SCRAMBLE);
                if (i > 100_000 && i % 1_000 == 0) {
                    worst = Math.max(worst, overheadPerKey(arena, table));
                }
            }
            final double overhead = overheadPerKey(arena, table);
            assertTrue(overhead <= 40, "overhead " + overhead);
            assertTrue(worst <= 80, "worst " + worst);
            assertTrue(arena.indexBytes() >= table.indexBytes());
            assertTrue(arena.reservedBytes() >= arena.usedBytes());
        }
    }

    @Test
    void shouldGiveIndexMemoryOfSmallTablesBackAndReuseThatOfLargeOnes() {
        try (Arena arena = new Arena(1L << 30)) {
            final LongTable first = new LongTable(arena, TableSpec.of("first", VALUE_BYTES));
            for (long i = 0; i < 1_000_000; i++) {
                first.getOrCreate(i);
            }
            final long spare = arena.indexBytes() - first.indexBytes();
            assertTrue(spare > 0 && spare <= first.indexBytes() / 2, "spare " + spare);
            final long before = arena.indexBytes();
            final LongTable second =
                    new LongTable(arena, TableSpec.of("second", VALUE_BYTES).withExpectedKeys(400_000));
            assertEquals(before, arena.indexBytes());
            assertTrue(first.indexBytes() + second.indexBytes() <= before);
        }
    }

    /** What grows on the heap are directories of a few entries: nothing that a collector would notice. */
    @Test
    void shouldGrowToAMillionKeysWithHardlyAnyHeap() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Arena arena = new Arena(1L << 30)) {
            final LongTable table = new LongTable(arena, TableSpec.of("t", VALUE_BYTES));
            table.getOrCreate(1);
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (long i = 0; i < 1_000_000; i++) {
                table.getOrCreate(i);
            }
            final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(bytes < 64 << 10, "bytes " + bytes);
        }
    }
}
