package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.demo.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo makes of recorded trades and quotes, compared with answers that others computed. */
class RecordedDataTest {
    private static final List<String> LAYOUTS = List.of("inline", "ringed");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"inline", "ringed"})
    void shouldMakeTheKnownAnswersOfCryptoTradesAndQuotes(final String layout) throws Exception {
        final Recordings.Market market = Recordings.crypto(folder);
        run(market, layout, "--bar 1s --vwap 10s/1s --session-gap 500ms --asof final --spread");

        assertSame(windows(market, "ohlcv_1s"), "bars.csv");
        assertSame(windows(market, "vwap_10s_by_1s"), "vwap.csv");
        assertSame(windows(market, "sessions_gap_500ms"), "sessions.csv");
        assertSame(windows(market, "bbo_spread_1s"), "spread.csv");
        assertEquals(
                sorted(expected(market, "asof_trade_quote"), RecordedDataTest::cryptoAsOf),
                sorted(Recordings.rows(folder.resolve("out/asof.csv")), row ->
                        new String[] {row[0], row[1], row[2], row[4], row[5], row[7]}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "ringed"})
    void shouldJoinCryptoTradesWithTheQuotesThatHadArrived(final String layout) throws Exception {
        final Recordings.Market market = Recordings.crypto(folder);
        run(market, layout, "--bar 100ms --asof arrival");

        assertEquals(
                sorted(
                        expected(market, "trade_count_100ms").stream()
                                .filter(row -> !row[0].equals("*"))
                                .toList(),
                        row -> new String[] {row[0], Recordings.scaled(row[1]), row[2]}),
                sorted(Recordings.rows(folder.resolve("out/bars.csv")), row -> new String[] {row[0], row[1], row[8]}));
        assertEquals(
                sorted(expected(market, "asof_trade_quote"), row ->
                        new String[] {row[0], Recordings.scaled(row[3]), row[4], row[12], row[13]}),
                sorted(Recordings.rows(folder.resolve("out/asof.csv")), row ->
                        new String[] {row[0], row[1], row[2], row[5], row[7]}));
    }

    @Test
    void shouldMakeTheKnownAnswersOfEquityTradesAndQuotes() throws Exception {
        final Recordings.Market market = Recordings.equity(folder, "AIG", "IBM");
        for (final String layout : LAYOUTS) {
            run(market, layout, "--bar 1s --vwap 10s/1s --session-gap 500ms --asof final");
            assertSame(windows(market, "ohlcv_1s"), "bars.csv");
            assertSame(windows(market, "vwap_10s_by_1s"), "vwap.csv");
            assertSame(windows(market, "sessions_gap_500ms"), "sessions.csv");
            assertEquals(
                    sorted(expected(market, "asof_trade_quote"), RecordedDataTest::equityAsOf),
                    sorted(Recordings.rows(folder.resolve("out/asof.csv")), row ->
                            new String[] {row[0], row[1], row[2], row[4], row[5], row[7]}));

            run(market, layout, "--bar 60s --spread");
            assertSame(windows(market, "bbo_spread_60s"), "spread.csv");
        }
    }

    /** Key, trade sequence, id, time, price, quote sequence, time, bid, its quantity, ask, its quantity. */
    private static String[] cryptoAsOf(final String[] row) {
        final String quoteNs = row[6].isEmpty() ? "" : Recordings.scaled(row[6]);
        return new String[] {row[0], Recordings.scaled(row[3]), row[4], quoteNs, row[7], row[9]};
    }

    /** Key, trade sequence, time, price, bid sequence, time, price, exchange, ask sequence, time, price, exchange. */
    private static String[] equityAsOf(final String[] row) {
        final String head = row[0] + "," + Recordings.scaled(row[2]) + "," + row[3];
        final String quote = row[9].isEmpty()
                ? ",,,"
                : "," + Recordings.scaled(row[9]) + "," + (row[6].isEmpty() ? "0" : row[6]) + "," + row[10];
        return (head + quote).split(",", -1);
    }

    private void run(final Recordings.Market market, final String layout, final String options) {
        final List<String> args =
                new ArrayList<>(List.of("market", "--out", folder.resolve("out").toString()));
        args.addAll(List.of("--trades", market.trades().toString()));
        args.addAll(List.of("--quotes", market.quotes().toString()));
        args.addAll(List.of("--disorder", "200ms", "--decimals", "0", "--rate", "max", "--layout", layout));
        args.addAll(Arrays.asList(options.split(" ")));
        final CommandResult result = CommandResult.of(args.toArray(new String[0]));
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains(" 0 late, 0 rejected"), result.out());
    }

    private void assertSame(final List<String> expected, final String file) throws IOException {
        assertEquals(expected, sorted(Recordings.rows(folder.resolve("out").resolve(file)), row -> row), file);
    }

    private static List<String[]> expected(final Recordings.Market market, final String name) throws IOException {
        return Recordings.rows(market.set().resolve("expected/" + name + ".csv.gz"));
    }

    /** The answers about windows: key, start and end, then what the demo writes, too. */
    private static List<String> windows(final Recordings.Market market, final String name) throws IOException {
        return sorted(expected(market, name), row -> {
            row[1] = Recordings.scaled(row[1]);
            row[2] = Recordings.scaled(row[2]);
            return row;
        });
    }

    private static List<String> sorted(final List<String[]> rows, final Function<String[], String[]> columns) {
        final List<String> sorted = new ArrayList<>();
        for (final String[] row : rows) {
            sorted.add(String.join(",", columns.apply(row)));
        }
        Collections.sort(sorted);
        return sorted;
    }
}
