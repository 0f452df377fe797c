package io.millrace.demo.market;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** What is said at the end. */
final class Report {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    private static final String[] NAMES = {"p50", "p90", "p99", "p99.9", "p99.99", "max"};
    private static final int COLUMN = 11;

    private final PrintWriter out;
    private final String how;

    /** A report on a run; its tables say whether it was journaled. */
    Report(final PrintWriter out, final boolean isJournaled) {
        this.out = out;
        how = isJournaled ? ", journaled" : "";
    }

    void latency(final Histogram latency, final long rate, final String unit) {
        out.println();
        out.println("Latency at " + Figures.grouped(rate) + ' ' + unit + "s/s" + how
                + ": from the time one was due until it");
        out.println("had been processed, in microseconds, over " + Figures.grouped(latency.getTotalCount()) + ' ' + unit
                + 's');
        final StringBuilder names = new StringBuilder();
        final StringBuilder values = new StringBuilder();
        for (int i = 0; i < NAMES.length; i++) {
            names.append(Figures.right(NAMES[i], COLUMN));
            values.append(Figures.right(Figures.micros(latency.getValueAtPercentile(PERCENTILES[i])), COLUMN));
        }
        out.println(names);
        out.println(values);
    }

    void throughput(final long events, final long ns, final long bars, final String unit) {
        out.println();
        out.println("Throughput, flat out" + how);
        out.println(Figures.right(unit + "s", COLUMN)
                + Figures.right("seconds", COLUMN)
                + Figures.right(unit + "s/s", 13)
                + Figures.right("ns/" + unit, COLUMN)
                + Figures.right("bars", COLUMN));
        out.println(Figures.right(Figures.grouped(events), COLUMN)
                + Figures.right(Figures.decimal(ns / 1_000_000, 3), COLUMN)
                + Figures.right(Figures.grouped(perSecond(events, ns)), 13)
                + Figures.right(Figures.decimal(events == 0 ? 0 : ns * 10 / events, 1), COLUMN)
                + Figures.right(Figures.grouped(bars), COLUMN));
    }

    /** One line: what came in, what came out. */
    void summary(final Snapshot end, final long skipped) {
        out.println(end.units() + " in " + Figures.seconds(end.elapsedNs()) + " s ("
                + Figures.grouped(perSecond(end.events(), end.elapsedNs())) + "/s): "
                + end.rows().line()
                + (skipped == 0 ? "" : ", " + Figures.grouped(skipped) + " outside of any window"));
    }

    /** What a complete run wrote. */
    void written(final OutputFiles files, final RowCounts rows) {
        out.println();
        out.println("wrote " + list(files, rows));
        others(files, rows);
    }

    /** What an earlier run left in the folder and nobody asked for now: it stays, and is not taken for ours. */
    private void others(final OutputFiles files, final RowCounts rows) {
        for (final Output output : Output.values()) {
            final Path file = files.of(output);
            if (!rows.results().containsKey(output) && Files.exists(file)) {
                out.println(file + " is from another run, and stays as it was");
            }
        }
    }

    /** What is there of a run that did not come to its end. */
    void incomplete(final OutputFiles files, final RowCounts made, final RowCounts there) {
        out.println();
        out.println("wrote, up to there, " + list(files, there));
        made.results().forEach((output, count) -> missing(files.of(output), output.rows(), count, there.of(output)));
        missing(files.late(), "late events", made.late(), there.late());
        missing(files.rejects(), "rejected lines", made.rejected(), there.rejected());
        others(files, there);
    }

    private static String list(final OutputFiles files, final RowCounts rows) {
        final StringBuilder list = new StringBuilder();
        rows.results()
                .forEach((output, count) ->
                        list.append(files.of(output)).append(rows(count)).append(", "));
        return list.append(files.late())
                .append(rows(rows.late()))
                .append(", ")
                .append(files.rejects())
                .append(rows(rows.rejected()))
                .toString();
    }

    private void missing(final Path file, final String what, final long made, final long there) {
        if (there < made) {
            out.println(file + " is incomplete: it holds " + Figures.grouped(there) + " of " + Figures.grouped(made)
                    + ' ' + what);
        }
    }

    private static String rows(final long rows) {
        return " (" + Figures.grouped(rows) + ")";
    }

    void next(final String command) {
        out.println("next: " + command);
    }

    static long perSecond(final long count, final long ns) {
        return ns <= 0 ? 0 : (long) (count * 1e9 / ns);
    }
}
