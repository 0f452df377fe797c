package io.millrace.bench.service;

import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.w1.EngineW1;
import io.millrace.bench.w1.HashMapW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.Pipeline;
import io.millrace.engine.recovery.JournalSpec;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import java.util.Optional;
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
        return run(plan, input, Optional.empty(), progress);
    }

    /**
     * The same, journaled or not.
     *
     * @param plan rate and slices.
     * @param input the input, of as many events as the plan has.
     * @param journal how the run is journaled, if it is.
     * @param progress takes a line about every slice.
     * @return the times.
     * @throws InterruptedException if the calling thread is interrupted.
     * @throws WrongAnswerException if the answer is wrong.
     */
    public static ServiceTimes run(
            final ServicePlan plan,
            final BenchInput input,
            final Optional<JournalSpec> journal,
            final Consumer<String> progress)
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
        final RunOptions inline = RunOptions.defaults().withLayout(Layout.INLINE);
        try (Run run = Millrace.start(pipeline, journal.map(inline::withJournal).orElse(inline))) {
            run.join();
            if (run.state() != RunState.ENDED) {
                throw new IllegalStateException(
                        "the run ended as " + run.state(), run.failure().orElse(null));
            }
        }
        final Answer answer = closings.checksum().answer(System.nanoTime() - beganNs);
        final Answer expected = HashMapW1.run(input);
        if (!answer.agreesWith(expected)) {
            throw new WrongAnswerException("Millrace inline", answer, expected, "HashMap");
        }
        return times;
    }
}
