package io.millrace.demo.market;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The newest bar of each symbol and the figures of the run, drawn over again on a terminal of 80 by 24. */
final class Screen implements Display {
    static final int WIDTH = 79;
    static final int HEIGHT = 23;

    private static final String ESCAPE = "\033[";
    private static final String TO_END_OF_LINE = ESCAPE + "K";
    private static final String HIDE_CURSOR = ESCAPE + "?25l";
    private static final String SHOW_CURSOR = ESCAPE + "?25h";
    private static final int PRICE_WIDTH = 11;

    private final PrintWriter out;
    private final Board board;
    private final Scales scales;
    private int drawn;

    Screen(final PrintWriter out, final Board board, final Scales scales) {
        this.out = out;
        this.board = board;
        this.scales = scales;
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

    /** The picture: at most {@link #HEIGHT} lines of at most {@link #WIDTH} characters. */
    List<String> lines(final Snapshot snapshot) {
        final List<String> lines = new ArrayList<>();
        lines.add(cut("Millrace market: " + snapshot.title()));
        lines.add("");
        lines.add(cut(row("symbol", "bar end", new String[] {"open", "high", "low", "close"}, "volume", "trades")));
        for (int i = 0; i < Board.ROWS; i++) {
            final Optional<Board.Row> row = board.read(i);
            row.ifPresent(bar -> lines.add(cut(row(bar))));
        }
        lines.add("");
        lines.add(cut("watermark " + Figures.time(snapshot.watermarkNs())
                + (snapshot.lagNs() < 0 ? "" : ", lag " + Figures.millis(snapshot.lagNs()) + " ms behind the plan")));
        lines.add(cut(Figures.grouped(snapshot.trades()) + " trades, " + Figures.grouped(snapshot.perSecond())
                + "/s, in " + Figures.seconds(snapshot.elapsedNs()) + " s"));
        lines.add(cut(Figures.grouped(snapshot.bars()) + " bars, " + Figures.grouped(snapshot.late()) + " late, "
                + Figures.grouped(snapshot.rejected()) + " rejected"));
        return lines;
    }

    private String row(final Board.Row bar) {
        return row(
                bar.symbol(),
                Figures.time(bar.endNs()),
                new String[] {
                    Figures.decimal(bar.open(), scales.price()),
                    Figures.decimal(bar.high(), scales.price()),
                    Figures.decimal(bar.low(), scales.price()),
                    Figures.decimal(bar.close(), scales.price())
                },
                Figures.decimal(bar.volume(), scales.quantity()),
                Long.toString(bar.count()));
    }

    private static String row(
            final String symbol, final String end, final String[] prices, final String volume, final String trades) {
        final StringBuilder line = new StringBuilder(Figures.left(symbol, 8)).append(Figures.right(end, 12));
        for (final String price : prices) {
            line.append(Figures.right(price, PRICE_WIDTH));
        }
        return line.append(Figures.right(volume, 8))
                .append(Figures.right(trades, 7))
                .toString();
    }

    private static String cut(final String line) {
        return line.length() > WIDTH ? line.substring(0, WIDTH) : line;
    }
}
