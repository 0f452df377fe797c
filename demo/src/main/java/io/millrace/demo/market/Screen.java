package io.millrace.demo.market;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest bar of each symbol and the figures of the run, drawn over again: 80 by 24 at most, less on a smaller
 * terminal.
 */
final class Screen implements Display {
    /** The most it takes, however large the terminal. */
    private static final int WIDTH = 79;

    private static final int HEIGHT = 23;

    /** From so many lines on there is space for empty ones. */
    private static final int ROOMY = 12;

    private static final String ESCAPE = "\033[";
    private static final String TO_END_OF_LINE = ESCAPE + "K";
    private static final String HIDE_CURSOR = ESCAPE + "?25l";
    private static final String SHOW_CURSOR = ESCAPE + "?25h";
    private static final String[] NAMES = {"symbol", "bar end", "open", "high", "low", "close", "volume", "trades"};
    private static final int[] WIDTHS = {6, 13, 10, 10, 10, 10, 8, 7};

    /** What symbols get at least, where they need it. */
    private static final int SYMBOL = 8;

    private final PrintWriter out;
    private final Board board;
    private final Scales scales;
    private final int width;
    private final int height;
    private int drawn;

    Screen(final PrintWriter out, final Board board, final Scales scales, final TerminalSize size) {
        this.out = out;
        this.board = board;
        this.scales = scales;
        // The last column and the last line stay free: what is written there makes some terminals scroll.
        width = Math.max(1, Math.min(WIDTH, size.columns() - 1));
        height = Math.max(1, Math.min(HEIGHT, size.rows() - 1));
    }

    @Override
    public void show(final Snapshot snapshot) {
        final StringBuilder text = new StringBuilder(2_048);
        text.append(drawn == 0 ? HIDE_CURSOR : ESCAPE + drawn + "A\r");
        final List<String> lines = lines(snapshot);
        for (final String line : lines) {
            text.append(line).append(TO_END_OF_LINE).append('\n');
        }
        // A symbol more makes the picture longer, never shorter.
        drawn = lines.size();
        out.print(text);
        out.flush();
    }

    @Override
    public void end() {
        if (drawn > 0) {
            out.print(SHOW_CURSOR);
            out.flush();
        }
    }

    /** The picture: no more lines, and none longer, than the terminal has; nothing is cut off without a mark. */
    List<String> lines(final Snapshot snapshot) {
        final List<String> figures = figures(snapshot);
        final boolean roomy = height >= ROOMY;
        final int space = height - figures.size() - (roomy ? 4 : 2);
        if (space < 1) {
            return figures.subList(0, Math.min(height, figures.size()));
        }
        final List<String> lines = new ArrayList<>();
        lines.add(cut("Millrace market: " + snapshot.title()));
        addBlank(lines, roomy);
        final List<Board.Row> bars = bars();
        final int most = bars.size() > space || board.unseen() > 0 ? space - 1 : space;
        final List<Board.Row> shown = bars.subList(0, Math.min(bars.size(), most));
        lines.addAll(table(shown));
        final int more = bars.size() - shown.size() + board.unseen();
        if (more > 0) {
            lines.add(cut("... and " + Figures.grouped(more) + " more"));
        }
        addBlank(lines, roomy);
        lines.addAll(figures);
        return lines;
    }

    private static void addBlank(final List<String> lines, final boolean roomy) {
        if (roomy) {
            lines.add("");
        }
    }

    private List<Board.Row> bars() {
        final List<Board.Row> bars = new ArrayList<>();
        for (int i = 0; i < Board.ROWS; i++) {
            board.read(i).ifPresent(bars::add);
        }
        return bars;
    }

    private List<String> figures(final Snapshot snapshot) {
        return List.of(
                cut("watermark " + Figures.time(snapshot.watermarkNs())
                        + (snapshot.lagNs() < 0
                                ? ""
                                : ", lag " + Figures.millis(snapshot.lagNs()) + " ms behind the plan")),
                cut(snapshot.units() + ", " + Figures.grouped(snapshot.perSecond()) + "/s, in "
                        + Figures.seconds(snapshot.elapsedNs()) + " s"),
                cut(snapshot.rows().line()));
    }

    /** Columns that do not fit are left out as a whole: half a number would be another number. */
    private List<String> table(final List<Board.Row> bars) {
        final List<String[]> rows = new ArrayList<>();
        rows.add(NAMES);
        bars.forEach(bar -> rows.add(cells(bar)));
        final int[] widths = widths(rows);
        final List<StringBuilder> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(new StringBuilder(Figures.left(row[0], Math.min(widths[0], width)))));
        for (int column = 1; column < widths.length; column++) {
            if (lines.get(0).length() + widths[column] > width) {
                lines.get(0).append(lines.get(0).length() + 3 <= width ? " .." : "");
                break;
            }
            for (int i = 0; i < rows.size(); i++) {
                lines.get(i).append(Figures.right(rows.get(i)[column], widths[column]));
            }
        }
        return lines.stream().map(StringBuilder::toString).toList();
    }

    /** As wide as what is in them, with a blank before; symbols get what the others leave. */
    private int[] widths(final List<String[]> rows) {
        final int[] widths = WIDTHS.clone();
        int others = 0;
        for (int column = 0; column < widths.length; column++) {
            for (final String[] row : rows) {
                widths[column] = Math.max(widths[column], row[column].length() + (column == 0 ? 0 : 1));
            }
            others += column == 0 ? 0 : widths[column];
        }
        widths[0] = Math.min(widths[0], Math.max(SYMBOL, width - others));
        return widths;
    }

    private String[] cells(final Board.Row bar) {
        return new String[] {
            bar.symbol(),
            Figures.time(bar.endNs()),
            Figures.decimal(bar.open(), scales.price()),
            Figures.decimal(bar.high(), scales.price()),
            Figures.decimal(bar.low(), scales.price()),
            Figures.decimal(bar.close(), scales.price()),
            Figures.decimal(bar.volume(), scales.quantity()),
            Long.toString(bar.count())
        };
    }

    private String cut(final String line) {
        return Figures.cut(line, width);
    }
}
