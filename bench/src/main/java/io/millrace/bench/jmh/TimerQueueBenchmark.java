package io.millrace.bench.jmh;

import io.millrace.bench.timers.Delays;
import io.millrace.state.Arena;
import io.millrace.state.TimerQueue;
import java.util.concurrent.TimeUnit;
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

/** A timer registered and one fired, with many pending. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TimerQueueBenchmark {
    private static final int TIMERS = 1_024;
    private static final long SCRAMBLE = 0x9E3779B97F4A7C15L;
    private static final long STATE_BYTES = 1L << 31;
    private static final long EPOCH_NS = 1_700_000_000_000_000_000L;
    private static final long NS_PER_EVENT = 1_000;

    /** Number of timers that are pending. */
    @Param({"1000", "1000000"})
    public int pending;

    /** How the times lie that they are due at: all as far ahead, anywhere, or one time for many. */
    @Param({"FIXED", "RANDOM", "TOGETHER"})
    public Delays.Kind delays;

    private Arena arena;
    private TimerQueue queue;
    private Delays due;
    private long event;

    /** Needs no arguments. */
    public TimerQueueBenchmark() {}

    /** Registers what is pending. */
    @Setup(Level.Trial)
    public void fill() {
        due = new Delays(delays, pending * NS_PER_EVENT);
        arena = new Arena(STATE_BYTES);
        queue = new TimerQueue(arena, "timers", Integer.MAX_VALUE);
        while (queue.size() < pending) {
            add();
        }
    }

    private void add() {
        final long random = event * SCRAMBLE >>> 1;
        final long nowNs = EPOCH_NS + event * NS_PER_EVENT;
        queue.add(due.dueNs(nowNs, random >>> 20, 0), random & 0xFFFFF, event);
        event++;
    }

    /** Fails if a timer was lost. */
    @TearDown(Level.Trial)
    public void check() {
        final int left = queue.size();
        int polled = 0;
        while (queue.poll(Long.MAX_VALUE)) {
            polled++;
        }
        arena.close();
        if (polled != left || left != pending) {
            throw new IllegalStateException(left + " of " + pending + " timers pending, " + polled + " polled");
        }
    }

    /**
     * Registers a timer and fires the next.
     *
     * @return the sum of their payloads.
     */
    @Benchmark
    @OperationsPerInvocation(TIMERS)
    public long registerAndFire() {
        long sum = 0;
        for (int i = 0; i < TIMERS; i++) {
            add();
            queue.poll(Long.MAX_VALUE);
            sum += queue.payload();
        }
        return sum;
    }
}
