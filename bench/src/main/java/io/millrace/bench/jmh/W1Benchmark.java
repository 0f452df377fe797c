package io.millrace.bench.jmh;

import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.disruptor.DisruptorW1;
import io.millrace.bench.w1.EngineW1;
import io.millrace.bench.w1.HashMapW1;
import io.millrace.bench.w1.KnownAnswers;
import io.millrace.bench.w1.LimitW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.run.Layout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** W1, per event, against the published answer. An invocation is a whole run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class W1Benchmark {
    private static final int EVENTS = 5_000_000;

    private final BenchInput input = BenchInput.standard(EVENTS, 1_000);
    private final Answer expected = KnownAnswers.of(input).orElseThrow();
    private final EngineW1 inline = new EngineW1(input, Layout.INLINE);
    private final EngineW1 ringed = new EngineW1(input, Layout.RINGED);

    /** Needs no arguments. */
    public W1Benchmark() {}

    /**
     * The engine on one thread.
     *
     * @return the answer.
     * @throws InterruptedException if interrupted.
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Answer engineInline() throws InterruptedException {
        return checked("engine, inline", inline.run());
    }

    /**
     * The engine over a ring.
     *
     * @return the answer.
     * @throws InterruptedException if interrupted.
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Answer engineRinged() throws InterruptedException {
        return checked("engine, ringed", ringed.run());
    }

    /**
     * One loop.
     *
     * @return the answer.
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Answer limit() {
        return checked("limit", LimitW1.run(input));
    }

    /**
     * As one would write it first.
     *
     * @return the answer.
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Answer hashMap() {
        return checked("HashMap", HashMapW1.run(input));
    }

    /**
     * One loop behind a raw Disruptor.
     *
     * @return the answer.
     * @throws InterruptedException if interrupted.
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Answer rawDisruptor() throws InterruptedException {
        return checked("raw Disruptor", DisruptorW1.run(input));
    }

    private Answer checked(final String name, final Answer answer) {
        if (!answer.agreesWith(expected)) {
            throw new WrongAnswerException(name, answer, expected, "the published table");
        }
        return answer;
    }
}
