package io.millrace.bench.jmh;

import io.millrace.bench.chain.EngineChain;
import io.millrace.bench.chain.LoopChain;
import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
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

/** A chain of eight operators, per event: fused by the engine, and by hand. An invocation is a whole run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ChainBenchmark {
    private static final int EVENTS = 5_000_000;

    private final BenchInput input = BenchInput.standard(EVENTS, 1_000);
    private final EngineChain engine = new EngineChain(input);
    private final Answer expected = LoopChain.run(input);

    /** Needs no arguments. */
    public ChainBenchmark() {}

    /**
     * The engine, inline.
     *
     * @return the answer.
     * @throws InterruptedException if interrupted.
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Answer engine() throws InterruptedException {
        return checked("engine", engine.run());
    }

    /**
     * One loop that makes the records that the maps make.
     *
     * @return the answer.
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Answer loopMakingRecords() {
        return checked("loop", LoopChain.runWithRecords(input));
    }

    /**
     * One loop in local variables.
     *
     * @return the answer.
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Answer loopInLocals() {
        return checked("loop", LoopChain.run(input));
    }

    private Answer checked(final String name, final Answer answer) {
        if (!answer.agreesWith(expected)) {
            throw new WrongAnswerException(name, answer, expected, "a loop before");
        }
        return answer;
    }
}
