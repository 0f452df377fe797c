package io.millrace.bench;

import io.millrace.bench.contest.Contest;
import io.millrace.bench.contest.Contestant;
import io.millrace.bench.report.Table;
import io.millrace.bench.w1.StatsAggregate;
import io.millrace.bench.w2.EngineW2;
import io.millrace.bench.w2.HashMapW2;
import io.millrace.bench.w2.PaneLoopW2;
import io.millrace.bench.w2.SlideTimes;
import io.millrace.bench.w2.SumsAggregate;
import io.millrace.bench.w2.W2;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.run.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Throughput of W2, what a result costs, and how even its slides are. */
abstract class W2Command implements Callable<Integer> {
    private static final String ALIKE =
            "A window has count, notional, volume, high and low; events come in bounded disorder.";
    private static final String CHECKED =
            "All answers are compared; exit code 1 if two differ. Deducted is without high and low.";
    private static final int RUNS = 5;
    private static final int MOST_OVERLAP_OF_THE_LOOP = 100;

    private final W2 work;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions options;

    @Mixin
    private ContestOptions contests;

    @Mixin
    private HelpOption help;

    W2Command(final W2 work) {
        this.work = work;
    }

    /** Windows of 10 ms. */
    @Command(
            name = "w2a",
            description = {"Windows of 10 ms that slide by 1 ms, by key: throughput, cost per result.", ALIKE, CHECKED},
            footer = {
                "",
                "Examples:",
                "  bin/millrace bench w2a --layout both",
                "  bin/millrace bench w2a --keys 1M --runs 3"
            })
    static final class A extends W2Command {
        A() {
            super(W2.A);
        }
    }

    /** Windows of 100 ms. */
    @Command(
            name = "w2b",
            description = {
                "Windows of 100 ms that slide by 1 ms, by key: throughput, cost per result beside w2a.",
                ALIKE,
                CHECKED
            },
            footer = {"", "Examples:", "  bin/millrace bench w2b", "  bin/millrace bench w2b --keys 50 --disorder 20us"
            })
    static final class B extends W2Command {
        B() {
            super(W2.B);
        }
    }

    /** Windows of 1 s. */
    @Command(
            name = "w2c",
            description = {
                "Windows of 1 s that slide by 1 ms, by key: throughput, cost per result beside w2a, times of slides.",
                ALIKE,
                CHECKED
            },
            footer = {"", "Examples:", "  bin/millrace bench w2c", "  bin/millrace bench w2c --runs 15 --bounds-checks"
            })
    static final class C extends W2Command {
        C() {
            super(W2.C);
        }
    }

    @Override
    public Integer call() throws Exception {
        return BenchCommand.judge(spec, this::measure);
    }

    private int measure() throws Exception {
        contests.check(spec);
        final BenchInput input = options.checked(spec);
        final Report report = new Report(spec);
        report.line(work.title() + "      " + InputOptions.text(input));
        report.machine();
        final List<Contestant> contestants = contestants(input);
        final Answer answer = checkAnswers(input, contestants, report);
        // With few events it is the results that take the time, and that warm up.
        final int enough = contests.warmups(Math.max(input.events(), answer.results()));
        final int rounds = contests.runs(RUNS);
        final Contest contest = new Contest(input.events(), contestants, report::progress);
        report.standings("median of " + rounds, contest.run(enough, rounds));
        costs(input, enough, rounds, report);
        if (work == W2.C) {
            slides(input, rounds, report);
        }
        return contests.again(work.title().toLowerCase(Locale.ROOT), options, report);
    }

    private List<Contestant> contestants(final BenchInput input) {
        final List<Contestant> contestants = new ArrayList<>();
        if (PaneLoopW2.fits(work, input) && work.overlap() <= MOST_OVERLAP_OF_THE_LOOP) {
            contestants.add(new Contestant("pane loop", () -> PaneLoopW2.run(work, input)));
        }
        if (HashMapW2.isBearable(work, input)) {
            contestants.add(new Contestant("HashMap", () -> HashMapW2.run(work, input)));
        }
        if (contests.isInline()) {
            contestants.add(new Contestant("Millrace inline", EngineW2.recombined(work, input, Layout.INLINE)::run));
        }
        if (contests.isRinged()) {
            contestants.add(new Contestant("Millrace ringed", EngineW2.recombined(work, input, Layout.RINGED)::run));
        }
        return contestants;
    }

