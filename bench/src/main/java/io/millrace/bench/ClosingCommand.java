package io.millrace.bench;

import io.millrace.bench.closing.ClosingCost;
import io.millrace.bench.contest.Contest;
import io.millrace.bench.work.BenchInput;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a result of a closing window costs. */
@Command(
        name = "closing",
        description = {
            "What a result of a closing window of W1 costs, beyond what the sink does with it.",
            "From within a window's first result to after its last, inline; and the same calls of the same sink in a"
                    + " loop. The answer is compared with the HashMap version's; exit code 1 if they differ."
        },
        footer = {"", "Example:", "  bin/millrace bench closing --events 5M"})
final class ClosingCommand implements Callable<Integer> {
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
            description = "Number of runs that count (default: ${DEFAULT-VALUE}).")
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
        report.line("closing  " + InputOptions.text(input));
        report.machine();
        final ClosingCost cost =
                ClosingCost.measure(input, Contest.warmups(warmups, input.events()), runs, report::progress);
        report.line(cost.answer().toString());
        report.line("");
        report.line(String.format(
                Locale.ROOT,
                "%,d windows of %d results: %.1f ns a result, of which the sink's own work %.1f; beyond it %.1f ns"
                        + " (medians of %d)",
                cost.windows(),
                cost.results(),
                cost.resultNs(),
                cost.sinkNs(),
                cost.beyondNs(),
                runs));
        return 0;
    }
}
