package io.millrace.bench;

import io.millrace.bench.contest.Contest;
import io.millrace.bench.report.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How often a comparison runs, in which layout, and whether once more with the bounds checks of buffers on. */
final class ContestOptions {
    @Option(
            names = "--layout",
            defaultValue = "inline",
            description = "inline, ringed or both (default: ${DEFAULT-VALUE}).")
    private LayoutChoice layout;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Number of runs that count, of each (default: 5 for w2a to w2c, 15 for w1 ringed, else 7).")
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

    /** The choices of {@code --layout}, as they are typed. */
    enum LayoutChoice {
        inline,
        ringed,
        both
    }

    /** Numbers that are out of range were used wrongly. */
    void check(final CommandSpec spec) {
        Counts.requireRuns(spec, runs, warmups);
    }

    boolean isInline() {
        return layout != LayoutChoice.ringed;
    }

    boolean isRinged() {
        return layout != LayoutChoice.inline;
    }

    int runs(final int byDefault) {
        return runs == null ? byDefault : runs;
    }

    /** Rounds that do not count, for as much work as so many events are. */
    int warmups(final long events) {
        return Contest.warmups(warmups, events);
    }

    /** Runs a command again where that is asked for; 0, or the exit code. */
    int again(final String command, final InputOptions input, final Report report) throws Exception {
        if (!boundsChecks) {
            return 0;
        }
        report.line("");
        report.line("again, with bounds checks on");
        final List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(input.arguments());
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
