package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.demo.CommandResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo with quotes, and what it makes besides bars. */
class MarketQuotesTest {
    private static final String TRADES = "time_ns,symbol,price,quantity\n";
    private static final String QUOTES = "time_ns,symbol,bid,bid_quantity,ask,ask_quantity\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"inline", "ringed"})
    void shouldMakeTheKnownAnswersOfSmallFiles(final String layout) throws Exception {
        final Path trades = copy("/ci/trades.csv", "trades.csv");
        final Path quotes = copy("/ci/quoted/quotes.csv", "quotes.csv");
        final CommandResult result = market("--trades " + trades + " --quotes " + quotes + " --layout " + layout
                + " --decimals 2 --vwap 2s/1s --session-gap 500ms --asof final --spread");

        assertEquals(0, result.code(), result.err());
        for (final String name : new String[] {"bars", "vwap", "sessions", "asof", "spread", "late"}) {
            assertEquals(resource("/ci/quoted/" + name + ".csv"), output(name + ".csv"), name);
        }
        assertEquals(
                List.of("5", "9", "12", "13", "16"),
                output("rejects.csv")
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",")[1])
                        .toList());
        assertTrue(result.out().startsWith("19 events in"), result.out());
        assertTrue(
                result.out().contains("5 bars, 8 vwaps, 5 sessions, 11 quoted trades, 4 spreads, 2 late, 5 rejected"),
                result.out());
        assertTrue(result.out().contains("sessions.csv (5), "), result.out());
    }

    @Test
    void shouldJoinWithTheQuoteThatHadArrivedWhateverItsTime() throws Exception {
        final String trades = file("t.csv", "arrival_ns," + TRADES + "2,50,A,1,1\n4,40,A,1,2\n5,30,B,1,3\n");
        final String quotes = file("q.csv", "arrival_ns," + QUOTES + "1,99,A,5,1,6,1\n3,10,A,7,1,8,1\n");
        final String options = "--trades " + trades + " --quotes " + quotes + " --decimals 0 --asof ";

        assertEquals(0, market(options + "arrival").code());
        assertEquals(List.of("A,50,1,1,99,5,1,6,1", "A,40,1,2,10,7,1,8,1", "B,30,1,3,,,,,"), rows("asof.csv"));
        assertEquals(0, market(options + "final").code());
        assertEquals(List.of("B,30,1,3,,,,,", "A,40,1,2,10,7,1,8,1", "A,50,1,1,10,7,1,8,1"), rows("asof.csv"));
    }

    @Test
    void shouldCountASideOfAQuoteThatIsZeroAsAbsentFromTheSpreadAlone() throws Exception {
        final String trades = file("t.csv", TRADES + "5,A,1,1\n");
        final String quotes = file("q.csv", QUOTES + "1,A,5,1,7,1\n2,A,0,0,7,1\n3,A,5,1,0,0\n4,A,0,0,0,0\n");
        assertEquals(
                0,
                market("--trades " + trades + " --quotes " + quotes + " --decimals 0 --asof final --spread")
                        .code());

        assertEquals(List.of("A,0,1000000000,1,2,2,2,0,0"), rows("spread.csv"));
        assertEquals(List.of("A,5,1,1,4,0,0,0,0"), rows("asof.csv"));
    }

    @Test
    void shouldRoundMeanPricesDownAndHaveNoneWithoutVolume() throws Exception {
        final String trades = file("t.csv", TRADES + "1,A,-0.01,1\n2,A,-0.02,1\n3,B,5,0\n4,C,1,1\n5,C,2,2\n");
        assertEquals(
                0, market("--trades " + trades + " --decimals 2 --vwap 1s/1s").code());

        assertEquals(
                List.of("A,0,1000000000,-0.03,2,2,-0.02", "B,0,1000000000,0.00,0,1,", "C,0,1000000000,5.00,3,2,1.66"),
                rows("vwap.csv"));
    }

    @Test
    void shouldBeginAnotherSessionExactlyOneGapLater() throws Exception {
        final String trades = file("t.csv", TRADES + "0,A,1,1\n99,A,1,2\n199,A,1,4\n298,A,1,8\n");
        assertEquals(0, market("--trades " + trades + " --session-gap 100ns").code());

        assertEquals(List.of("A,0,199,2,3", "A,199,398,2,12"), rows("sessions.csv"));
    }

    @Test
    void shouldWriteAFurtherRowForWhatComesWithinTheLateness() throws Exception {
        final String trades = file("t.csv", TRADES + "0,A,1,1\n250,A,1,2\n150,A,1,4\n900,A,1,8\n1,A,1,16\n");
        assertEquals(
                0,
                market("--trades " + trades
                                + " --bar 100ns --disorder 0s --lateness 300ns --decimals 0 --session-gap 150ns")
                        .code());

        assertEquals(
                List.of(
                        "A,0,100,1,1,1,1,1,1,1",
                        "A,100,200,1,1,1,1,4,1,4",
                        "A,200,300,1,1,1,1,2,1,2",
                        "A,900,1000,1,1,1,1,8,1,8"),
                rows("bars.csv"));
        assertEquals(List.of("A,0,150,1,1", "A,150,400,2,6", "A,900,1050,1,8"), rows("sessions.csv"));
        assertEquals(List.of("trades,A,1,898,bars sessions"), rows("late.csv"));
    }

    @Test
    void shouldNameTheFilesThatAreFromAnotherRun() throws Exception {
        final String trades = file("t.csv", TRADES + "0,A,1,1\n");
        assertEquals(0, market("--trades " + trades + " --session-gap 5ns").code());
        final CommandResult result = market("--trades " + trades);
        assertTrue(result.out().contains("sessions.csv is from another run, and stays as it was"), result.out());
        assertFalse(result.out().contains("bars.csv is from"), result.out());
        assertEquals(List.of("A,0,5,1,1"), rows("sessions.csv"));
    }

    @Test
    void shouldTakeBackSessionsThatBecomePartOfALargerOne() throws Exception {
        final String trades = file("t.csv", TRADES + "0,A,1,1\n190,A,1,2\n400,A,1,4\n95,A,1,8\n");
        final CommandResult result = market("--trades " + trades + " --disorder 0s --lateness 1us --session-gap 100ns");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("sessions-retracted.csv (2), "), result.out());
        assertEquals(List.of("A,0,100,1,1", "A,190,290,1,2", "A,0,290,3,11", "A,400,500,1,4"), rows("sessions.csv"));
        assertEquals(List.of("A,0,100,1,1", "A,190,290,1,2"), rows("sessions-retracted.csv"));
    }

    @Test
    void shouldReadFilesThatLookDifferent() throws Exception {
        final String trades = file("t.csv", "ts,sym,px,quantity\n1,A,1,1\n");
        final String quotes = file("q.csv", "when,sym,b,bid_quantity,a,ask_quantity\n1,A,1,1,3,1\n");
        final CommandResult result = market("--trades " + trades + " --quotes " + quotes
                + " --columns time=ts,symbol=sym,price=px,bid=b,ask=a --quote-columns time=when --decimals 0 --spread");

        assertEquals(0, result.code(), result.err());
        assertEquals(List.of("A,0,1000000000,1,2,2,2,0,0"), rows("spread.csv"));
    }

    @Test
    void shouldMakeQuotesWhereTheyAreNeeded() throws Exception {
        final String options = "--events 200000 --bar 100ms --vwap 1s/100ms --session-gap 1ms --asof final --spread";
        final CommandResult result = market(options + " --layout inline");
        assertEquals(0, result.code(), result.err());
        final List<String> names = List.of("bars", "vwap", "sessions", "asof", "spread", "late");
        final List<List<String>> inline = new ArrayList<>();
        for (final String name : names) {
            inline.add(rows(name + ".csv"));
            assertFalse(inline.get(inline.size() - 1).isEmpty(), name);
        }
        final long late = inline.get(5).stream()
                .filter(row -> row.startsWith("trades") && row.contains("asof"))
                .count();
        assertEquals(100_000, inline.get(3).size() + late, "half of the events are trades");
        assertEquals(0, market(options + " --layout ringed").code());
        for (int i = 0; i < names.size(); i++) {
            assertEquals(inline.get(i), rows(names.get(i) + ".csv"), names.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SIZE/SLIDE | --vwap 10s",
                "the unit is missing | --vwap 10/1s",
                "size must be positive | --vwap 0s/1s",
                "slide must be positive | --vwap 1s/0s",
                "'-1s' is negative | --lateness -1s",
                "would put every trade into 86,400,000,000,000 windows, and each has a row: at most 100,000;"
                        + " let them slide by 864000000ns or more | --vwap 1d/1ns",
                "--session-gap must be longer than 0 | --session-gap 0s",
                "is not a mode (final or arrival) | --asof last",
                "--quotes is for files: it needs --trades | --quotes q.csv",
                "--quote-columns is for files | --quote-columns time=x",
                "--asof needs --quotes | --trades t.csv --asof final",
                "--spread needs --quotes | --trades t.csv --spread",
                "--quote-columns needs --quotes | --trades t.csv --quote-columns time=x",
                "cannot both be standard input | --trades - --quotes -",
                "--quotes is empty | --trades t.csv --quotes=",
                "there are only time, symbol, price, quantity, arrival, bid, bid_quantity, ask and ask_quantity"
                        + " | --trades t.csv --quotes q.csv --columns side=x",
                "there are only time, symbol, bid | --trades t.csv --quotes q.csv --quote-columns price=x",
                "names the column 'x' twice | --trades t.csv --quotes q.csv --columns bid=x,ask=x",
                "there is no file none.csv | --trades - --quotes none.csv"
            })
    void shouldSayInOneLineWhatIsWrongWithTheOptions(final String expected, final String options) {
        refused(expected, options);
    }

    @Test
    void shouldSayWhatIsWrongWithTheFiles() throws Exception {
        final String trades = file("t.csv", TRADES);
        final String wrong = file("q.csv", "ts,symbol,bid,bid_quantity,ask,ask_quantity\n");
        refused("no column 'time_ns'", "--trades " + trades + " --quotes " + wrong);
        refused("--quote-columns time=THAT_NAME", "--trades " + trades + " --quotes " + wrong);
        final Path spread = Files.createDirectories(folder.resolve("out")).resolve("spread.csv");
        Files.writeString(spread, QUOTES);
        refused("--quotes " + spread + " would be overwritten", "--trades " + trades + " --quotes " + spread);
    }

    /** The sessions that count, by the rule that docs/market-demo.md states. */
    private Map<String, String> sessions() throws IOException {
        final Map<String, String> last = new TreeMap<>();
        for (final String row : rows("sessions.csv")) {
            final String[] columns = row.split(",");
            last.put(String.join(",", columns[0], columns[1], columns[2]), columns[3] + "," + columns[4]);
        }
        for (final String row : rows("sessions-retracted.csv")) {
            final String[] columns = row.split(",");
            final String taken = last.remove(String.join(",", columns[0], columns[1], columns[2]));
            assertEquals(columns[3] + "," + columns[4], taken, "taken back as the last row of it was, and once");
        }
        return last;
    }

    @Test
    void shouldCountTheLastRowOfASessionUnlessItWasRetracted() throws Exception {
        final String trades = file("t.csv", TRADES + "0,A,1,1\n100,A,1,2\n0,A,1,4\n7,A,1,8\n");
        assertEquals(
                0,
                market("--trades " + trades + " --session-gap 10ns --disorder 0ns --lateness 1s --bar 1s --decimals 0")
                        .code());

        assertEquals(List.of("A,0,10,1,1", "A,0,10,2,5", "A,0,17,3,13", "A,100,110,1,2"), rows("sessions.csv"));
        assertEquals(List.of("A,0,10,2,5"), rows("sessions-retracted.csv"));
        assertEquals(Map.of("A,0,17", "3,13", "A,100,110", "1,2"), sessions());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldHaveTheSessionsOfAllTradesInItsFilesHoweverTheyCame(final long seed) throws Exception {
        final SplittableRandom random = new SplittableRandom(seed);
        final StringBuilder lines = new StringBuilder(TRADES);
        final Map<String, TreeMap<Long, Integer>> times = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            final String symbol = random.nextBoolean() ? "A" : "B";
            final long timeNs = i * 5L + random.nextLong(-60, 60);
            lines.append(timeNs + "," + symbol + ",1,1\n");
            times.computeIfAbsent(symbol, any -> new TreeMap<>()).merge(timeNs, 1, Integer::sum);
        }
        final String options = " --session-gap 10ns --disorder 5ns --lateness 1s --bar 1s --decimals 0";
        assertEquals(
                0,
                market("--trades " + file("t.csv", lines.toString()) + options).code());

        final Map<String, String> expected = new TreeMap<>();
        times.forEach((symbol, counts) -> addSessions(symbol, counts, expected));
        assertEquals(expected, sessions(), "seed " + seed);
    }

    private static void addSessions(
            final String symbol, final TreeMap<Long, Integer> counts, final Map<String, String> expected) {
        long startNs = counts.firstKey();
        long lastNs = startNs;
        int count = 0;
        for (final Map.Entry<Long, Integer> each : counts.entrySet()) {
            if (each.getKey() - lastNs >= 10) {
                expected.put(symbol + "," + startNs + "," + (lastNs + 10), count + "," + count);
                startNs = each.getKey();
                count = 0;
            }
            lastNs = each.getKey();
            count += each.getValue();
        }
        expected.put(symbol + "," + startNs + "," + (lastNs + 10), count + "," + count);
    }

    private void refused(final String expected, final String options) {
        final CommandResult result = market(options);
        assertEquals(2, result.code(), result.out() + result.err());
        final List<String> lines =
                result.err().lines().filter(line -> !line.startsWith("Try '")).toList();
        assertEquals(1, lines.size(), result.err());
        assertTrue(lines.get(0).contains(expected), result.err());
    }

    private CommandResult market(final String options) {
        final List<String> args =
                new ArrayList<>(List.of("market", "--out", folder.resolve("out").toString()));
        args.addAll(Arrays.asList(options.split(" ")));
        return CommandResult.of(args.toArray(new String[0]));
    }

    private String file(final String name, final String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private List<String> rows(final String name) throws IOException {
        return output(name).lines().skip(1).toList();
    }

    private String output(final String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name));
    }

    private Path copy(final String name, final String to) throws IOException {
        return Files.writeString(folder.resolve(to), resource(name));
    }

    private String resource(final String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
