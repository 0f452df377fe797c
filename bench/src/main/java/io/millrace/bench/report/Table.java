package io.millrace.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Prints a table: the first column to the left, the others to the right. <b>Not thread-safe.</b> */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Starts a table.
     *
     * @param heads the heads of its columns.
     */
    public Table(final String... heads) {
        rows.add(List.of(heads));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns, or fewer.
     */
    public void row(final String... cells) {
        rows.add(List.of(cells));
    }

    /**
     * The table.
     *
     * @return its lines.
     */
    public List<String> lines() {
        final int[] widths = new int[rows.get(0).size()];
        for (final List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        final List<String> lines = new ArrayList<>();
        for (final List<String> row : rows) {
            final StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                final String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
