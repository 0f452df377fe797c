package io.millrace.bench.state;

import io.millrace.state.Arena;
import io.millrace.state.LongTable;
import io.millrace.state.TableSpec;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Inserts keys into a table that starts empty, and measures each insert: its growth must not show. Beside it, the same
 * loop without the insert tells what of this is the machine. The answer is checked.
 *
 * <p>{@code java -cp ... io.millrace.bench.state.TableInsertLatency [keys, 10000000] [rounds, 3]}
 */
public final class TableInsertLatency {
    private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;
    private static final int VALUE_BYTES = 8;
    private static final long HIGHEST_NS = 10_000_000_000L;

    private TableInsertLatency() {}

    /**
     * Runs the measurement and prints a line per round.
     *
     * @param args keys and rounds, both optional.
     */
    public static void main(final String[] args) {
        final int keys = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
        final int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        for (int round = 0; round < rounds; round++) {
            System.out.println(percentiles("nothing", emptyLoop(keys)));
            try (Arena arena = new Arena(8L << 30)) {
                final LongTable table = new LongTable(arena, TableSpec.of("keys", VALUE_BYTES));
                final Histogram histogram = inserts(arena, table, keys);
                check(arena, table, keys);
                final double bytes = (double) (arena.usedBytes() + arena.indexBytes()) / keys;
                System.out.println(percentiles("inserts", histogram)
                        + String.format(Locale.ROOT, "  overhead %.1f B/key", bytes - VALUE_BYTES));
            }
        }
    }

    private static Histogram emptyLoop(final int keys) {
        final Histogram histogram = new Histogram(HIGHEST_NS, 3);
        long before = System.nanoTime();
        for (int i = 0; i < keys; i++) {
            final long after = System.nanoTime();
            histogram.recordValue(Math.min(after - before, HIGHEST_NS));
            before = System.nanoTime();
        }
        return histogram;
    }

    private static Histogram inserts(final Arena arena, final LongTable table, final int keys) {
        final Histogram histogram = new Histogram(HIGHEST_NS, 3);
        for (long i = 0; i < keys; i++) {
            final long before = System.nanoTime();
            final long value = table.getOrCreate(i * SCRAMBLE);
            arena.beforeWrite(value);
            arena.putLong(value, i);
            histogram.recordValue(Math.min(System.nanoTime() - before, HIGHEST_NS));
        }
        return histogram;
    }

    private static void check(final Arena arena, final LongTable table, final int keys) {
        for (long i = 0; i < keys; i++) {
            if (arena.getLong(table.get(i * SCRAMBLE)) != i) {
                throw new AssertionError("key " + i + " has another value");
            }
        }
        if (table.size() != keys) {
            throw new AssertionError(table.size() + " keys, expected " + keys);
        }
    }

    private static String percentiles(final String name, final Histogram histogram) {
        return String.format(
                Locale.ROOT,
                "%-8s ns: p50 %,d  p99.9 %,d  p99.99 %,d  p99.9999 %,d  max %,d",
                name,
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99.9),
                histogram.getValueAtPercentile(99.99),
                histogram.getValueAtPercentile(99.9999),
                histogram.getMaxValue());
    }
}
