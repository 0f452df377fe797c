package io.millrace.bench.jmh;

import io.millrace.bench.work.BenchTradeFlyweight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Access through a generated flyweight, and by hand with offsets in a buffer: per record, of four fields. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FlyweightBenchmark {
    private static final int RECORDS = 1_024;
    private static final int BYTES = 32;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(RECORDS * BYTES));
    private final BenchTradeFlyweight trade = new BenchTradeFlyweight();
    private long expected;

    /** Needs no arguments. */
    public FlyweightBenchmark() {}

    /** Fills the records, and adds up what reading has to give. */
    @Setup(Level.Trial)
    public void fill() {
        for (int i = 0; i < RECORDS; i++) {
            trade.wrap(buffer, i * BYTES);
            trade.timeNs(i).key(i * 3L).price(i * 5L).quantity(i * 7L);
            expected += i * 16L;
        }
    }

    /** Fails if reading or writing went wrong. */
    @TearDown(Level.Iteration)
    public void check() {
        final long flyweight = readFlyweight();
        final long raw = readRaw();
        if (flyweight != raw) {
            throw new IllegalStateException("flyweight " + flyweight + ", by hand " + raw);
        }
    }

    /**
     * Reads four fields of each record through the flyweight.
     *
     * @return their sum.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long readFlyweight() {
        long sum = 0;
        for (int i = 0; i < RECORDS; i++) {
            trade.wrap(buffer, i * BYTES);
            sum += trade.timeNs() + trade.key() + trade.price() + trade.quantity();
        }
        return checked(sum);
    }

    /**
     * Reads the same by hand.
     *
     * @return their sum.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long readRaw() {
        long sum = 0;
        for (int i = 0; i < RECORDS; i++) {
            final int at = i * BYTES;
            sum += buffer.getLong(at, ByteOrder.LITTLE_ENDIAN)
                    + buffer.getLong(at + 8, ByteOrder.LITTLE_ENDIAN)
                    + buffer.getLong(at + 16, ByteOrder.LITTLE_ENDIAN)
                    + buffer.getLong(at + 24, ByteOrder.LITTLE_ENDIAN);
        }
        return checked(sum);
    }

    /**
     * Writes four fields of each record through the flyweight.
     *
     * @return the buffer, so that writing is not left out.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public UnsafeBuffer writeFlyweight() {
        for (int i = 0; i < RECORDS; i++) {
            trade.wrap(buffer, i * BYTES);
            trade.timeNs(i).key(i * 3L).price(i * 5L).quantity(i * 7L);
        }
        return buffer;
    }

    /**
     * Writes the same by hand.
     *
     * @return the buffer, so that writing is not left out.
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public UnsafeBuffer writeRaw() {
        for (int i = 0; i < RECORDS; i++) {
            final int at = i * BYTES;
            buffer.putLong(at, i, ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(at + 8, i * 3L, ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(at + 16, i * 5L, ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(at + 24, i * 7L, ByteOrder.LITTLE_ENDIAN);
        }
        return buffer;
    }

    private long checked(final long sum) {
        if (sum != expected) {
            throw new IllegalStateException("read " + sum + ", expected " + expected);
        }
        return sum;
    }
}
