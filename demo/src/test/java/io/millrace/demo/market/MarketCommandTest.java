package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.demo.CommandResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketCommandTest {
    private static final String HEADER = "symbol,start_ns,end_ns,open,high,low,close,volume,count,notional";

    /** A device that takes nothing. */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"inline", "ringed"})
    void shouldMakeTheKnownBarsOfASmallFile(final String layout) throws Exception {
        final Path trades = folder.resolve("trades.csv");
        copy("/ci/trades.csv", trades);
        final CommandResult result =
                market("--trades", trades.toString(), "--decimals", "2", "--layout", layout, "--rate", "max");

        assertEquals(0, result.code(), result.err());
        assertEquals(resource("/ci/bars.csv"), output("bars.csv"));
        assertEquals(resource("/ci/late.csv"), output("late.csv"));
        assertEquals(
                Arrays.asList(resource("/ci/rejected-lines.txt").split("\n")),
                output("rejects.csv")
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",")[1])
                        .toList());
        assertTrue(result.out().contains("5 bars, 1 late, 4 rejected"), result.out());
    }

    @Test
    void shouldReadFilesThatLookDifferent() throws Exception {
        final CommandResult result = market(
                "--trades",
                file("when;x,sym,px,q\n2024-08-08 09:30:00.25,ABC,101.5,0.125\n2024-08-08T09:30:00Z,ABC,100,1.5\n"),
                "--columns",
                "time=when;x,symbol=sym,price=px,quantity=q",
                "--time-unit",
                "iso",
                "--quantity-decimals",
                "3");

        assertEquals(0, result.code(), result.err());
        assertEquals(
                HEADER + "\nABC,1723109400000000000,1723109401000000000,100.0000,101.5000,100.0000,101.5000,1.625,2,"
                        + "162.6875000\n",
                output("bars.csv"));
    }

    @Test
    void shouldSumNotionalIn128Bits() throws Exception {
        final CommandResult result = market(
                "--trades",
                file("time_ns,symbol,price,quantity\n" + "1,A,9223372036854775807,9223372036854775807\n".repeat(2)),
                "--decimals",
                "0");

        assertEquals(0, result.code(), result.err());
        assertTrue(
                output("bars.csv").endsWith(",18446744073709551614,2,170141183460469231694793815568465002498\n"),
                output("bars.csv"));
    }

    @Test
    void shouldReadStandardInputAndTellItsRejects() throws Exception {
        final InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(
                "time_ns,symbol,price,quantity\n1,A,1,1\n2,A,x,1\n".getBytes(StandardCharsets.UTF_8)));
        try {
            final CommandResult result = market("--trades", "-");
            assertEquals(0, result.code(), result.err());
        } finally {
            System.setIn(before);
        }
        assertEquals(HEADER + "\nA,0,1000000000,1.0000,1.0000,1.0000,1.0000,1,1,1.0000\n", output("bars.csv"));
        assertTrue(output("rejects.csv").contains("-,3,\"price: not a number: \"\"x\"\"\",\"2,A,x,1\"\n"));
    }

    @ParameterizedTest
    @CsvSource({"inline, 1", "ringed, 1", "inline, 3"})
    void shouldMakeAFixedNumberOfBarsForASeed(final String layout, final int run) throws Exception {
        final CommandResult result =
                market("--events", "300000", "--rate", "max", "--layout", layout, "--bar", "100ms", "--seed", "1");

        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("300,000 trades"), result.out());
        assertTrue(result.out().contains("310 bars, 18 late, 0 rejected"), result.out());
        assertEquals(311, output("bars.csv").lines().count());
        assertEquals(19, output("late.csv").lines().count());
    }

    @Test
    void shouldPaceTradesAndReportTheirLatency() throws Exception {
        final CommandResult result = market("--rate", "50000", "--duration", "400ms");

        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith("20,000 trades in 0."), result.out());
        assertTrue(result.out().contains("Latency at 50,000 trades/s"), result.out());
        assertTrue(result.out().contains("over 20,000 trades"), result.out());
        assertFalse(result.out().contains("Throughput"), result.out());
    }

    @Test
    void shouldPaceFilesToo() throws Exception {
        final StringBuilder text = new StringBuilder("arrival_ns,time_ns,symbol,price,quantity\n");
        for (int i = 0; i < 300; i++) {
            text.append(i).append(',').append(i).append(",A,1,1\n");
        }
        final long beganNs = System.nanoTime();
        final CommandResult result = market("--trades", file(text.toString()), "--rate", "1000");
        final long tookNs = System.nanoTime() - beganNs;

        assertEquals(0, result.code(), result.err());
        assertTrue(tookNs > 299_000_000L, tookNs + " ns");
    }

    @Test
    void shouldWriteAHeaderOnlyWhenThereAreNoTrades() throws Exception {
        final CommandResult result = market("--trades", file("time_ns,symbol,price,quantity\n"));

        assertEquals(0, result.code(), result.err());
        assertEquals(HEADER + "\n", output("bars.csv"));
        assertEquals("stream,symbol,time_ns,late_by_ns,missed\n", output("late.csv"));
        assertEquals("file,line,reason,text\n", output("rejects.csv"));
    }

    @Test
    void shouldReplaceFilesThatAreThere() throws Exception {
        Files.createDirectories(folder.resolve("out"));
        for (final String name : new String[] {"bars.csv", "late.csv", "rejects.csv"}) {
            Files.writeString(folder.resolve("out").resolve(name), "old\n".repeat(100_000));
        }
        shouldWriteAHeaderOnlyWhenThereAreNoTrades();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "ringed"})
    void shouldFailWhenInputIsCutShortButKeepWhatWasComplete(final String layout) throws Exception {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write("time_ns,symbol,price,quantity\n1,A,1,1\n5000000000,A,1,1\n6000000000,A,1,1\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        final Path cut = folder.resolve("cut.csv.gz");
        Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 4));
        final CommandResult result = market("--layout", layout, "--trades", cut.toString());

        assertEquals(1, result.code());
        assertTrue(result.err().contains("cut.csv.gz, after line 4: the gzip data ends too early"), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertEquals(2, output("bars.csv").lines().count(), output("bars.csv"));
        assertTrue(result.out().contains("Failed before the end of input: 2 bars are still open"), result.out());
        assertTrue(result.out().contains("bars.csv (1)"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inline", "ringed"})
    void shouldRejectALineWithAQuoteThatIsNeverClosed(final String layout) throws Exception {
        final CommandResult result = market(
                "--layout", layout, "--trades", file("time_ns,symbol,price,quantity\n1,A,1,1\n2,\"A,1,1\n3,A,1,1\n"));

        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith("2 trades in"), result.out());
        assertTrue(
                output("rejects.csv").contains(",3,\"a quote is opened and never closed, or"), output("rejects.csv"));
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithInputAndOutput() throws Exception {
        final String none = folder.resolve("none.csv").toString();
        final String plain = Files.createFile(folder.resolve("plain")).toString();
        refused("there is no file " + none, "--trades", none);
        refused(folder + " is a folder, not a CSV file", "--trades", folder.toString());
        refused("input.csv is empty", "--trades", file(""));
        refused("no column 'quantity'", "--trades", file("time_ns,symbol,price,qty\n"));
        refused("--columns quantity=", "--trades", file("time_ns,symbol,price,qty\n"));
        refused("is a file, not a folder", "--trades", file("time_ns,symbol,price,quantity\n"), "--out", plain);
        final Path bars = Files.createDirectories(folder.resolve("out")).resolve("bars.csv");
        Files.writeString(bars, "time_ns,symbol,price,quantity\n");
        refused("would be overwritten", "--trades", bars.toString());
        refused("--trades is empty", "--trades", "");
        refused("--out is empty", "--out", " ");
    }

    @Test
    void shouldSayWhichTradeMakesASumTooLarge() throws Exception {
        final CommandResult result = market(
                "--trades",
                file("time_ns,symbol,price,quantity\n" + "7,ABC,9223372036854775807,9223372036854775807\n".repeat(3)),
                "--decimals",
                "0");

        assertEquals(1, result.code());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("the sum does not fit 128 bits (operator 'bars'"), result.err());
        assertTrue(result.err().contains("timeNs=7, symbol=ABC,"), result.err());
        assertTrue(result.err().contains("fewer --decimals"), result.err());
        assertFalse(result.err().contains("java."), result.err());
        assertEquals(result.err().indexOf("128 bits"), result.err().lastIndexOf("128 bits"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bars.csv", "late.csv", "rejects.csv"})
    void shouldFailWhenThereIsNoSpaceAtTheStart(final String name) throws Exception {
        assumeTrue(Files.exists(FULL), "there is no " + FULL);
        final Path link = Files.createDirectories(folder.resolve("out")).resolve(name);
        Files.createSymbolicLink(link, FULL);
        final CommandResult result = market("--events", "10");

        Files.delete(link);
        assertEquals(1, result.code(), result.err());
        assertEquals(
                "millrace market: cannot write " + link
                        + ": No space left on device; free some space, or write to another folder\n",
                result.err());
    }

    @Test
    void shouldStopAtWhatIsReachedFirst() throws Exception {
        assertTrue(market("--rate", "10k", "--events", "1M", "--duration", "100ms")
                .out()
                .startsWith("1,000 trades"));
        assertTrue(market("--rate", "100k", "--events", "500", "--duration", "1h")
                .out()
                .startsWith("500 trades"));
    }

    @Test
    void shouldCountTheRowsThatAreInAFile() throws Exception {
        assertEquals(0, WrittenRows.of(Path.of(file("a,b\n"))));
        assertEquals(2, WrittenRows.of(Path.of(file("a,b\n1,2\n\"3\n\"\"4\",5\n"))));
        assertEquals(0, WrittenRows.of(Path.of(file(""))));
        assertEquals(-1, WrittenRows.of(folder));
    }

    @Test
    void shouldReportTheRowsThatGotToAFileNotThoseMade() {
        final StringWriter text = new StringWriter();
        new Report(new PrintWriter(text), false)
                .incomplete(new OutputFiles("there"), RowCounts.ofBars(1_200, 2, 0), RowCounts.ofBars(1_100, 2, 0));

        assertEquals(
                List.of(
                        "",
                        "wrote, up to there, there/bars.csv (1,100), there/late.csv (2), there/rejects.csv (0)",
                        "there/bars.csv is incomplete: it holds 1,100 of 1,200 bars"),
                text.toString().lines().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Unknown option: '--bogus' | --bogus",
                "'1x' is not a duration | --bar 1x",
                "the unit is missing | --bar 5",
                "--bar must be longer than 0 | --bar 0s",
                "'-1s' is negative | --disorder -1s",
                "2^63 | --disorder 999999999d",
                "disorder must be | --disorder 9223372036854775807ns",
                "is not a rate | --rate 0",
                "is not a rate | --rate fast",
                "is not an int | --decimals two",
                "must be 0 to 9, not 10 | --decimals 10",
                "must be 0 to 9, not -1 | --quantity-decimals -1",
                "is not a time unit | --time-unit week",
                "is not a layout | --layout square",
                "it needs --trades | --columns time=x",
                "give --duration or --events | --rate 5",
                "must be 1 or more, not -1 | --events -1",
                "must be 1 or more, not 0 | --events 0",
                "'5X' is not a number | --events 5X",
                "too large a number | --events 9999999999999999M",
                "--duration must be longer than 0 | --duration 0s",
                "--time-unit is for files | --time-unit ns",
                "--max-jump is for files | --max-jump 7d",
                "--ingress is for files | --ingress arrival",
                "it can only be arrival | --ingress now",
                "--columns names time twice | --trades x.csv --columns time=a,time=b",
                "names the column 'a' twice | --trades x.csv --columns time=a --columns price=a",
                "takes NAME=COLUMN,..., not 'time' | --trades x.csv --columns time",
                "names no column for time | --trades x.csv --columns time=",
                "--trades is empty | --trades=",
                "is for generated trades | --trades x.csv --seed 5",
                "there are only time, symbol | --trades x.csv --columns volume=x",
                "Unmatched argument | trades.csv"
            })
    void shouldSayInOneLineWhatIsWrongWithTheOptions(final String expected, final String options) {
        refused(expected, options.split(" "));
    }

    @Test
    void shouldExplainItself() {
        final CommandResult help = CommandResult.of("market", "--help");
        assertEquals(0, help.code());
        assertTrue(help.out().contains("Examples:"), help.out());
        assertTrue(help.out().contains("  bin/millrace market --rate"), help.out());
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 80), help.out());
        assertEquals(0, CommandResult.of("--version").code());
        assertEquals(0, CommandResult.of("market", "--version").code());
    }

    private void refused(final String expected, final String... options) {
        final CommandResult result = market(options);
        assertEquals(2, result.code(), result.out() + result.err());
        final List<String> lines =
                result.err().lines().filter(line -> !line.startsWith("Try '")).toList();
        assertEquals(1, lines.size(), result.err());
        assertTrue(lines.get(0).startsWith("millrace market: "), result.err());
        assertTrue(lines.get(0).contains(expected), result.err());
    }

    private CommandResult market(final String... options) {
        final List<String> args = new ArrayList<>(List.of("market"));
        if (!Arrays.asList(options).contains("--out")) {
            args.addAll(List.of("--out", folder.resolve("out").toString()));
        }
        args.addAll(Arrays.asList(options));
        return CommandResult.of(args.toArray(new String[0]));
    }

    private String file(final String text) throws IOException {
        return Files.writeString(folder.resolve("input.csv"), text).toString();
    }

    private String output(final String name) throws IOException {
        return Files.readString(folder.resolve("out").resolve(name));
    }

    private static void copy(final String resource, final Path to) throws IOException {
        Files.writeString(to, resource(resource));
    }

    private static String resource(final String name) throws IOException {
        try (InputStream in = MarketCommandTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