    /** Before anything is measured: each way once, and the published answer where there is one. */
    private Answer checkAnswers(final BenchInput input, final List<Contestant> contestants, final Report report)
            throws Exception {
        final Contestant last = contestants.get(contestants.size() - 1);
        final Optional<Answer> known = work.knownAnswer(input);
        final Answer answer = AnswerCheck.run(new Contestant("Millrace", last.work()), known, contestants, report);
        if (known.isEmpty() && contestants.size() == 1 && PaneLoopW2.fits(work, input)) {
            AnswerCheck.requireAgreement("pane loop", PaneLoopW2.run(work, input), answer, "Millrace");
        } else if (known.isEmpty() && contestants.size() == 1) {
            report.line("No other way can do this input: the answer was compared with none.");
        }
        checkDeducted(input);
        return answer;
    }

    private void checkDeducted(final BenchInput input) throws Exception {
        final Answer deducted = EngineW2.deducted(work, input, Layout.INLINE).run();
        final Answer recombined = EngineW2.recombinedSums(work, input).run();
        AnswerCheck.requireAgreement("Millrace deducted", deducted, recombined, "Millrace");
    }

    /** A result's share of the whole time, events and all, in turns. */
    private void costs(final BenchInput input, final int enough, final int rounds, final Report report)
            throws Exception {
        final List<String> names = new ArrayList<>();
        final List<EngineW2> engines = new ArrayList<>();
        for (final W2 each : work == W2.A ? List.of(W2.A) : List.of(W2.A, work)) {
            names.add(each.title());
            engines.add(EngineW2.recombined(each, input, Layout.INLINE));
            names.add(each.title() + " deducted");
            engines.add(EngineW2.deducted(each, input, Layout.INLINE));
        }
        final double[][] costs = new double[engines.size()][rounds];
        for (int round = -enough; round < rounds; round++) {
            for (int i = 0; i < engines.size(); i++) {
                final Answer answer = engines.get(i).run();
                if (round >= 0) {
                    costs[i][round] = (double) answer.wallNs() / answer.results();
                }
            }
            report.progress("cost per result, round " + (round + 1));
        }
        final Table table = new Table("inline, median of " + rounds, "ns per result", "times W2a");
        for (int i = 0; i < costs.length; i++) {
            final double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = costs[i][round] / costs[i % 2][round];
            }
            table.row(names.get(i), text(median(costs[i])), i < 2 ? "" : text(median(ratios)));
        }
        report.line("");
        report.table(table);
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String text(final double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private void slides(final BenchInput input, final int rounds, final Report report) {
        final Table table =
                new Table("a slide, least of " + rounds + " runs", "median us", "99 % us", "most us", "most/median");
        final SlideTimes recombined = new SlideTimes(work, input, new StatsAggregate());
        final SlideTimes deducted = new SlideTimes(work, input, new SumsAggregate());
        for (final SlideTimes times : List.of(recombined, deducted)) {
            times.run();
            times.forget();
            for (int run = 0; run < rounds; run++) {
                times.run();
                report.progress("slides, run " + (run + 1) + " of " + rounds);
            }
            row(table, times == recombined ? work.title() : work.title() + " deducted", times.sorted());
        }
        report.line("");
        report.table(table);
    }

    private static void row(final Table table, final String name, final long[] sorted) {
        if (sorted.length == 0) {
            table.row(name, "too few events");
            return;
        }
        final double medianNs = sorted[sorted.length / 2];
        final double mostNs = sorted[sorted.length - 1];
        table.row(
                name,
                text(medianNs / 1e3),
                text(sorted[(int) (sorted.length * 0.99)] / 1e3),
                text(mostNs / 1e3),
                text(mostNs / medianNs));
    }
}
