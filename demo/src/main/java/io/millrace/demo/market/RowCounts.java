package io.millrace.demo.market;

import java.util.EnumMap;
import java.util.Map;

/**
 * Numbers of rows.
 *
 * @param results rows of each output that was asked for.
 * @param late late events.
 * @param rejected rejected lines.
 */
record RowCounts(Map<Output, Long> results, long late, long rejected) {
    /** Bars alone. */
    static RowCounts ofBars(final long bars, final long late, final long rejected) {
        return new RowCounts(new EnumMap<>(Map.of(Output.BARS, bars)), late, rejected);
    }

    long of(final Output output) {
        return results.get(output);
    }

    /** All in a line: {@code 5 bars, 2 sessions, 1 late, 0 rejected}. */
    String line() {
        final StringBuilder line = new StringBuilder();
        results.forEach((output, count) -> line.append(Figures.grouped(count))
                .append(' ')
                .append(output.rows())
                .append(", "));
        return line.append(Figures.grouped(late))
                .append(" late, ")
                .append(Figures.grouped(rejected))
                .append(" rejected")
                .toString();
    }
}
