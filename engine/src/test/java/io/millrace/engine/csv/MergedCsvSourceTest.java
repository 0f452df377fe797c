package io.millrace.engine.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.source.Source;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedCsvSourceTest {
    private static final RecordType<DynamicRecord, DynamicRecord> EVENT = RecordType.of(Layout.builder("Event")
            .int64("timeNs")
            .eventTime()
            .symbol("symbol")
            .enumeration("kind", List.of("TRADE", "QUOTE"))
            .build());

    private static final long MAX_JUMP_NS = 1_000;

    @TempDir
    Path folder;

    private final Recording out = new Recording(EVENT);
    private final List<String> rejects = new ArrayList<>();

    private CsvSource<DynamicRecord> csv(final String name, final int kind, final String text) throws IOException {
        final Path file = folder.resolve(name);
        Files.writeString(file, text);
        return csv(file, kind);
    }

    private CsvSource<DynamicRecord> csv(final Path file, final int kind) {
        // A rejected line is handed on to this test, which nothing serializes.
        final List<String> to = rejects;
        return CsvSource.<DynamicRecord>of(file.toString())
                .constant("kind", kind)
                .maxJump(MAX_JUMP_NS)
                .arrivalIfPresent("arrival_ns")
                .rejectTo(() -> (name, line, reason, text) ->
                        to.add(Path.of(name).getFileName() + ":" + line + " " + reason.split(":")[0]));
    }

    private void read(final List<CsvSource<DynamicRecord>> files) throws Exception {
        try (Source<DynamicRecord> source = MergedCsvSource.of(files).open(out)) {
            Recording.drain(source, out);
            assertEquals(rejects.size(), source.rejected());
        }
    }

    private void read(final String quotes, final String trades) throws Exception {
        read(List.of(csv("quotes.csv", 1, quotes), csv("trades.csv", 0, trades)));
    }

    /** The events: first letter of the kind, time. */
    private List<String> order() {
        return out.events.stream()
                .map(event -> event.replaceAll("timeNs=(-?\\d+), symbol=#(\\d+), kind=(.).*", "$3$1#$2"))
                .toList();
    }

    @Test
    void shouldMergeByTimeAndTakeTheFileNamedFirstOfEquals() throws Exception {
        read("time_ns,symbol\n1,A\n3,A\n3,B\n9,A\n", "symbol,time_ns\nB,2\nB,3\nA,4\n");

        assertEquals(List.of("Q1#0", "T2#1", "Q3#0", "Q3#1", "T3#1", "T4#0", "Q9#0"), order());
        assertEquals(List.of(), out.arrivals);
    }

    @Test
    void shouldMergeByArrivalWhereAllFilesHaveIt() throws Exception {
        read("arrival_ns,time_ns,symbol\n10,500,A\n30,1,A\n", "arrival_ns,time_ns,symbol\n5,7,A\n10,6,A\n40,2,A\n");

        assertEquals(List.of("T7#0", "Q500#0", "T6#0", "Q1#0", "T2#0"), order());
        assertEquals(List.of(5L, 10L, 10L, 30L, 40L), out.arrivals);
    }

    @Test
    void shouldMergeByTimeWhereOneFileHasNoArrival() throws Exception {
        read("arrival_ns,time_ns,symbol\n10,500,A\n", "time_ns,symbol\n7,A\n");

        assertEquals(List.of("T7#0", "Q500#0"), order());
        assertEquals(List.of(), out.arrivals, "half of the ingress times would be recorded ones");
    }

    @Test
    void shouldReadAFileThatIsOutOfOrderFromItsFirstLineToItsLast() throws Exception {
        read("time_ns,symbol\n5,A\n1,A\n8,A\n", "time_ns,symbol\n4,A\n6,A\n2,A\n");

        assertEquals(List.of("T4#0", "Q5#0", "Q1#0", "T6#0", "T2#0", "Q8#0"), order());
    }

    @Test
    void shouldRejectLinesOfAllFilesByTheirNames() throws Exception {
        read("time_ns,symbol\nx,A\n2,\n3,A\n", "time_ns,symbol\n1,A,7\n2,B\n\"3,B\n4,B\n");

        assertEquals(List.of("T2#0", "Q3#1", "T4#0"), order());
        assertEquals(
                List.of("quotes.csv:2 time_ns", "trades.csv:2 3 fields, but the header has 2", "quotes.csv:3 symbol"),
                rejects.subList(0, 3));
        assertTrue(rejects.get(3).startsWith("trades.csv:4 a quote is opened"), rejects.toString());
    }

    @Test
    void shouldNotBeHeldBackByATimeThatIsFarAhead() throws Exception {
        final String far = Long.toString(Long.MAX_VALUE);
        read("time_ns,symbol\n" + far + ",A\n2,A\n" + far + ",A\n6,A\n", "time_ns,symbol\n1,A\n5,A\n5000,A\n7,A\n");

        assertEquals(List.of("T1#0", "Q2#0", "T5#0", "Q6#0", "T7#0"), order());
        assertEquals(
                List.of("quotes.csv:2 time jump", "quotes.csv:4 time jump", "trades.csv:4 time jump"),
                rejects.stream().sorted().toList());
    }

    @Test
    void shouldRejectATimeThatIsFarAheadAtItsTurnWhenMergingByArrival() throws Exception {
        read(
                "arrival_ns,time_ns,symbol\n1,1,A\n2,9000,A\n9,1500,A\n",
                "arrival_ns,time_ns,symbol\n3,900,A\n4,901,A\n5,99999,A\n");

        assertEquals(List.of("Q1#0", "T900#0", "T901#0", "Q1500#0"), order());
        assertEquals(List.of("quotes.csv:3 time jump", "trades.csv:4 time jump"), rejects);
    }

    @Test
    void shouldNotBeHeldBackByAnArrivalThatIsFarAhead() throws Exception {
        final String far = Long.toString(Long.MAX_VALUE);
        read(
                "arrival_ns,time_ns,symbol\n" + far + ",1,A\n2,2,A\n" + far + ",3,A\n6,6,A\n",
                "arrival_ns,time_ns,symbol\n1,11,A\n5,15,A\n5000,16,A\n7,17,A\n");

        assertEquals(List.of("T11#0", "Q2#0", "T15#0", "Q6#0", "T17#0"), order());
        assertEquals(
                List.of("quotes.csv:2 arrival jump", "quotes.csv:4 arrival jump", "trades.csv:4 arrival jump"),
                rejects.stream().sorted().toList());
        assertEquals(List.of(1L, 2L, 5L, 6L, 7L), out.arrivals);
    }

    @Test
    void shouldStopWhereAFileOnlyJumps() throws Exception {
        final CsvInputException e = assertThrows(
                CsvInputException.class,
                () -> read("time_ns,symbol\n1,A\n" + "5000,A\n".repeat(2_000), "time_ns,symbol\n1,A\n"));
        assertTrue(e.getMessage().contains("1000 lines in a row"), e.getMessage());
    }

    @Test
    void shouldPublishWhatIsBeforeTheEndOfAFileThatWasCutShort() throws Exception {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write("time_ns,symbol\n1,A\n3,A\n".getBytes(StandardCharsets.UTF_8));
        }
        final Path cut = folder.resolve("cut.csv.gz");
        Files.write(cut, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 4));
        final List<CsvSource<DynamicRecord>> files =
                List.of(csv(cut, 1), csv("trades.csv", 0, "time_ns,symbol\n2,A\n4,A\n"));

        final CsvInputException e = assertThrows(CsvInputException.class, () -> read(files));
        assertTrue(e.getMessage().contains("cut.csv.gz, after line 3"), e.getMessage());
        assertEquals(List.of("Q1#0", "T2#0", "Q3#0"), order());
    }

    @Test
    void shouldFindMistakesInTheHeaderOfAnyFile() throws Exception {
        final MergedCsvSource<DynamicRecord> source = MergedCsvSource.of(
                List.of(csv("quotes.csv", 1, "time_ns,symbol\n"), csv("trades.csv", 0, "time_ns,sym\n")));
        assertThrows(MissingColumnException.class, () -> source.check(EVENT.layout()));
        assertThrows(MissingColumnException.class, () -> source.open(out));
        assertThrows(IllegalArgumentException.class, () -> MergedCsvSource.of(List.of()));
    }

    @Test
    void shouldMergeLikeAStableSortOfFilesInOrder() throws Exception {
        for (long seed = 1; seed <= 200; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<String> expected = new ArrayList<>();
            final List<long[]> all = new ArrayList<>();
            final StringBuilder[] texts = {new StringBuilder(), new StringBuilder()};
            for (int kind = 1; kind >= 0; kind--) {
                long timeNs = random.nextInt(10) - 5;
                texts[kind].append("time_ns,symbol\n");
                final int lines = random.nextInt(30);
                for (int i = 0; i < lines; i++) {
                    timeNs += random.nextInt(3);
                    texts[kind].append(timeNs).append(",A\n");
                    all.add(new long[] {timeNs, kind});
                }
            }
            all.sort((a, b) -> Long.compare(a[0], b[0]));
            all.forEach(event -> expected.add((event[1] == 0 ? "T" : "Q") + event[0] + "#0"));
            out.events.clear();
            read(texts[1].toString(), texts[0].toString());
            assertEquals(expected, order(), "seed " + seed);
        }
    }
}
