package io.millrace.engine.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.source.Source;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
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
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest {
    private static final RecordType<DynamicRecord, DynamicRecord> TRADE = RecordType.of(Layout.builder("Trade")
            .int64("timeNs")
            .eventTime()
            .symbol("symbol")
            .decimal("price", 2)
            .decimal("quantity", 0)
            .build());

    private static final long MAX_JUMP_NS = 1_000;

    @TempDir
    Path folder;

    private final Recording out = new Recording(TRADE);

    @Test
    void shouldReadColumnsInAnyOrderAndIgnoreOthers() throws Exception {
        read("venue,price,symbol,quantity,time_ns\nX,1.5,ABC,7,100\nY,-2,XYZ,0,90\n");

        assertEquals(
                List.of(
                        "timeNs=100, symbol=#0, price=1.50, quantity=7",
                        "timeNs=90, symbol=#1, price=-2.00, quantity=0"),
                out.events);
        assertEquals(List.of("ABC", "XYZ"), out.symbols);
    }

    @Test
    void shouldReadEveryKindOfField() throws Exception {
        final RecordType<DynamicRecord, DynamicRecord> all = RecordType.of(Layout.builder("All")
                .int64("timeNs")
                .eventTime()
                .int32("number")
                .int16("small")
                .int8("tiny")
                .character("letter")
                .bool("flag")
                .float64("real")
                .float32("single")
                .enumeration("side", List.of("BUY", "SELL"))
                .ascii("venue", 4)
                .utf8("label", 8)
                .int128("total", 2)
                .decimal("bid", 1)
                .optional()
                .build());
        final Recording recording = new Recording(all);
        read(
                CsvSource.of(file("time_ns,number,small,tiny,letter,flag,real,single,side,venue,label,total,bid\n"
                        + "1,-2,3,-4,x,true,1.5,0.25,SELL,XNYS,\"gr\u00fc\"\"n\","
                        + "170141183460469231731687303715884105.72,\n"
                        + "1,2,3,4,\",\",0,1e3,-1,BUY,,,-1, 2.5\n"
                        + "1,2,3,128,x,true,1,1,BUY,,,1,\n"
                        + "1,2,3,4,xy,true,1,1,BUY,,,1,\n"
                        + "1,2,3,4,x,yes,1,1,BUY,,,1,\n"
                        + "1,2,3,4,x,true,one,1,BUY,,,1,\n"
                        + "1,2,3,4,x,true,1,1,HOLD,,,1,\n"
                        + "1,2,3,4,x,true,1,1,BUY,TOOLONG,,1,\n"
                        + "1,2,3,4,x,true,1,1,BUY,,,1.234,\n")),
                recording);

        assertEquals(
                List.of(
                        "timeNs=1, number=-2, small=3, tiny=-4, letter='x', flag=true, real=1.5,"
                                + " single=0.25, side=SELL,"
                                + " venue=\"XNYS\", label=\"gr\u00fc\"n\","
                                + " total=170141183460469231731687303715884105.72,"
                                + " bid=absent",
                        "timeNs=1, number=2, small=3, tiny=4, letter=',', flag=false, real=1000.0,"
                                + " single=-1.0, side=BUY,"
                                + " venue=\"\", label=\"\", total=-1.00, bid=2.5"),
                recording.events);
        assertEquals(7, rejects().size(), rejects().toString());
    }

    @Test
    void shouldReadOtherColumnsForTheFieldsTold() throws Exception {
        read(
                CsvSource.<DynamicRecord>of(file("timestamp,sym,px,qty\n1970-01-01 00:00:01.5,A,1,1\n"))
                        .column("timeNs", "timestamp")
                        .column("symbol", "sym")
                        .column("price", "px")
                        .column("quantity", "qty")
                        .times(TimeText.ISO),
                out);

        assertEquals(List.of("timeNs=1500000000, symbol=#0, price=1.00, quantity=1"), out.events);
    }

    @Test
    void shouldNameMissingColumnsAndThoseThereAre() {
        final MissingColumnException e =
                assertThrows(MissingColumnException.class, () -> read("time_ns,sym,price,qty\n1,A,1,1\n"));

        assertTrue(e.getMessage().contains("no columns 'symbol', 'quantity'"), e.getMessage());
        assertTrue(e.getMessage().contains("time_ns, sym, price, qty"), e.getMessage());
        assertEquals("symbol", e.field());
    }

    @Test
    void shouldRefuseAColumnThatIsThereTwice() {
        final CsvInputException e =
                assertThrows(CsvInputException.class, () -> read("time_ns,symbol,price,price,quantity\n1,A,1,1,1\n"));
        assertTrue(e.getMessage().contains("more than one column 'price'"), e.getMessage());
    }

    @Test
    void shouldSkipAByteOrderMarkBlankLinesAndBlanks() throws Exception {
        read("\uFEFFtime_ns, symbol ,price,quantity\r\n\r\n1, A ,\t1, 2\r\n  \r\n2,B,1,1");

        assertEquals(
                List.of("timeNs=1, symbol=#0, price=1.00, quantity=2", "timeNs=2, symbol=#1, price=1.00, quantity=1"),
                out.events);
        assertEquals(List.of(), rejects());
    }

    @Test
    void shouldRejectLinesAndGoOn() throws Exception {
        read("time_ns,symbol,price,quantity\n"
                + "1,A,1.00,1\n"
                + "2,A,abc,1\n"
                + "2,A,1.005,1\n"
                + "2,A,1,-1\n"
                + "2,TOOLONGSYMBOL,1,1\n"
                + "2,\u00e9,1,1\n"
                + "2,,1,1\n"
                + "x,A,1,1\n"
                + ",A,1,1\n"
                + "2,A,1\n"
                + "2,A,1,1,1\n"
                + "9223372036854775808,A,1,1\n"
                + "2,A,99999999999999999999,1\n"
                + "3,B,1.500,1\n");

        assertEquals(
                List.of("timeNs=1, symbol=#0, price=1.00, quantity=1", "timeNs=3, symbol=#1, price=1.50, quantity=1"),
                out.events);
        assertEquals(List.of("A", "B"), out.symbols);
        assertEquals(
                List.of(
                        "3 price: not a number: \"abc\"",
                        "4 price: too many decimals: \"1.005\", at most 2",
                        "5 quantity: negative: \"-1\"",
                        "6 symbol: symbol has 13 characters",
                        "7 symbol: symbol is not ASCII",
                        "8 symbol: symbol has 0 characters",
                        "9 time_ns: not a number: \"x\"",
                        "10 time_ns: not a number: \"\"",
                        "11 3 fields, but the header has 4",
                        "12 5 fields, but the header has 4",
                        "13 time_ns: number too large: \"9223372036854775808\" with 0 decimals",
                        "14 price: number too large: \"99999999999999999999\" with 2 decimals"),
                rejects());
    }

    @Test
    void shouldTellTheTextOfARejectedLine() throws Exception {
        read("time_ns,symbol,price,quantity\n1,A,\"1,5\",\"1\n\"\"x\"\"\"\n2,A,x,1\n");

        assertEquals(
                List.of("2 price: not a number: \"1,5\" (the line goes on to line 3)", "4 price: not a number: \"x\""),
                rejects());
        assertEquals("1,A,\"1,5\",\"1\n\"\"x\"\"\"", Rejects.LINES.get(0).text);
        assertEquals("2,A,x,1", Rejects.LINES.get(1).text);
    }

    @Test
    void shouldRejectTimesThatNoWindowHoldsEvenOnTheFirstLine() throws Exception {
        final String file = file("time_ns,symbol,price,quantity\n"
                + "9223372036854775807,A,1,1\n"
                + "1000,A,1,1\n"
                + "-9223372036854775808,A,1,1\n"
                + "1001,A,1,1\n");
        read(CsvSource.<DynamicRecord>of(file).timesWithin(-5_000, 5_000), out);

        assertEquals(2, out.events.size(), out.events.toString());
        assertEquals(2, rejects().size(), rejects().toString());
        assertTrue(rejects().get(0).startsWith("2 time out of range"), rejects().get(0));
        assertTrue(rejects().get(1).startsWith("4 time out of range"), rejects().get(1));
    }

    @Test
    void shouldRejectTimesThatJumpAhead() throws Exception {
        read("time_ns,symbol,price,quantity\n"
                + "5000,A,1,1\n"
                + "9223372036854775807,A,1,1\n"
                + "6001,A,1,1\n"
                + "6000,B,1,1\n"
                + "-9223372036854775808,A,1,1\n"
                + "7000,A,1,1\n");

        assertEquals(4, out.events.size(), out.events.toString());
        assertEquals(2, rejects().size(), rejects().toString());
        assertTrue(
                rejects().get(0).startsWith("3 time jump: 9223372036854775807 ns is more than 1us ahead of"),
                rejects().get(0));
        assertTrue(
                rejects().get(1).startsWith("4 time jump: 6001 ns"), rejects().get(1));
    }

    @Test
    void shouldStopAtAThousandJumpsInARow() throws Exception {
        final StringBuilder text = new StringBuilder("time_ns,symbol,price,quantity\n0,A,1,1\n");
        text.append("5000,A,1,1\n".repeat(999)).append("1,A,1,1\n").append("5000,A,1,1\n".repeat(1_000));
        final CsvInputException e = assertThrows(CsvInputException.class, () -> read(text.toString()));

        assertEquals(2, out.events.size());
        assertEquals(1_999, rejects().size());
        assertTrue(e.getMessage().contains("line 2002: 1000 lines in a row"), e.getMessage());
    }

    @Test
    void shouldTakeArrivalTimesOnlyWhenAsked() throws Exception {
        final String text = "arrival_ns,time_ns,symbol,price,quantity\n7,1,A,1,1\nx,2,A,1,1\n";
        read(text);
        assertEquals(List.of(), out.arrivals);
        assertEquals(2, out.events.size());

        final Recording asked = new Recording(TRADE);
        read(CsvSource.<DynamicRecord>of(file(text)).arrivalIfPresent("arrival_ns"), asked);
        assertEquals(List.of(7L), asked.arrivals);
        assertEquals(List.of("3 arrival_ns: not a number: \"x\""), rejects());

        final MissingColumnException e = assertThrows(
                MissingColumnException.class,
                () -> read(CsvSource.<DynamicRecord>of(file(text)).arrival("came"), asked));
        assertEquals("arrival", e.field());
    }

    @Test
    void shouldReadGzipByItsContentNotItsName() throws Exception {
        final Path file = folder.resolve("trades.csv");
        Files.write(file, packed(lines(5_000)));
        read(CsvSource.of(file.toString()), out);

        assertEquals(5_000, out.events.size());
    }

    @Test
    void shouldProcessWhatIsReadableOfAGzipFileCutShortThenFail() throws Exception {
        final byte[] packed = packed(lines(50_000));
        final Path file = folder.resolve("cut.csv.gz");
        Files.write(file, Arrays.copyOf(packed, packed.length / 2));
        final CsvInputException e =
                assertThrows(CsvInputException.class, () -> read(CsvSource.of(file.toString()), out));

        assertTrue(out.events.size() > 10_000, "only " + out.events.size());
        assertEquals(
                "timeNs=" + (out.events.size() - 1) + ", symbol=#0, price=1.00, quantity=1",
                out.events.get(out.events.size() - 1));
        assertTrue(e.getMessage().contains("after line " + (out.events.size() + 1) + ": "), e.getMessage());
        assertTrue(e.getMessage().contains("cut short"), e.getMessage());
        assertEquals(List.of(), rejects());
    }

    @Test
    void shouldRefuseAGzipFileCutInItsHeader() throws Exception {
        final Path file = folder.resolve("cut.csv.gz");
        Files.write(file, Arrays.copyOf(packed("x"), 5));
        assertThrows(CsvInputException.class, () -> read(CsvSource.of(file.toString()), out));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void shouldRejectALineWithAQuoteThatIsNeverClosedAndGoOn(final String lineEnd) throws Exception {
        read("time_ns,symbol,price,quantity\n1,A,1,1\n\n2,\"B,1,1\n3,A,1,1\n4,C,x,1\n".replace("\n", lineEnd));

        assertEquals(List.of("1", "3"), times());
        assertEquals(
                List.of("4", "6"),
                Rejects.LINES.stream().map(line -> Long.toString(line.line)).toList());
        assertTrue(
                rejects().get(0).contains("a quote is opened and never closed"),
                rejects().get(0));
        assertEquals("2,\"B,1,1", Rejects.LINES.get(0).text);
        assertEquals("4,C,x,1", Rejects.LINES.get(1).text);
        assertEquals(List.of("A"), out.symbols);
    }

    @Test
    void shouldRejectALineWithAFieldThatIsTooLongAndGoOn() throws Exception {
        final String note = "x".repeat(3 << 20);
        final String text = "note,time_ns,symbol,price,quantity\n-,1,A,1,1\n" + note + ",2,A,1,1\n-,3,A,1,1\n\"" + note
                + "\n-,5,A,1,1\n-,6,A,x,1\n";
        read(text);
        assertEquals(List.of("1", "3", "5"), times());
        assertEquals(
                List.of(3L, 5L, 7L),
                Rejects.LINES.stream().map(line -> line.line).toList());
        assertEquals("x".repeat(1_000) + "...", Rejects.LINES.get(0).text);

        final Recording packed = new Recording(TRADE);
        final Path file = folder.resolve("long.csv.gz");
        Files.write(file, packed(text));
        read(CsvSource.of(file.toString()), packed);
        assertEquals(out.events, packed.events);
    }

    @Test
    void shouldRejectALineOfTooManyFields() throws Exception {
        read("time_ns,symbol,price,quantity\n1,A,1,1\n" + ",".repeat(100_000) + "\n3,A,1,1\n");
        assertEquals(List.of("1", "3"), times());
        assertEquals(1, rejects().size());
    }

    @Test
    void shouldFailAtAQuoteThatIsNeverClosedWhereItCannotReadAgain() {
        final InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(
                "time_ns,symbol,price,quantity\n1,A,1,1\n2,\"A,1,1\n3,A,1,1\n".getBytes(StandardCharsets.UTF_8)));
        try {
            final CsvInputException e = assertThrows(CsvInputException.class, () -> read(CsvSource.of("-"), out));
            assertEquals(1, out.events.size());
            assertTrue(e.getMessage().startsWith("standard input, line 3: a quote is opened"), e.getMessage());
            assertTrue(e.getMessage().contains("or read from a file"), e.getMessage());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void shouldGiveUpOnAFileOfUnreadableLines() {
        final StringBuilder text = new StringBuilder("time_ns,symbol,price,quantity\n1,A,1,1\n");
        text.append((",".repeat(70_000) + "\n").repeat(101));
        final CsvInputException e = assertThrows(CsvInputException.class, () -> read(text.toString()));
        assertTrue(e.getMessage().contains("line 103: "), e.getMessage());
        assertEquals(100, rejects().size());
    }

    @Test
    void shouldTellOtherSeparatorsAndOtherPackings() throws Exception {
        final Path file = folder.resolve("other.csv");
        Files.writeString(file, "time_ns;symbol;price;quantity\n");
        assertTrue(
                refusal(file).contains("separated by ';', but columns have to be separated by commas"), refusal(file));
        Files.writeString(file, "time_ns\tsymbol\tprice\tquantity\n");
        assertTrue(refusal(file).contains("separated by tabs"), refusal(file));
        Files.write(file, new byte[] {'P', 'K', 3, 4, 20, 0});
        assertTrue(refusal(file).contains("a zip file; unpack it"), refusal(file));
        Files.write(file, "time_ns\n".getBytes(StandardCharsets.UTF_16));
        assertTrue(refusal(file).contains("UTF-16; convert it"), refusal(file));
        Files.write(file, new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0});
        assertTrue(refusal(file).contains("a zstd file"), refusal(file));
    }

    @Test
    void shouldTellDamagedGzipData() throws Exception {
        final byte[] packed = packed(lines(50_000));
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 100, (byte) 0xFF);
        final Path file = folder.resolve("damaged.csv.gz");
        Files.write(file, packed);
        final CsvInputException e =
                assertThrows(CsvInputException.class, () -> read(CsvSource.of(file.toString()), out));
        assertTrue(e.getMessage().contains("damaged.csv.gz, after line "), e.getMessage());
        assertTrue(e.getMessage().contains("the gzip data is damaged"), e.getMessage());
        assertTrue(e.getMessage().contains("gzip -t"), e.getMessage());
    }

    @Test
    void shouldTakeAnEmptyArrivalForThatOfTheLineBefore() throws Exception {
        read(
                CsvSource.<DynamicRecord>of(file("arrival_ns,time_ns,symbol,price,quantity\n"
                                + ",5,A,1,1\n7,6,A,1,1\n ,6,A,1,1\n9,7,A,1,1\n,8,A,x,1\n,8,A,1,1\n"))
                        .arrivalIfPresent("arrival_ns"),
                out);
        assertEquals(List.of(5L, 7L, 7L, 9L, 9L), out.arrivals);
        assertEquals(1, rejects().size());
    }

    private List<String> times() {
        return out.events.stream()
                .map(event -> event.substring("timeNs=".length(), event.indexOf(',')))
                .toList();
    }

    @Test
    void shouldRejectInvalidUtf8WhereItMatters() throws Exception {
        final Path file = folder.resolve("latin1.csv");
        Files.write(
                file,
                "note,time_ns,symbol,price,quantity\n\u00e9,1,A,1,1\nx,2,\u00e9,1,1\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        read(CsvSource.of(file.toString()), out);

        assertEquals(1, out.events.size());
        assertEquals(List.of("3 symbol: symbol is not ASCII"), rejects());
    }

    @Test
    void shouldTellMissingFilesFoldersAndEmptyFilesApart() throws Exception {
        final Path empty = Files.createFile(folder.resolve("empty.csv"));

        assertEquals("there is no file " + folder.resolve("none.csv"), refusal(folder.resolve("none.csv")));
        assertEquals(folder + " is a folder, not a CSV file", refusal(folder));
        assertEquals(empty + " is empty: not even a header line", refusal(empty));
    }

    @Test
    void shouldTakeAHeaderAloneForNoEvents() throws Exception {
        read("time_ns,symbol,price,quantity");

        assertEquals(List.of(), out.events);
        assertEquals(List.of(), rejects());
    }

    @Test
    void shouldReadLinesLongerThanItsBuffers() throws Exception {
        final String note = "\u00fc".repeat(200_000);
        read("note,time_ns,symbol,price,quantity\n" + note + ",1,A,1,1\n" + note + ",2,A,1,1\n");

        assertEquals(2, out.events.size());
    }

    @Test
    void shouldSurviveSerialization() throws Exception {
        final CsvSource<DynamicRecord> source = CsvSource.<DynamicRecord>of(file(lines(3)))
                .atLeast("quantity", 0)
                .column("timeNs", "time_ns");
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(source);
        }
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            final CsvSource<DynamicRecord> copy = (CsvSource<DynamicRecord>) objects.readObject();
            read(copy, out);
        }
        assertEquals(3, out.events.size());
    }

    private String refusal(final Path path) {
        return assertThrows(
                        CsvInputException.class,
                        () -> CsvSource.of(path.toString()).check(TRADE.layout()))
                .getMessage();
    }

    @Test
    void shouldRejectAnArrivalThatIsFarAhead() throws Exception {
        read(
                CsvSource.<DynamicRecord>of(file(
                                "arrival_ns,time_ns,symbol,price,quantity\n10,1,A,1,1\n5000,2,A,1,1\n20,3,A,1,1\n"))
                        .arrival("arrival_ns"),
                out);

        assertEquals(List.of(10L, 20L), out.arrivals);
        assertEquals(1, Rejects.LINES.size());
        assertTrue(Rejects.LINES.get(0).toString().contains("arrival jump: 5000 ns"), Rejects.LINES.toString());
    }

    private void read(final String text) throws Exception {
        read(CsvSource.of(file(text)), out);
    }

    private static void read(final CsvSource<DynamicRecord> source, final Recording to) throws Exception {
        Rejects.LINES.clear();
        final CsvSource<DynamicRecord> guarded =
                source.atLeast("quantity", 0).maxJump(MAX_JUMP_NS).rejectTo(Rejects::new);
        try (Source<DynamicRecord> reading = guarded.open(to)) {
            Recording.drain(reading, to);
            assertEquals(Rejects.LINES.size(), reading.rejected());
        }
    }

    private String file(final String text) throws IOException {
        return Files.writeString(folder.resolve("input.csv"), text).toString();
    }

    private static String lines(final int count) {
        final StringBuilder text = new StringBuilder("time_ns,symbol,price,quantity\n");
        for (int i = 0; i < count; i++) {
            text.append(i).append(",A,1,1\n");
        }
        return text.toString();
    }

    private static byte[] packed(final String text) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Line and reason of each. */
    private static List<String> rejects() {
        return Rejects.LINES.stream()
                .map(reject -> reject.line + " " + reject.reason)
                .toList();
    }

    private record Reject(long line, String reason, String text) {}

    private static final class Rejects implements RejectHandler {
        static final List<Reject> LINES = new ArrayList<>();

        @Override
        public void onReject(final String file, final long line, final String reason, final CharSequence text) {
            LINES.add(new Reject(line, reason, text.toString()));
        }
    }
}
