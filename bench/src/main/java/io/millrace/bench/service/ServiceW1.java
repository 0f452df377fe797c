package io.millrace.bench.service;

import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.w1.EngineW1;
import io.millrace.bench.w1.HashMapW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.Pipeline;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import java.util.function.Consumer;

/** W1 in an open loop, inline. */
public final class ServiceW1 {
    private ServiceW1() {}

    /**
     * Measures, and compares the answer with another way of getting it.
     *
     * @param plan rate and slices.
     * @param input the input, of as many events as the plan has.
     * @param progress takes a line about every slice.
     * @return the times.
     * @throws InterruptedException if the calling thread is interrupted.
     * @throws WrongAnswerException if the answer is wrong.
     */
    public static ServiceTimes run(final ServicePlan plan, final BenchInput input, final Consumer<String> progress)
            throws InterruptedException {
        if (input.events() != plan.events()) {
            throw new IllegalArgumentException(plan.events() + " events planned, input has " + input.events());
        }
        final ServiceTimes times = new ServiceTimes();
        final Closings closings = new Closings(times);
        final Pipeline pipeline = EngineW1.pipeline(
                input.disorderNs(),
                context -> new PacedSource(plan, input, times, closings, progress),
                context -> closings);
        final long beganNs = System.nanoTime();
        try (Run run = Millrace.start(pipeline, RunOptions.defaults().withLayout(Layout.INLINE))) {
            run.join();
        }
        final Answer answer = closings.checksum().answer(System.nanoTime() - beganNs);
        final Answer expected = HashMapW1.run(input);
        if (!answer.agreesWith(expected)) {
            throw new WrongAnswerException("Millrace inline", answer, expected, "HashMap");
        }
        return times;
    }
}
