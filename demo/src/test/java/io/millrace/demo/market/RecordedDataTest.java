package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.demo.CommandResult;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bars of recorded trades, compared with answers that others computed. The recordings are not part of this project:
 * they are looked for in {@code shared/data}, beside the checkout or a folder above it, or where the system property
 * {@code millrace.data} says.
 */
class RecordedDataTest {
    private static final long MILLI_NS = 1_000_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"inline", "ringed"})
    void shouldMakeTheKnownSecondsOfCryptoTrades(final String layout) throws Exception {
        final Path data = data("crypto_binance_202408");
        final Path bars = market(cryptoTrades(data), "1s", layout);

        assertEquals(expectedBars(data), found(bars, 10));
    }

    @Test
    void shouldMakeTheKnownTenthsOfASecondOfCryptoTrades() throws Exception {
        final Path data = data("crypto_binance_202408");
        final List<String> counts = new ArrayList<>();
        for (final String[] row : rows(data.resolve("expected/trade_count_100ms.csv.gz"))) {
            if (!row[0].equals("*")) {
                counts.add(row[0] + "," + scaled(row[1]) + "," + row[2]);
            }
        }
        Collections.sort(counts);
        final List<String> found = new ArrayList<>();
        for (final String[] row : lines(Files.newInputStream(market(cryptoTrades(data), "100ms", "auto")))) {
            found.add(row[0] + "," + row[1] + "," + row[8]);
        }
        Collections.sort(found);

        assertEquals(counts, found);
    }

    @Test
    void shouldMakeTheKnownSecondsOfEquityTrades() throws Exception {
        final Path data = data("equity_taq_us_201310");
        final Path bars = market(equityTrades(data, "AIG", "IBM"), "1s", "auto");

        assertEquals(expectedBars(data), found(bars, 10));
    }

    private Path market(final Path trades, final String bar, final String layout) {
        final Path out = folder.resolve("out");
        final CommandResult result = CommandResult.of(
                "market",
                "--trades",
                trades.toString(),
                "--out",
                out.toString(),
                "--bar",
                bar,
                "--disorder",
                "200ms",
                "--decimals",
                "0",
                "--rate",
                "max",
                "--layout",
                layout);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains(" 0 late, 0 rejected"), result.out());
        return out.resolve("bars.csv");
    }

    /**
     * The messages of the exchange in the order in which they came: received, event_ms, symbol, kind, id, price, size.
     */
    private Path cryptoTrades(final Path data) throws IOException {
        final List<String> trades = new ArrayList<>();
        for (final String[] row : rows(data.resolve("normalized/usdm_20240808.csv.gz"))) {
            if (!row[1].isEmpty() && row[3].equals("T")) {
                trades.add(row[0] + "," + scaled(row[1]) + "," + row[2] + "," + row[5] + "," + row[6]);
            }
        }
        return packed("arrival_ns,time_ns,symbol,price,quantity", trades);
    }

    /**
     * A file without a header per symbol: ms since midnight, price, size. Merged by time, then as the symbols are
     * given.
     */
    private Path equityTrades(final Path data, final String... symbols) throws IOException {
        final List<String[]> trades = new ArrayList<>();
        for (final String symbol : symbols) {
            final Path file = data.resolve("trades/" + symbol + "_20131007.csv.gz");
            try (BufferedReader reader = unpacked(Files.newInputStream(file))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    final String[] row = line.split(",", -1);
                    trades.add(new String[] {scaled(row[0]), symbol, row[1], row[2]});
                }
            }
        }
        trades.sort(Comparator.comparingLong(trade -> Long.parseLong(trade[0])));
        return packed(
                "time_ns,symbol,price,quantity",
                trades.stream().map(trade -> String.join(",", trade)).toList());
    }

    private Path packed(final String header, final List<String> lines) throws IOException {
        final Path file = folder.resolve("trades.csv.gz");
        try (BufferedWriter writer = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII))) {
            writer.write(header + "\n");
            for (final String line : lines) {
                writer.write(line + "\n");
            }
        }
        return file;
    }

    /** key, window_start, window_end, open, high, low, close, volume, count, notional; times in milliseconds. */
    private static List<String> expectedBars(final Path data) throws IOException {
        final List<String> bars = new ArrayList<>();
        for (final String[] row : rows(data.resolve("expected/ohlcv_1s.csv.gz"))) {
            row[1] = scaled(row[1]);
            row[2] = scaled(row[2]);
            bars.add(String.join(",", row));
        }
        Collections.sort(bars);
        return bars;
    }

    private static List<String> found(final Path file, final int columns) throws IOException {
        final List<String> found = new ArrayList<>();
        for (final String[] row : lines(Files.newInputStream(file))) {
            assertEquals(columns, row.length);
            found.add(String.join(",", row));
        }
        Collections.sort(found);
        return found;
    }

    private static String scaled(final String millis) {
        return Long.toString(Math.multiplyExact(Long.parseLong(millis), MILLI_NS));
    }

    private static List<String[]> rows(final Path file) throws IOException {
        return lines(new GZIPInputStream(Files.newInputStream(file)));
    }

    /** The lines behind the header. */
    private static List<String[]> lines(final InputStream in) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        }
    }

    private static BufferedReader unpacked(final InputStream in) throws IOException {
        return new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.US_ASCII));
    }

    private static Path data(final String set) {
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
            final String message = "SKIPPED: recorded trades (" + set + ") are not in shared/data above "
                    + Path.of("").toAbsolutePath() + "; -Dmillrace.data=FOLDER says where they are";
            System.out.println(message);
            assumeTrue(false, message);
        }
        return found.resolve(set);
    }
}
