package io.millrace.demo.market;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/** What is said at the end. */
final class Report {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    private static final String[] NAMES = {"p50", "p90", "p99", "p99.9", "p99.99", "max"};
    private static final int COLUMN = 11;

    private final PrintWriter out;

    Report(final PrintWriter out) {
        this.out = out;
    }

    void latency(final Histogram latency, final long rate) {
        out.println();
        out.println(
                "Latency at " + Figures.grouped(rate) + " trades/s: from the time a trade was due until it had been");
        out.println("processed, in microseconds, over " + Figures.grouped(latency.getTotalCount()) + " trades");
        final StringBuilder names = new StringBuilder();
        final StringBuilder values = new StringBuilder();
        for (int i = 0; i < NAMES.length; i++) {
            names.append(Figures.right(NAMES[i], COLUMN));
            values.append(Figures.right(Figures.micros(latency.getValueAtPercentile(PERCENTILES[i])), COLUMN));
        }
        out.println(names);
        out.println(values);
    }

    void throughput(final long trades, final long ns, final long bars) {
        out.println();
        out.println("Throughput, flat out");
        out.println(Figures.right("trades", COLUMN)
                + Figures.right("seconds", COLUMN)
                + Figures.right("trades/s", 13)
                + Figures.right("ns/trade", COLUMN)
                + Figures.right("bars", COLUMN));
        out.println(Figures.right(Figures.grouped(trades), COLUMN)
                + Figures.right(Figures.decimal(ns / 1_000_000, 3), COLUMN)
                + Figures.right(Figures.grouped(perSecond(trades, ns)), 13)
                + Figures.right(Figures.decimal(trades == 0 ? 0 : ns * 10 / trades, 1), COLUMN)
                + Figures.right(Figures.grouped(bars), COLUMN));
    }

    /** One line: what came in, what came out. */
    void summary(final Snapshot end, final long skipped) {
        out.println(Figures.grouped(end.trades()) + " trades in " + Figures.seconds(end.elapsedNs()) + " s ("
                + Figures.grouped(perSecond(end.trades(), end.elapsedNs())) + "/s): " + Figures.grouped(end.bars())
                + " bars, " + Figures.grouped(end.late()) + " late, " + Figures.grouped(end.rejected()) + " rejected"
                + (skipped == 0 ? "" : ", " + Figures.grouped(skipped) + " outside of any window"));
    }

    /** What a complete run wrote. */
    void written(final OutputFiles files, final Snapshot end) {
        out.println();
        out.println("wrote " + files.bars() + rows(end.bars()) + ", " + files.late() + rows(end.late()) + ", "
                + files.rejects() + rows(end.rejected()));
    }

    /** What is there of a run that did not come to its end. */
    void incomplete(final OutputFiles files, final Snapshot made, final Snapshot there) {
        out.println();
        out.println("wrote, up to there, " + files.bars() + rows(there.bars()) + ", " + files.late()
                + rows(there.late()) + ", " + files.rejects() + rows(there.rejected()));
        missing(files.bars(), "bars", made.bars(), there.bars());
        missing(files.late(), "late trades", made.late(), there.late());
        missing(files.rejects(), "rejected lines", made.rejected(), there.rejected());
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
