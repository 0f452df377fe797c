package io.millrace.bench;

import io.millrace.bench.contest.Contest;
import io.millrace.bench.contest.Contestant;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Throughput of W4. */
@Command(
        name = "w4",
        description = {
            "As-of join by key: every trade with the last quote at or before its time, when the watermark is there.",
            "Throughput, beside the same work in one hand-written loop (the limit) and with a TreeMap. All answers are"
                    + " compared; exit code 1 if two differ."
        },
        footer = {"", "Examples:", "  bin/millrace bench w4", "  bin/millrace bench w4 --events 1M --layout ringed"})
final class W4Command implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions options;

    @Mixin
    private HelpOption help;

    @Option(names = "--layout", defaultValue = "inline", description = "inline or ringed (default: ${DEFAULT-VALUE}).")
    private LayoutChoice layout;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "7",
            description = "Number of runs that count, of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--warmups",
            paramLabel = "N",
            description = "Number of runs before that do not count (default: 3, more for few events).")
    private Integer warmups;

    /** The choices of {@code --layout}, as they are typed. */
    enum LayoutChoice {
        inline,
        ringed
    }

    @Override
    public Integer call() throws Exception {
        return BenchCommand.judge(spec, this::measure);
    }

    private int measure() throws Exception {
        if (runs < 1 || warmups != null && warmups < 0) {
            throw new ParameterException(spec.commandLine(), "--runs must be 1 or more, --warmups 0 or more");
        }
        final BenchInput input = options.checked(spec);
        final Report report = new Report(spec);
        report.line("W4       " + InputOptions.text(input));
        report.machine();
        final List<Contestant> contestants = contestants(input);
        checkAnswers(input, contestants, report);
        final Contest contest = new Contest(input.events(), contestants, report::progress);
        report.standings(layout + ", median of " + runs, contest.run(Contest.warmups(warmups, input.events()), runs));
        return 0;
    }

    private List<Contestant> contestants(final BenchInput input) {
        final List<Contestant> contestants = new ArrayList<>();
        if (LoopW4.fits(input)) {
            contestants.add(new Contestant("limit loop", () -> LoopW4.run(input)));
        }
        contestants.add(new Contestant("TreeMap", () -> TreeMapW4.run(input)));
        final Layout runLayout = layout == LayoutChoice.inline ? Layout.INLINE : Layout.RINGED;
        contestants.add(new Contestant("Millrace " + layout, new EngineW4(input, runLayout)::run));
        return contestants;
    }

    /** Before anything is measured: each way once, and the published answer where there is one. */
    private static void checkAnswers(final BenchInput input, final List<Contestant> contestants, final Report report)
            throws Exception {
        AnswerCheck.run(
                new Contestant("TreeMap", () -> TreeMapW4.run(input)), Quotes.known(input), contestants, report);
    }
}
