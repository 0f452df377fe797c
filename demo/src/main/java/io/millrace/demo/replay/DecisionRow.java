package io.millrace.demo.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * A row of {@code decisions.csv}.
 *
 * @param position journal position of its cause.
 * @param symbol what was bought or sold.
 * @param timeNs time of its cause, as text.
 * @param side what was done, as text.
 * @param fill what was paid or received, as text.
 * @param pnl what has come of it all for the symbol.
 */
record DecisionRow(long position, String symbol, String timeNs, String side, String fill, BigDecimal pnl)
        implements Comparable<DecisionRow> {
    private static final int COLUMNS = 7;

    /** The next row; null at the end. The symbol may hold a comma, and is quoted then. */
    static DecisionRow read(final BufferedReader rows) throws IOException {
        final String row = rows.readLine();
        if (row == null) {
            return null;
        }
        final String[] left = row.split(",", 2);
        final String[] columns = left[1].split(",");
        final int behind = columns.length - (COLUMNS - 2);
        final String symbol = String.join(",", List.of(columns).subList(0, behind));
        return new DecisionRow(
                Long.parseLong(left[0]),
                symbol,
                columns[behind],
                columns[behind + 1],
                columns[behind + 3],
                new BigDecimal(columns[behind + 4]));
    }

    /** Rows come ordered by what caused them. */
    @Override
    public int compareTo(final DecisionRow other) {
        final int byPosition = Long.compare(position, other.position);
        return byPosition != 0 ? byPosition : symbol.compareTo(other.symbol);
    }

    boolean isSameAs(final DecisionRow other) {
        return side.equals(other.side) && fill.equals(other.fill);
    }
}
