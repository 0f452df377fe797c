package io.millrace.demo.replay;

import io.millrace.demo.market.TemporaryFolder;
import io.millrace.engine.Pipeline;
import io.millrace.engine.csv.CsvSink;
import io.millrace.engine.recovery.Replay;
import io.millrace.engine.recovery.ReplayReport;
import io.millrace.journal.Journal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Replays a journal with other options, and says what that would have brought. */
final class Backtest {
    /** Name of the sink whose results are compared. */
    static final String DECISIONS = "decisions.csv";

    private static final String UNFILLED = "unfilled";
    private static final String DIFFERENCES = "decisions-diff.csv";
    private static final String GRID = "grid.csv";
    private static final long STATE_LIMIT_BYTES = 8L << 30;
    private static final int LINES_SHOWN = 20;
    private static final double NS_PER_SECOND = 1e9;

    private final Variants variants;
    private final Journal journal;
    private final UnaryOperator<Replay> part;
    private final PrintWriter out;

    /** Makes pipelines with other options than the journal keeps. */
    interface Variants {
        /**
         * Makes a pipeline.
         *
         * @param changes options that are to be other; empty for what ran.
         * @return the pipeline.
         * @throws Exception if an option is unknown, out of range or of the input.
         */
        Pipeline with(Map<String, String> changes) throws Exception;
    }

    /**
     * Creates a backtest.
     *
     * @param variants makes the pipelines.
     * @param journal what is replayed.
     * @param part limits a replay to what is wanted.
     * @param out what comes of it is said there.
     */
    Backtest(final Variants variants, final Journal journal, final UnaryOperator<Replay> part, final PrintWriter out) {
        this.variants = variants;
        this.journal = journal;
        this.part = part;
        this.out = out;
    }

    static boolean decides(final Pipeline pipeline) {
        return pipeline.graph().nodes().stream().anyMatch(node -> node.name().equals(DECISIONS));
    }

    /** Whose decisions there are none of, an empty file stands for. */
    private ReplayReport decide(final Pipeline pipeline, final Path file) throws Exception {
        final Replay replay = part.apply(Replay.of(pipeline));
        return (decides(pipeline) ? replay.into(DECISIONS, CsvSink.to(file)) : replay.withoutSinks())
                .run(journal, STATE_LIMIT_BYTES);
    }

    /**
     * Compares the decisions of what ran with those of a variant.
     *
     * @param changes options of the variant.
     * @param folder where both files and the differences go; null for nowhere.
     */
    void diff(final Map<String, String> changes, final Path folder) throws Exception {
        final Pipeline before = variants.with(Map.of());
        final Pipeline now = variants.with(changes);
        if (!decides(now)) {
            throw new IllegalArgumentException(
                    "--diff is about decisions, and this pipeline makes none: add --set" + " signal=vwap-cross");
        }
        if (folder != null) {
            diff(before, now, folder, "with " + changes, true);
            return;
        }
        try (TemporaryFolder work = TemporaryFolder.create("millrace-diff-")) {
            diff(before, now, work.path(), "with " + changes, false);
        }
    }

    private void diff(
            final Pipeline before, final Pipeline now, final Path work, final String how, final boolean isKept)
            throws Exception {
        final Path old = work.resolve("decisions-kept.csv");
        final Path other = work.resolve(DECISIONS);
        final ReplayReport first = decide(before, old);
        final ReplayReport second = decide(now, other);
        out.println(String.format(
                Locale.ROOT,
                "replayed %,d events twice in %.1f s: as it ran, and %s",
                second.events(),
                (first.elapsedNs() + second.elapsedNs()) / NS_PER_SECOND,
                how));
        compare(old, other, work.resolve(DIFFERENCES), isKept);
    }

    private void compare(final Path old, final Path other, final Path differences, final boolean isKept)
            throws IOException {
        final DecisionDiff diff;
        try (DiffLines lines = new DiffLines(out, Files.newBufferedWriter(differences), LINES_SHOWN)) {
            diff = DecisionDiff.of(old, other, lines);
            if (lines.count() > LINES_SHOWN) {
                out.println(String.format(Locale.ROOT, "  ... %,d more", lines.count() - LINES_SHOWN)
                        + (isKept ? "" : "; --out DIR writes all of them to " + DIFFERENCES));
            }
        }
        out.println(String.format(
                Locale.ROOT,
                "%,d added, %,d removed, %,d changed, %,d the same",
                diff.added(),
                diff.removed(),
                diff.changed(),
                diff.same()));
        totals(diff);
        if (isKept) {
            out.println("wrote " + old + ", " + other + ", " + differences);
        }
        out.flush();
    }

