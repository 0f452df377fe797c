package io.millrace.bench;

import io.millrace.bench.journal.RestartTimes;
import io.millrace.bench.journal.RestartW1;
import io.millrace.bench.journal.ScratchFolder;
import io.millrace.bench.report.Table;
import io.millrace.bench.w1.HashMapW1;
import io.millrace.bench.work.Answer;
import io.millrace.bench.work.BenchInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a restart takes. */
@Command(
        name = "restart",
        description = {
            "W1 is stopped when a number of events are journaled, and started again: with a journal and no checkpoint,"
                    + " all events are worked off again; with one, none. Timed are recovery, and all up to the first"
                    + " new event, for which the source makes again, and leaves out, what is journaled.",
            "The answer is compared with that of an uninterrupted run; exit code 1 if it differs.",
            "'bench checkpoint' times a restart with much state."
        },
        footer = {"", "Example:", "  bin/millrace bench restart --events 10M --runs 3"})
final class RestartCommand implements Callable<Integer> {
    private static final double WITHOUT_TARGET_S = 2;
    private static final double WITH_TARGET_S = 1;
    private static final double NS_PER_S = 1e9;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "10M",
            converter = Counts.Count.class,
            description = "Number of journaled events (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "2",
            description = "How often each is done (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where to journal: a folder of its own is made there and removed again (default: the folder"
                    + " for temporary files).")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        Counts.requireRuns(spec, runs, 0);
        Counts.requireRange(spec, "--events", events, 1, 1_000_000_000L);
        return BenchCommand.judge(spec, this::measure);
    }

    private int measure() throws Exception {
        final RestartW1 work = new RestartW1(BenchInput.standard(events, 1_000));
        final Report report = new Report(spec);
        try (ScratchFolder scratch = new ScratchFolder(folder)) {
            report.line("W1       " + InputOptions.text(work.whole()) + "; stopped after "
                    + String.format(Locale.ROOT, "%,d", events));
            report.machine();
            report.progress("computing the answer");
            final Answer answer = HashMapW1.run(work.whole());
            report.line(answer.toString());
            final List<RestartTimes> without = new ArrayList<>();
            final List<RestartTimes> with = new ArrayList<>();
            for (int run = 1; run <= runs; run++) {
                report.progress("run " + run + " of " + runs);
                without.add(work.run(scratch.fresh(), false, answer));
                with.add(work.run(scratch.fresh(), true, answer));
            }
            print(without, with, report);
        }
        return 0;
    }

    private static void print(final List<RestartTimes> without, final List<RestartTimes> with, final Report report) {
        report.line("");
        final Table table =
                new Table("restart, seconds, the least", "target", "recovered", "first new event", "worked off again");
        row(table, "without a checkpoint", WITHOUT_TARGET_S, without);
        row(table, "with one", WITH_TARGET_S, with);
        report.table(table);
    }

    private static void row(
            final Table table, final String name, final double targetSeconds, final List<RestartTimes> runs) {
        final RestartTimes least = runs.stream()
                .min(Comparator.comparingLong(RestartTimes::recoveredNs))
                .orElseThrow();
        table.row(
                name,
                String.format(Locale.ROOT, "%.1f", targetSeconds),
                String.format(Locale.ROOT, "%.3f", least.recoveredNs() / NS_PER_S),
                String.format(Locale.ROOT, "%.3f", least.firstEventNs() / NS_PER_S),
                String.format(Locale.ROOT, "%,d", least.worked()));
    }
}
