package io.millrace.demo.market;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Recorded data, in the form that the demo reads. The recordings are not part of this project: they are looked for in
 * {@code shared/data}, beside the checkout or a folder above it, or where the system property {@code millrace.data}
 * says; a test that finds none skips, and says so.
 */
final class Recordings {
    static final String CRYPTO = "crypto_binance_202408";
    static final String EQUITY = "equity_taq_us_201310";
    static final String CLICKS = "ads_clicks_talkingdata_201711";

    private static final long MILLI_NS = 1_000_000;
    private static final String TRADES = "time_ns,symbol,price,quantity";
    private static final String QUOTES = "time_ns,symbol,bid,bid_quantity,ask,ask_quantity";

    /** Trades and quotes of a set. */
    record Market(Path set, Path trades, Path quotes) {}

    private Recordings() {}

    /** A set's folder. */
    static Path set(final String set) {
        Path found = null;
        final String told = System.getProperty("millrace.data");
        if (told != null) {
            found = Path.of(told);
        } else {
            for (Path at = Path.of("").toAbsolutePath(); at != null && found == null; at = at.getParent()) {
                final Path beside = at.resolve("shared").resolve("data");
                found = Files.isDirectory(beside) ? beside : null;
            }
        }
        if (found == null || !Files.isDirectory(found.resolve(set))) {
            final String message = "SKIPPED: recorded data (" + set + ") is not in shared/data above "
                    + Path.of("").toAbsolutePath() + "; -Dmillrace.data=FOLDER says where it is";
            System.out.println(message);
            assumeTrue(false, message);
        }
        return found.resolve(set);
    }

    /**
     * Messages of an exchange in the order in which they came: received, event_ms, symbol, kind, id, p1, q1, p2, q2.
     */
    static Market crypto(final Path folder) throws IOException {
        final Path set = set(CRYPTO);
        final List<String> trades = new ArrayList<>();
        final List<String> quotes = new ArrayList<>();
        for (final String[] row : rows(set.resolve("normalized/usdm_20240808.csv.gz"))) {
            final String head = row[0] + "," + scaled(row[1]) + "," + row[2] + "," + row[5] + "," + row[6];
            if (row[3].equals("T")) {
                trades.add(head);
            } else {
                quotes.add(head + "," + row[7] + "," + row[8]);
            }
        }
        return new Market(
                set,
                packed(folder.resolve("trades.csv.gz"), "arrival_ns," + TRADES, trades),
                packed(folder.resolve("quotes.csv.gz"), "arrival_ns," + QUOTES, quotes));
    }

    /** A file without a header per symbol; merged by time, then as the symbols are given. */
    static Market equity(final Path folder, final String... symbols) throws IOException {
        final Path set = set(EQUITY);
        final List<String[]> trades = new ArrayList<>();
        final List<String[]> quotes = new ArrayList<>();
        for (final String symbol : symbols) {
            for (final String[] row : lines(set.resolve("trades/" + symbol + "_20131007.csv.gz"), 0)) {
                trades.add(new String[] {scaled(row[0]), symbol, row[1], row[2]});
            }
            addQuotes(symbol, lines(set.resolve("quotes/" + symbol + "_20131007.csv.gz"), 0), quotes);
        }
        return new Market(
                set,
                packed(folder.resolve("trades.csv.gz"), TRADES, byTime(trades)),
                packed(folder.resolve("quotes.csv.gz"), QUOTES, byTime(quotes)));
    }

    /** A row with a bid and the one with the ask behind it are one quote; a side not seen yet is 0. */
    private static void addQuotes(final String symbol, final List<String[]> rows, final List<String[]> quotes) {
        String[] bid = {"0", "0"};
        for (final String[] row : rows) {
            if (row[1].equals("0")) {
                quotes.add(new String[] {scaled(row[0]), symbol, bid[0], bid[1], row[3], row[4]});
            } else {
                bid = new String[] {row[1], row[2]};
            }
        }
    }

    private static List<String> byTime(final List<String[]> rows) {
        rows.sort(Comparator.comparingLong(row -> Long.parseLong(row[0])));
        return rows.stream().map(row -> String.join(",", row)).toList();
    }

    static Path packed(final Path file, final String header, final List<String> lines) throws IOException {
        try (BufferedWriter writer = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII))) {
            writer.write(header + "\n");
            for (final String line : lines) {
                writer.write(line + "\n");
            }
        }
        return file;
    }

    /** Milliseconds as nanoseconds. */
    static String scaled(final String millis) {
        return Long.toString(Math.multiplyExact(Long.parseLong(millis), MILLI_NS));
    }

    /** The rows behind a header. */
    static List<String[]> rows(final Path file) throws IOException {
        return lines(file, 1);
    }

    private static List<String[]> lines(final Path file, final int skipped) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream unpacked = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.US_ASCII))) {
            return reader.lines().skip(skipped).map(line -> line.split(",", -1)).toList();
        }
    }
}