    private void totals(final DecisionDiff diff) {
        out.println(
                String.format(Locale.ROOT, "%-12s %12s %12s %18s %18s", "symbol", "decisions", "then", "pnl", "then"));
        final DecisionDiff.Totals all = new DecisionDiff.Totals();
        diff.totals().forEach((symbol, each) -> {
            line(symbol, each);
            all.before += each.before;
            all.now += each.now;
            all.pnlBefore = all.pnlBefore.add(each.pnlBefore);
            all.pnlNow = all.pnlNow.add(each.pnlNow);
        });
        line("all", all);
    }

    private void line(final String symbol, final DecisionDiff.Totals each) {
        out.println(String.format(
                Locale.ROOT,
                "%-12s %,12d %,12d %18s %18s",
                symbol,
                each.before,
                each.now,
                each.pnlBefore.toPlainString(),
                each.pnlNow.toPlainString()));
    }

    /**
     * Tries values of an option, one after the other.
     *
     * @param range the option and its values.
     * @param changes other options that are to be other.
     * @param folder where the table goes, too; null for nowhere.
     * @param progress says how it gets on.
     */
    void grid(final Range range, final Map<String, String> changes, final Path folder, final PrintWriter progress)
            throws Exception {
        try (Writer table = folder == null ? Writer.nullWriter() : Files.newBufferedWriter(folder.resolve(GRID))) {
            table.write(range.option() + ",decisions,unfilled,pnl\n");
            int done = 0;
            for (final long value : range.values()) {
                final String row = row(range.option(), value, changes, done == 0);
                table.write(row);
                progress.println("grid: " + ++done + " of " + range.values().size());
                progress.flush();
            }
        }
        if (folder != null) {
            out.println("wrote " + folder.resolve(GRID));
            out.flush();
        }
    }

    private String row(final String option, final long value, final Map<String, String> changes, final boolean first)
            throws Exception {
        final Map<String, String> all = new TreeMap<>(changes);
        all.put(option, Long.toString(value));
        final Pipeline pipeline = variants.with(all);
        if (!decides(pipeline)) {
            throw new IllegalArgumentException(
                    "--grid is about decisions, and this pipeline makes none: add --set" + " signal=vwap-cross");
        }
        final DecisionTally tally = new DecisionTally();
        final ReplayReport report =
                part.apply(Replay.of(pipeline)).into(DECISIONS, tally).run(journal, STATE_LIMIT_BYTES);
        if (first) {
            out.println(String.format(
                    Locale.ROOT, "%14s %12s %12s %18s %9s", option, "decisions", "unfilled", "pnl", "seconds"));
        }
        final long unfilled = report.outputs().getOrDefault(UNFILLED, 0L);
        final BigDecimal pnl = tally.pnl();
        out.println(String.format(
                Locale.ROOT,
                "%14d %,12d %,12d %18s %9.1f",
                value,
                tally.decisions(),
                unfilled,
                pnl.toPlainString(),
                report.elapsedNs() / NS_PER_SECOND));
        out.flush();
        return value + "," + tally.decisions() + ',' + unfilled + ',' + pnl.toPlainString() + '\n';
    }

    /** Shows the first differences, and writes all of them. */
    private static final class DiffLines implements DecisionDiff.Handler, AutoCloseable {
        private final PrintWriter out;
        private final BufferedWriter file;
        private final int shown;
        private long count;

        DiffLines(final PrintWriter out, final BufferedWriter file, final int shown) throws IOException {
            this.out = out;
            this.file = file;
            this.shown = shown;
            file.write("change,position,symbol,time_ns,side,fill,side_then,fill_then\n");
        }

        @Override
        public void onDifference(final DecisionRow before, final DecisionRow now) throws IOException {
            final DecisionRow any = now == null ? before : now;
            final String change = before == null ? "added" : now == null ? "removed" : "changed";
            if (count++ < shown) {
                out.println(String.format(
                        Locale.ROOT,
                        "  %-8s %,14d  %-10s %s%s%s",
                        change,
                        any.position(),
                        any.symbol(),
                        before == null ? "" : before.side() + " at " + before.fill(),
                        before == null || now == null ? "" : ", now ",
                        now == null ? "" : now.side() + " at " + now.fill()));
            }
            file.write(change
                    + ','
                    + any.position()
                    + ','
                    + any.symbol()
                    + ','
                    + any.timeNs()
                    + ','
                    + (before == null ? "," : before.side() + ',' + before.fill())
                    + ','
                    + (now == null ? "," : now.side() + ',' + now.fill())
                    + '\n');
        }

        long count() {
            return count;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
