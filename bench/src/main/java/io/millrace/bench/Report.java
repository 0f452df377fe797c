package io.millrace.bench;

import io.millrace.bench.contest.Standing;
import io.millrace.bench.report.Machine;
import io.millrace.bench.report.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Prints: figures to the standard output, progress to the error output. */
final class Report {
    private final PrintWriter out;
    private final PrintWriter progress;

    Report(final CommandSpec spec) {
        out = spec.commandLine().getOut();
        progress = spec.commandLine().getErr();
    }

    void line(final String text) {
        out.println(text);
        out.flush();
    }

    void progress(final String text) {
        progress.println("  " + text);
        progress.flush();
    }

    void machine() {
        Machine.lines().forEach(this::line);
    }

    void table(final Table table) {
        table.lines().forEach(this::line);
    }

    void standings(final String title, final List<Standing> standings) {
        final Table table = new Table(title, "M events/s", "of the first", "lowest", "highest");
        for (final Standing each : standings) {
            final String speed = String.format(Locale.ROOT, "%.2f", each.eventsPerSecond() / 1e6);
            if (each == standings.get(0)) {
                table.row(each.name(), speed);
            } else {
                table.row(
                        each.name(), speed, ratio(each.ratio()), ratio(each.lowestRatio()), ratio(each.highestRatio()));
            }
        }
        line("");
        table(table);
    }

    private static String ratio(final double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
