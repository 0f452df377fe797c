package io.millrace.bench.journal;

import io.millrace.bench.contest.WrongAnswerException;
import io.millrace.bench.work.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Runs several ways of doing the same work in turn, round by round, in one JVM; answers must agree. Times are set
 * against others of the same round only, wall time and processor time: on a machine that does other things too, the
 * latter says more.
 */
public final class Rounds {
    private final List<String> names = new ArrayList<>();
    private final List<Work> works = new ArrayList<>();
    private final List<Timing[]> rounds = new ArrayList<>();

    /** Starts with nothing to do. */
    public Rounds() {}

    /** A work that can be done again and again. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does all of it once.
         *
         * @return what it found, and how long it took.
         * @throws Exception what went wrong in a run.
         */
        Timing run() throws Exception;
    }

    /**
     * Adds a way; in a round they are in this order.
     *
     * @param name what reports call it.
     * @param work does it.
     */
    public void add(final String name, final Work work) {
        names.add(name);
        works.add(work);
    }

    /**
     * Runs all.
     *
     * @param warmups number of rounds that do not count.
     * @param count number of rounds that do.
     * @param expected what each must find.
     * @param progress takes a line about every round.
     * @throws WrongAnswerException if one finds another answer.
     * @throws Exception what went wrong in a run.
     */
    public void run(final int warmups, final int count, final Answer expected, final Consumer<String> progress)
            throws Exception {
        for (int round = -warmups; round < count; round++) {
            final Timing[] timings = new Timing[works.size()];
            for (int i = 0; i < timings.length; i++) {
                timings[i] = works.get(i).run();
                if (!timings[i].answer().agreesWith(expected)) {
                    throw new WrongAnswerException(names.get(i), timings[i].answer(), expected, "HashMap");
                }
            }
            if (round >= 0) {
                rounds.add(timings);
            }
            progress.accept(line(round < 0 ? "warm-up" : "run " + (round + 1) + " of " + count, timings));
        }
    }

    private String line(final String what, final Timing[] timings) {
        final StringBuilder line = new StringBuilder(what).append(':');
        for (int i = 0; i < timings.length; i++) {
            line.append(i == 0 ? " " : ", ").append(names.get(i));
            line.append(
                    String.format(Locale.ROOT, " %.0f ms", timings[i].answer().wallNs() / 1e6));
        }
        return line.toString();
    }

    /**
     * Names of the ways.
     *
     * @return the names, in their order.
     */
    public List<String> names() {
        return List.copyOf(names);
    }

    /**
     * Median of a figure of one way.
     *
     * @param way its number.
     * @param figure the figure of a run.
     * @return the median over the rounds.
     */
    public double median(final int way, final ToDoubleFunction<Timing> figure) {
        return middle(sorted(way, figure));
    }

    /**
     * Speed of one way as a part of another's: lowest, median and highest of the quotients of each round.
     *
     * @param way the way.
     * @param measure the other one.
     * @param time which time counts.
     * @return three parts.
     */
    public double[] parts(final int way, final int measure, final ToDoubleFunction<Timing> time) {
        final double[] parts = rounds.stream()
                .mapToDouble(round -> time.applyAsDouble(round[measure]) / Math.max(1, time.applyAsDouble(round[way])))
                .sorted()
                .toArray();
        return new double[] {parts[0], middle(parts), parts[parts.length - 1]};
    }

    private double[] sorted(final int way, final ToDoubleFunction<Timing> figure) {
        final double[] values = rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(round[way]))
                .toArray();
        Arrays.sort(values);
        return values;
    }

    private static double middle(final double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
