package io.millrace.bench;

import io.millrace.bench.chain.EngineChain;
import io.millrace.bench.chain.LoopChain;
import io.millrace.bench.contest.Contest;
import io.millrace.bench.contest.Contestant;
import io.millrace.bench.contest.Standing;
import io.millrace.bench.work.BenchInput;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Throughput of a chain of eight operators. */
@Command(
        name = "chain",
        description = {
            "A chain of eight operators, beside the same work in one loop.",
            "Four filters and four maps, fused by the engine; and by hand, once with each map making a record as the"
                    + " engine's do, once in local variables. The answers are compared; exit code 1 if they differ."
        },
        footer = {"", "Example:", "  bin/millrace bench chain --events 20M"})
final class ChainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions options;

    @Mixin
    private HelpOption help;

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

    @Override
    public Integer call() throws Exception {
        Counts.requireRuns(spec, runs, warmups);
        return BenchCommand.judge(spec, this::measure);
    }

    private int measure() throws Exception {
        final BenchInput input = options.checked(spec);
        final Report report = new Report(spec);
        report.line("chain    " + InputOptions.text(input));
        report.machine();
        final Contestant engine = new Contestant("Millrace inline", new EngineChain(input)::run);
        compare(
                input,
                report,
                new Contestant("one loop, making records", () -> LoopChain.runWithRecords(input)),
                engine);
        compare(input, report, new Contestant("one loop, local variables", () -> LoopChain.run(input)), engine);
        return 0;
    }

    private void compare(final BenchInput input, final Report report, final Contestant measure, final Contestant engine)
            throws Exception {
        final Contest contest = new Contest(input.events(), List.of(measure, engine), report::progress);
        final List<Standing> standings = contest.run(Contest.warmups(warmups, input.events()), runs);
        report.line("");
        report.line(contest.answer().toString());
        report.standings("chain of 8, median of " + runs, standings);
    }
}
