package io.millrace.bench.closing;

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
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a result of a closing window of W1 costs: nanoseconds, medians over the windows of a run, and of these over the
 * rounds.
 *
 * @param answer what came out.
 * @param windows how many windows a round closes.
 * @param results how many results a window has.
 * @param resultNs a result, from within the first to after the last.
 * @param sinkNs the sink's own work in that.
 * @param beyondNs the difference within a round.
 */
public record ClosingCost(Answer answer, int windows, long results, double resultNs, double sinkNs, double beyondNs) {
    private static final int MOST_WINDOWS = 1 << 20;

    /**
     * Measures.
     *
     * @param input the input.
     * @param warmups rounds that do not count.
     * @param rounds rounds that do.
     * @param progress takes a line about every round.
     * @return the cost.
     * @throws InterruptedException if the calling thread is interrupted.
     * @throws WrongAnswerException if the results are not those of the {@code HashMap} version.
     */
    public static ClosingCost measure(
            final BenchInput input, final int warmups, final int rounds, final Consumer<String> progress)
            throws InterruptedException {
        final Answer expected = HashMapW1.run(input);
        final ClosingSink[] sink = new ClosingSink[1];
        final Pipeline pipeline =
                EngineW1.pipeline(input.disorderNs(), context -> new ClosingSource(input, sink[0]), context -> sink[0]);
        final double[] result = new double[rounds];
        final double[] alone = new double[rounds];
        final double[] beyond = new double[rounds];
        for (int round = -warmups; round < rounds; round++) {
            sink[0] = new ClosingSink(MOST_WINDOWS);
            try (Run run = Millrace.start(pipeline, RunOptions.defaults().withLayout(Layout.INLINE))) {
                run.join();
            }
            requireAgreement(sink[0].checksum().answer(0), expected);
            final double resultNs = sink[0].medianNs();
            final double sinkNs = SinkAlone.medianNs(sink[0].windows(), (int) sink[0].medianResults());
            progress.accept(String.format(Locale.ROOT, "%.1f ns a result, the sink alone %.1f", resultNs, sinkNs));
            if (round >= 0) {
                result[round] = resultNs;
                alone[round] = sinkNs;
                beyond[round] = resultNs - sinkNs;
            }
        }
        return new ClosingCost(
                expected, sink[0].windows(), sink[0].medianResults(), median(result), median(alone), median(beyond));
    }

    private static void requireAgreement(final Answer found, final Answer expected) {
        if (!found.agreesWith(expected)) {
            throw new WrongAnswerException("Millrace inline", found, expected, "HashMap");
        }
    }

    private static double median(final double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
