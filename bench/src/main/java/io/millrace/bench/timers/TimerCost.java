package io.millrace.bench.timers;

import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a timer costs in a pipeline: processor time in nanoseconds per event, medians over the rounds.
 *
 * @param answer what fired.
 * @param without the pipeline without timers.
 * @param with the pipeline with one for each event.
 * @param onTop the difference within a round.
 * @param leastOnTop the smallest difference.
 * @param mostOnTop the largest difference.
 */
public record TimerCost(Answer answer, double without, double with, double onTop, double leastOnTop, double mostOnTop) {
    /**
     * Measures, both in turn.
     *
     * @param input the input.
     * @param delays when timers are due.
     * @param warmups rounds that do not count.
     * @param rounds rounds that do.
     * @param progress takes a line about every round.
     * @return the cost.
     * @throws InterruptedException if the calling thread is interrupted.
     * @throws WrongAnswerException if not exactly the timers that were registered fired.
     */
    public static TimerCost measure(
            final BenchInput input,
            final Delays delays,
            final int warmups,
            final int rounds,
            final Consumer<String> progress)
            throws InterruptedException {
        final Answer expected = EngineTimers.expected(input, delays);
        final EngineTimers plain = new EngineTimers(input, delays, false);
        final EngineTimers timed = new EngineTimers(input, delays, true);
        final double[] without = new double[rounds];
        final double[] with = new double[rounds];
        final double[] onTop = new double[rounds];
        for (int round = -warmups; round < rounds; round++) {
            final double plainNs = nsPerEvent("without timers", plain, input, expected);
            final double timedNs = nsPerEvent("with timers", timed, input, expected);
            progress.accept(String.format(Locale.ROOT, "%.1f ns without, %.1f with timers", plainNs, timedNs));
            if (round >= 0) {
                without[round] = plainNs;
                with[round] = timedNs;
                onTop[round] = timedNs - plainNs;
            }
        }
        Arrays.sort(without);
        Arrays.sort(with);
        Arrays.sort(onTop);
        return new TimerCost(
                expected, without[rounds / 2], with[rounds / 2], onTop[rounds / 2], onTop[0], onTop[rounds - 1]);
    }

    private static double nsPerEvent(
            final String name, final EngineTimers engine, final BenchInput input, final Answer expected)
            throws InterruptedException {
        final Answer answer = engine.run();
        if (!answer.agreesWith(expected)) {
            throw new WrongAnswerException(name, answer, expected, "a plain loop");
        }
        return (double) answer.wallNs() / input.events();
    }
}
