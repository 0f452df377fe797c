package io.millrace.bench.jmh;

import io.millrace.state.Arena;
import io.millrace.state.LongTable;
import io.millrace.state.TableSpec;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Long2LongHashMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A keyed table off the heap, and Agrona's map on it: get, and get and put, of keys that are there. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LongTableBenchmark {
    private static final int LOOKUPS = 1_024;
    private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;
    private static final long STATE_BYTES = 1L << 33;

    /** Number of keys. */
    @Param({"1000", "1000000"})
    public int keys;

    private final long[] lookups = new long[LOOKUPS];
    private final Long2LongHashMap map = new Long2LongHashMap(-1);
    private Arena arena;
    private LongTable table;
    private long puts;
    private long mapPuts;

    /** Needs no arguments. */
    public LongTableBenchmark() {}

    /** Fills the table and the map, and picks keys to look up. */
    @Setup(Level.Trial)
    public void fill() {
        arena = new Arena(STATE_BYTES);
        table = new LongTable(arena, TableSpec.of("keys", Long.BYTES));
        for (int i = 0; i < keys; i++) {
            arena.putLong(table.getOrCreate(i * SCRAMBLE), 0);
            map.put(i * SCRAMBLE, 0);
        }
        for (int i = 0; i < LOOKUPS; i++) {
            lookups[i] = (i * 7_919L * (keys / 1_000) % keys) * SCRAMBLE;
        }
    }

    /** Fails if the values are not the sum of what was put. */
    @TearDown(Level.Trial)
    public void check() {
        try (Arena closing = arena) {
            long inTable = 0;
            long inMap = 0;
            for (int i = 0; i < keys; i++) {
                inTable += closing.getLong(table.get(i * SCRAMBLE));
                inMap += map.get(i * SCRAMBLE);
            }
            if (inTable != puts || inMap != mapPuts || table.size() != keys || map.size() != keys) {
                throw new IllegalStateException("put " + puts + " and " + mapPuts + ", found " + inTable + " and "
                        + inMap + " in " + table.size() + " and " + map.size() + " keys");
            }
        }
    }

    /**
     * Looks keys up in the table.
     *
     * @return the sum of their values.
     */
    @Benchmark
    @OperationsPerInvocation(LOOKUPS)
    public long getTable() {
        long sum = 0;
        for (final long key : lookups) {
            sum += arena.getLong(table.get(key));
        }
        return sum;
    }

    /**
     * Looks keys up in the map.
     *
     * @return the sum of their values.
     */
    @Benchmark
    @OperationsPerInvocation(LOOKUPS)
    public long getMap() {
        long sum = 0;
        for (final long key : lookups) {
            sum += map.get(key);
        }
        return sum;
    }

    /**
     * Adds one to the values of keys in the table.
     *
     * @return how often that was done.
     */
    @Benchmark
    @OperationsPerInvocation(LOOKUPS)
    public long updateTable() {
        for (final long key : lookups) {
            final long value = table.getOrCreate(key);
            arena.beforeWrite(value);
            arena.putLong(value, arena.getLong(value) + 1);
        }
        puts += LOOKUPS;
        return puts;
    }

    /**
     * Adds one to the values of keys in the map.
     *
     * @return how often that was done.
     */
    @Benchmark
    @OperationsPerInvocation(LOOKUPS)
    public long updateMap() {
        for (final long key : lookups) {
            map.put(key, map.get(key) + 1);
        }
        mapPuts += LOOKUPS;
        return mapPuts;
    }
}
