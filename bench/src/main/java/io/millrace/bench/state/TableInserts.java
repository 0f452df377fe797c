package io.millrace.bench.state;

import io.millrace.bench.report.Percentiles;
import io.millrace.bench.work.BenchInput;
import io.millrace.state.Arena;
import io.millrace.state.LongTable;
import io.millrace.state.TableSpec;
import org.agrona.collections.Long2LongHashMap;

/**
 * Inserts keys into a table that starts empty, and measures each insert: its growth must not show. Beside it, the same
 * loop with plain arithmetic tells what of this is the machine. The answer is checked.
 *
 * @param times times of single inserts.
 * @param bytesPerKey memory at the end, cells and index, in bytes per key.
 * @param mostBytesPerKey the most that it was on the way, from {@link #GROWN_KEYS} keys on.
 */
public record TableInserts(Percentiles times, double bytesPerKey, double mostBytesPerKey) {
    /** From here on memory per key is looked at: below, the first segments weigh too much. */
    public static final long GROWN_KEYS = 100_000;

    /** Bytes of a key. */
    public static final int KEY_BYTES = Long.BYTES;

    /** Bytes of a value. */
    public static final int VALUE_BYTES = Long.BYTES;

    private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;
    private static final long LIMIT_BYTES = 1L << 37;
    private static final int ARITHMETIC_STEPS = 100;
    private static final int SAMPLE_MASK = (1 << 10) - 1;

    /**
     * The loop with arithmetic in place of the insert, that takes about as long as one: what else is in its times is
     * the machine, which interrupts both as often.
     *
     * @param keys number of rounds.
     * @return how long each took.
     */
    public static Percentiles arithmetic(final long keys) {
        final Percentiles times = new Percentiles();
        long state = SCRAMBLE;
        for (long i = 0; i < keys; i++) {
            final long before = System.nanoTime();
            for (int step = 0; step < ARITHMETIC_STEPS; step++) {
                state = BenchInput.next(state);
            }
            times.record(System.nanoTime() - before, 1);
        }
        if (state == 0) {
            throw new IllegalStateException("the generator never gets to 0");
        }
        return times;
    }

    /**
     * Inserts into a {@link LongTable}.
     *
     * @param keys number of keys.
     * @return what was measured.
     * @throws IllegalStateException if the table then holds something else.
     */
    public static TableInserts longTable(final long keys) {
        final Percentiles times = new Percentiles();
        try (Arena arena = new Arena(LIMIT_BYTES)) {
            final LongTable table = new LongTable(arena, TableSpec.of("keys", VALUE_BYTES));
            double most = 0;
            for (long i = 0; i < keys; i++) {
                final long before = System.nanoTime();
                final long value = table.getOrCreate(i * SCRAMBLE);
                arena.beforeWrite(value);
                arena.putLong(value, i);
                times.record(System.nanoTime() - before, 1);
                if ((i & SAMPLE_MASK) == 0 && i >= GROWN_KEYS) {
                    most = Math.max(most, bytes(arena) / (i + 1));
                }
            }
            check(arena, table, keys);
            return new TableInserts(times, bytes(arena) / Math.max(1, keys), most);
        }
    }

    /**
     * Inserts into a map of Agrona's, which grows all at once. Garbage collection that it causes counts.
     *
     * @param keys number of keys.
     * @return how long each insert took.
     */
    public static Percentiles agronaMap(final long keys) {
        final Percentiles times = new Percentiles();
        final Long2LongHashMap map = new Long2LongHashMap(-1);
        for (long i = 0; i < keys; i++) {
            final long before = System.nanoTime();
            map.put(i * SCRAMBLE, i);
            times.record(System.nanoTime() - before, 1);
        }
        if (map.size() != keys) {
            throw new IllegalStateException(map.size() + " keys, expected " + keys);
        }
        return times;
    }

    private static double bytes(final Arena arena) {
        return arena.usedBytes() + arena.indexBytes();
    }

    private static void check(final Arena arena, final LongTable table, final long keys) {
        for (long i = 0; i < keys; i++) {
            final long value = table.get(i * SCRAMBLE);
            if (value == 0 || arena.getLong(value) != i) {
                throw new IllegalStateException("key " + i + " is lost or has another value");
            }
        }
        if (table.size() != keys) {
            throw new IllegalStateException(table.size() + " keys, expected " + keys);
        }
    }
}
