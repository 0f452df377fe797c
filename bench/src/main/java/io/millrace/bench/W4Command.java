package io.millrace.bench;

import io.millrace.bench.contest.Contest;
import io.millrace.bench.contest.Contestant;
import io.millrace.bench.report.ChildJvm;
import io.millrace.bench.w4.EngineW4;
import io.millrace.bench.w4.LoopW4;
import io.millrace.bench.w4.Quotes;
import io.millrace.bench.w4.TreeMapW4;
import io.millrace.bench.work.BenchInput;
import io.millrace.engine.run.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Throughput of W4. */
@Command(
        name = "w4",
        description = {
            "As-of join by key: every trade with the last quote at or before its time, when the watermark is there.",
            "Throughput, beside the same work in one hand-written loop (the limit) and with a TreeMap. All answers are"
                    + " compared; exit code 1 if two differ."
        },
        footer = {
            "",
            "Examples:",
            "  bin/millrace bench w4 --events 5M --layout both",
            "  bin/millrace bench w4 --events 1M --keys 100 --bounds-checks"
        })
final class W4Command implements Callable<Integer> {
    private static final int RUNS = 7;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions options;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--layout",
            defaultValue = "inline",
            description = "inline, ringed or both (default: ${DEFAULT-VALUE}).")
    private ContestOptions.LayoutChoice layout;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Number of runs that count, of each (default: " + RUNS + ").")
    private Integer runs;

    @Option(
            names = "--warmups",
            paramLabel = "N",
            description = "Number of runs before that do not count (default: 3, more for few events).")
    private Integer warmups;

    @Option(
            names = "--bounds-checks",
            description = "Measure again with the bounds checks of buffers on, in a virtual machine of its own.")
    private boolean boundsChecks;

    @Override
    public Integer call() throws Exception {
        return BenchCommand.judge(spec, this::measure);
    }

    private int measure() throws Exception {
        Counts.requireRuns(spec, runs, warmups);
        final BenchInput input = options.checked(spec);
        final Report report = new Report(spec);
        report.line("W4       " + InputOptions.text(input));
        report.machine();
        final List<Contestant> contestants = contestants(input);
        checkAnswers(input, contestants, report);
        final int rounds = runs == null ? RUNS : runs;
        final Contest contest = new Contest(input.events(), contestants, report::progress);
        report.standings("median of " + rounds, contest.run(Contest.warmups(warmups, input.events()), rounds));
        return boundsChecks ? again(report) : 0;
    }

    private List<Contestant> contestants(final BenchInput input) {
        final List<Contestant> contestants = new ArrayList<>();
        if (LoopW4.fits(input)) {
            contestants.add(new Contestant("limit loop", () -> LoopW4.run(input)));
        }
        contestants.add(new Contestant("TreeMap", () -> TreeMapW4.run(input)));
        if (layout != ContestOptions.LayoutChoice.ringed) {
            contestants.add(new Contestant("Millrace inline", new EngineW4(input, Layout.INLINE)::run));
        }
        if (layout != ContestOptions.LayoutChoice.inline) {
            contestants.add(new Contestant("Millrace ringed", new EngineW4(input, Layout.RINGED)::run));
        }
        return contestants;
    }

    /** Before anything is measured: each way once, and the published answer where there is one. */
    private static void checkAnswers(final BenchInput input, final List<Contestant> contestants, final Report report)
            throws Exception {
        AnswerCheck.run(
                new Contestant("TreeMap", () -> TreeMapW4.run(input)), Quotes.known(input), contestants, report);
    }

    private int again(final Report report) throws Exception {
        report.line("");
        report.line("again, with bounds checks on");
        final List<String> arguments = new ArrayList<>(List.of("w4"));
        arguments.addAll(options.arguments());
        arguments.addAll(List.of("--layout", layout.name()));
        if (warmups != null) {
            arguments.addAll(List.of("--warmups", warmups.toString()));
        }
        if (runs != null) {
            arguments.addAll(List.of("--runs", runs.toString()));
        }
        return ChildJvm.run(List.of("-Dagrona.disable.bounds.checks=false"), BenchCommand.class, arguments);
    }
}
