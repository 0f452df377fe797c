package io.millrace.demo.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What differs between two files of decisions, both in the order of their positions. Reads both once, side by side. */
final class DecisionDiff {
    /** Takes the differences, in order. */
    interface Handler {
        /**
         * A decision that only one side has, or both have differently.
         *
         * @param before of the first file; null if it is not there.
         * @param now of the second file; null if it is not there.
         * @throws IOException if it cannot be told.
         */
        void onDifference(DecisionRow before, DecisionRow now) throws IOException;
    }

    /** Decisions and profit of one symbol. */
    static final class Totals {
        long before;
        long now;
        BigDecimal pnlBefore = BigDecimal.ZERO;
        BigDecimal pnlNow = BigDecimal.ZERO;

        private void addBefore(final DecisionRow row) {
            before++;
            pnlBefore = row.pnl();
        }

        private void addNow(final DecisionRow row) {
            now++;
            pnlNow = row.pnl();
        }
    }

    private final Map<String, Totals> totals = new TreeMap<>();
    private long added;
    private long removed;
    private long changed;
    private long same;

    /** Compares two files. */
    static DecisionDiff of(final Path before, final Path now, final Handler handler) throws IOException {
        final DecisionDiff diff = new DecisionDiff();
        try (BufferedReader old = rows(before);
                BufferedReader other = rows(now)) {
            diff.compare(old, other, handler);
        }
        return diff;
    }

    private static BufferedReader rows(final Path file) throws IOException {
        if (!Files.exists(file)) {
            return new BufferedReader(Reader.nullReader());
        }
        final BufferedReader rows = Files.newBufferedReader(file);
        rows.readLine();
        return rows;
    }

    private void compare(final BufferedReader before, final BufferedReader now, final Handler handler)
            throws IOException {
        DecisionRow left = DecisionRow.read(before);
        DecisionRow right = DecisionRow.read(now);
        while (left != null || right != null) {
            final int order = left == null ? 1 : right == null ? -1 : left.compareTo(right);
            final DecisionRow gone = order <= 0 ? left : null;
            final DecisionRow come = order >= 0 ? right : null;
            count(gone, come, handler);
            left = gone == null ? left : DecisionRow.read(before);
            right = come == null ? right : DecisionRow.read(now);
        }
    }

    private void count(final DecisionRow before, final DecisionRow now, final Handler handler) throws IOException {
        if (before != null) {
            totalsOf(before).addBefore(before);
        }
        if (now != null) {
            totalsOf(now).addNow(now);
        }
        if (before != null && now != null && before.isSameAs(now)) {
            same++;
            return;
        }
        if (before == null) {
            added++;
        } else if (now == null) {
            removed++;
        } else {
            changed++;
        }
        handler.onDifference(before, now);
    }

    private Totals totalsOf(final DecisionRow row) {
        return totals.computeIfAbsent(row.symbol(), symbol -> new Totals());
    }

    /** By symbol, in their order. */
    Map<String, Totals> totals() {
        return totals;
    }

    long added() {
        return added;
    }

    long removed() {
        return removed;
    }

    long changed() {
        return changed;
    }

    long same() {
        return same;
    }
}
