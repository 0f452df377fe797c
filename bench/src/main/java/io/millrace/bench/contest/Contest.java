package io.millrace.bench.contest;

import io.millrace.bench.work.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Runs contestants in turn, round by round, in one JVM. The first one is what the others are compared with.
 *
 * <p>Speeds of a shared machine wander, so a speed is set against another of the same round only, and the median of
 * these ratios is what counts. Every run's answer is compared with the first one's.
 */
public final class Contest {
    private static final int LEAST_WARMUPS = 3;
    private static final int MOST_WARMUPS = 100;
    private static final long WARMUP_EVENTS = 15_000_000;

    private final long events;
    private final List<Contestant> contestants;
    private final Consumer<String> progress;
    private Answer expected;

    /**
     * Prepares a contest.
     *
     * @param events number of events that each run works on.
     * @param contestants who takes part, at least one; the first is the measure.
     * @param progress takes a line about every round.
     */
    public Contest(final long events, final List<Contestant> contestants, final Consumer<String> progress) {
        if (contestants.isEmpty()) {
            throw new IllegalArgumentException("a contest needs somebody to take part");
        }
        this.events = events;
        this.contestants = List.copyOf(contestants);
        this.progress = progress;
    }

    /**
     * How many rounds do not count.
     *
     * @param asked what was asked for, or {@code null}.
     * @param events number of events of a run.
     * @return what was asked for; else at least 3, and enough for everybody to be compiled.
     */
    public static int warmups(final Integer asked, final long events) {
        final long enough = Math.min(MOST_WARMUPS, WARMUP_EVENTS / Math.max(1, events));
        return asked != null ? asked : (int) Math.max(LEAST_WARMUPS, enough);
    }

    /**
     * Runs everybody, first without counting, then round by round.
     *
     * @param warmups number of rounds that do not count.
     * @param rounds number of rounds that do, at least 1.
     * @return how each did, in the order of the contestants.
     * @throws WrongAnswerException if somebody finds another answer than the first one.
     * @throws Exception what went wrong in a run.
     */
    public List<Standing> run(final int warmups, final int rounds) throws Exception {
        for (int round = 0; round < warmups; round++) {
            progress.accept(line("warm-up " + (round + 1), round(round)));
        }
        final double[][] speeds = new double[contestants.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            final double[] now = round(round);
            for (int i = 0; i < now.length; i++) {
                speeds[i][round] = now[i];
            }
            progress.accept(line("run " + (round + 1) + " of " + rounds, now));
        }
        final List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < speeds.length; i++) {
            standings.add(standing(contestants.get(i).name(), speeds[i], speeds[0]));
        }
        return standings;
    }

    /**
     * What all runs found.
     *
     * @return the answer, or {@code null} before the first run.
     */
    public Answer answer() {
        return expected;
    }

    /** Everybody once, each round with another one first. */
    private double[] round(final int round) throws Exception {
        final double[] speeds = new double[contestants.size()];
        for (int turn = 0; turn < speeds.length; turn++) {
            final int i = (round + turn) % speeds.length;
            final Answer answer = contestants.get(i).work().run();
            check(contestants.get(i).name(), answer);
            speeds[i] = events * 1e9 / Math.max(1, answer.wallNs());
        }
        return speeds;
    }

    private void check(final String name, final Answer answer) {
        if (expected == null) {
            expected = answer;
        } else if (!expected.agreesWith(answer)) {
            throw new WrongAnswerException(
                    name, answer, expected, contestants.get(0).name());
        }
    }

    private String line(final String what, final double[] speeds) {
        final StringBuilder line = new StringBuilder(what).append(':');
        for (int i = 0; i < speeds.length; i++) {
            line.append(i == 0 ? " " : ", ").append(contestants.get(i).name());
            line.append(String.format(Locale.ROOT, " %.2f M/s", speeds[i] / 1e6));
        }
        return line.toString();
    }

    private static Standing standing(final String name, final double[] speeds, final double[] measure) {
        final double[] ratios = new double[speeds.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = speeds[i] / measure[i];
        }
        Arrays.sort(ratios);
        final double[] sorted = speeds.clone();
        Arrays.sort(sorted);
        return new Standing(name, median(sorted), median(ratios), ratios[0], ratios[ratios.length - 1]);
    }

    private static double median(final double[] sorted) {
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
