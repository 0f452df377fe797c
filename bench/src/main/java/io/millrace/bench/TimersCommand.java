package io.millrace.bench;

import io.millrace.bench.contest.Contest;
import io.millrace.bench.report.Table;
import io.millrace.bench.timers.Delays;
import io.millrace.bench.timers.TimerCost;
import io.millrace.bench.work.BenchInput;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a timer costs in a pipeline. */
@Command(
        name = "timers",
        description = {
            "What a timer costs in a pipeline: one registered and fired for every event, by key, on event time.",
            "Beside the same pipeline without timers; processor time of the run's thread. Timers wait equally long, for"
                    + " random times, or for times that many share. What fires is counted and its checksum compared"
                    + " with that of a plain loop, and it must fire in the order of time; exit code 1 if not."
        },
        footer = {
            "",
            "Examples:",
            "  bin/millrace bench timers --pending 1000",
            "  bin/millrace bench timers --pending 1M --delays random"
        })
final class TimersCommand implements Callable<Integer> {
    private static final long MOST_PENDING = 1L << 26;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions options;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--pending",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Counts.Count.class,
            description = "About how many timers are pending (default: ${DEFAULT-VALUE}).")
    private long pending;

    @Option(names = "--delays", description = "fixed, random or together; all of them if left out.")
    private DelayChoice delays;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of runs that count, of each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--warmups",
            paramLabel = "N",
            description = "Number of runs before that do not count (default: 3, more for few events).")
    private Integer warmups;

    /** The choices of {@code --delays}, as they are typed. */
    enum DelayChoice {
        fixed,
        random,
        together
    }

    @Override
    public Integer call() throws Exception {
        Counts.requireRuns(spec, runs, warmups);
        Counts.requireRange(spec, "--pending", pending, 1, MOST_PENDING);
        return BenchCommand.judge(spec, this::measure);
    }

    private int measure() throws Exception {
        final BenchInput input = options.checked(spec);
        final Report report = new Report(spec);
        report.line("timers   " + InputOptions.text(input) + ", " + pending + " pending");
        report.machine();
        report.line("");
        final Table table =
                new Table("ns per event, median of " + runs, "without", "with a timer", "on top", "lowest", "highest");
        for (final DelayChoice choice : DelayChoice.values()) {
            if (delays == null || delays == choice) {
                table.row(cells(choice, input, report));
            }
        }
        report.table(table);
        return 0;
    }

    private String[] cells(final DelayChoice choice, final BenchInput input, final Report report) throws Exception {
        final Delays.Kind kind = Delays.Kind.valueOf(choice.name().toUpperCase(Locale.ROOT));
        final TimerCost cost = TimerCost.measure(
                input,
                Delays.of(kind, pending, input),
                Contest.warmups(warmups, input.events()),
                runs,
                text -> report.progress(choice + " " + text));
        report.line(choice + "  " + cost.answer());
        return new String[] {
            choice.name(),
            ns(cost.without()),
            ns(cost.with()),
            ns(cost.onTop()),
            ns(cost.leastOnTop()),
            ns(cost.mostOnTop())
        };
    }

    private static String ns(final double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
