package io.millrace.demo.market;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code --signal vwap-cross} is to write, by sorting and scanning: for each trade all rows before it are looked
 * at once more.
 */
final class NaiveSignal {
    /** An error that a comparison must find. */
    enum Mutant {
        NONE,
        REPEATS_A_SIDE,
        FILLS_AT_THE_OTHER_SIDE,
        SEES_ITS_OWN_WINDOWS
    }

    /** A trade or a quote; prices in hundredths. */
    record Row(boolean isTrade, long timeNs, String symbol, long first, long second) {}

    private final List<Row> rows;
    private final long sizeNs;
    private final long slideNs;
    private final long disorderNs;
    private final long threshold;
    private final Mutant mutant;
    private final Map<String, long[]> books = new HashMap<>();
    private long unfilled;

    NaiveSignal(
            final List<Row> rows,
            final long[] windowNs,
            final long disorderNs,
            final long threshold,
            final Mutant mutant) {
        this.rows = rows;
        this.sizeNs = windowNs[0];
        this.slideNs = windowNs[1];
        this.disorderNs = disorderNs;
        this.threshold = threshold;
        this.mutant = mutant;
    }

    long unfilled() {
        return unfilled;
    }

    /** The rows of the file. */
    List<String> decisions() {
        final List<String> decisions = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            final Row trade = rows.get(i);
            final BigInteger vwap = trade.isTrade() ? vwap(i) : null;
            if (vwap == null) {
                continue;
            }
            final int side = side(trade.first(), vwap);
            final long[] book = books.computeIfAbsent(trade.symbol(), symbol -> new long[3]);
            if (side == 0 || book[2] == side && mutant != Mutant.REPEATS_A_SIDE) {
                continue;
            }
            final Row quote = quote(i);
            if (quote == null || quote.first() == 0 || quote.second() == 0) {
                unfilled++;
                continue;
            }
            decisions.add(decide(i, side, quote, book));
        }
        return decisions;
    }

    private String decide(final int index, final int side, final Row quote, final long[] book) {
        final boolean atAsk = side > 0 ^ mutant == Mutant.FILLS_AT_THE_OTHER_SIDE;
        final long fill = atAsk ? quote.second() : quote.first();
        book[0] -= side * fill;
        book[1] += side;
        book[2] = side;
        final BigDecimal middle =
                price(quote.first()).add(price(quote.second())).divide(BigDecimal.valueOf(2));
        final BigDecimal pnl = price(book[0]).add(middle.multiply(BigDecimal.valueOf(book[1])));
        final Row trade = rows.get(index);
        return String.join(
                ",",
                Long.toString(position(index)),
                trade.symbol(),
                Long.toString(trade.timeNs()),
                side > 0 ? "BUY" : "SELL",
                price(trade.first()).toPlainString(),
                price(fill).toPlainString(),
                pnl.setScale(3).toPlainString());
    }

    private static BigDecimal price(final long hundredths) {
        return BigDecimal.valueOf(hundredths, 2);
    }

    private int side(final long price, final BigInteger vwap) {
        final BigInteger scaled = BigInteger.valueOf(price).multiply(BigInteger.valueOf(10_000));
        if (scaled.compareTo(vwap.multiply(BigInteger.valueOf(10_000 + threshold))) > 0) {
            return 1;
        }
        return scaled.compareTo(vwap.multiply(BigInteger.valueOf(10_000 - threshold))) < 0 ? -1 : 0;
    }

    /** A symbol that is seen first takes a slot of its own. */
    private long position(final int index) {
        return index
                + rows.subList(0, index + 1).stream()
                        .map(Row::symbol)
                        .distinct()
                        .count();
    }

    private Row quote(final int index) {
        for (int i = index - 1; i >= 0; i--) {
            if (!rows.get(i).isTrade()
                    && rows.get(i).symbol().equals(rows.get(index).symbol())) {
                return rows.get(i);
            }
        }
        return null;
    }

    /** The watermark when a row arrives. */
    private long watermark(final int index) {
        long largest = Long.MIN_VALUE;
        for (int i = 0; i < index; i++) {
            largest = Math.max(largest, rows.get(i).timeNs());
        }
        return largest == Long.MIN_VALUE ? largest : largest - disorderNs - 1;
    }

    /** Mean price of the last window of the symbol that was closed when a trade came; null if there is none. */
    private BigInteger vwap(final int index) {
        final long now = watermark(mutant == Mutant.SEES_ITS_OWN_WINDOWS ? index + 1 : index);
        final String symbol = rows.get(index).symbol();
        long last = Long.MIN_VALUE;
        for (int i = 0; i < index; i++) {
            for (final long start : starts(i, symbol)) {
                last = start + sizeNs - 1 <= now ? Math.max(last, start) : last;
            }
        }
        if (last == Long.MIN_VALUE) {
            return null;
        }
        BigInteger notional = BigInteger.ZERO;
        BigInteger volume = BigInteger.ZERO;
        for (int i = 0; i < index; i++) {
            if (starts(i, symbol).contains(last)) {
                final BigInteger quantity = BigInteger.valueOf(rows.get(i).second());
                notional = notional.add(BigInteger.valueOf(rows.get(i).first()).multiply(quantity));
                volume = volume.add(quantity);
            }
        }
        return volume.signum() == 0 ? null : floor(notional, volume);
    }

    private static BigInteger floor(final BigInteger notional, final BigInteger volume) {
        final BigInteger[] parts = notional.divideAndRemainder(volume);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** Starts of the windows that a row is in: those still open when it came. */
    private List<Long> starts(final int index, final String symbol) {
        final Row row = rows.get(index);
        final List<Long> starts = new ArrayList<>();
        if (row.isTrade() && row.symbol().equals(symbol)) {
            final long watermark = watermark(index);
            final long newest = Math.floorDiv(row.timeNs(), slideNs) * slideNs;
            for (long start = newest; start > row.timeNs() - sizeNs; start -= slideNs) {
                if (start + sizeNs - 1 > watermark) {
                    starts.add(start);
                }
            }
        }
        return starts;
    }
}
