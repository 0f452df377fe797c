package io.millrace.engine.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SymbolText;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSinkTest {
    private static final RecordType<DynamicRecord, DynamicRecord> BAR = RecordType.of(Layout.builder("Bar")
            .symbol("symbol")
            .int64("startNs")
            .decimal("open", 2)
            .int128("notional", 2)
            .bool("isFirst")
            .enumeration("side", List.of("BUY", "SELL"))
            .utf8("note", 16)
            .float64("ratio")
            .int64("bid")
            .optional()
            .build());

    @TempDir
    Path folder;

    private final DynamicRecord bar = BAR.newFlyweight();

    CsvSinkTest() {
        bar.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(BAR.sizeBytes())), 0);
    }

    @Test
    void shouldWriteAHeaderInSnakeCaseAndEveryKindOfField() throws Exception {
        final Path file = folder.resolve("bars.csv");
        Files.writeString(file, "what was there before, longer than what comes now".repeat(100));
        try (Sink<DynamicRecord> sink = CsvSink.<DynamicRecord>to(file).open(new Context())) {
            put("startNs", Long.MIN_VALUE).put("open", -5).put("side", 1).put("isFirst", 1);
            bar.int128(field("notional")).set(-1, 0);
            bar.putText(field("note"), "a,\"b\"\n\u20ac").putDouble(field("ratio"), 0.5);
            sink.accept(bar);
            bar.clear();
            put("symbol", 1).put("bid", 17);
            sink.accept(bar);
        }

        assertEquals(
                "symbol,start_ns,open,notional,is_first,side,note,ratio,bid\n"
                        + "ABC,-9223372036854775808,-0.05,-184467440737095516.16,true,SELL,\"a,"
                        + "\"\"b\"\"\n\u20ac\",0.5,\n"
                        + "\"X,Y\",0,0.00,0.00,false,BUY,,0.0,17\n",
                Files.readString(file));
    }

    @Test
    void shouldWriteMoreThanItsBuffer() throws Exception {
        final Path file = folder.resolve("bars.csv");
        try (Sink<DynamicRecord> sink = CsvSink.<DynamicRecord>to(file).open(new Context())) {
            for (int i = 0; i < 20_000; i++) {
                put("startNs", i);
                sink.accept(bar);
            }
        }

        final List<String> lines = Files.readAllLines(file);
        assertEquals(20_001, lines.size());
        assertEquals("ABC,19999,0.00,0.00,false,BUY,,0.0,", lines.get(20_000));
    }

    @Test
    void shouldMakeResultsVisibleWhenFlushed() throws Exception {
        final Path file = folder.resolve("bars.csv");
        try (Sink<DynamicRecord> sink = CsvSink.<DynamicRecord>to(file).open(new Context())) {
            assertEquals(1, Files.readAllLines(file).size());
            sink.accept(bar);
            sink.flush();
            assertEquals(2, Files.readAllLines(file).size());
        }
    }

    @Test
    void shouldAllocateNothingPerResult() throws Exception {
        final RecordType<DynamicRecord, DynamicRecord> plain = RecordType.of(Layout.builder("Plain")
                .symbol("symbol")
                .int64("startNs")
                .decimal("open", 2)
                .int128("notional", 4)
                .build());
        final DynamicRecord record = plain.newFlyweight();
        record.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(plain.sizeBytes())), 0);
        final Context context = new Context(plain);
        try (Sink<DynamicRecord> sink =
                CsvSink.<DynamicRecord>to(folder.resolve("plain.csv")).open(context)) {
            long least = Long.MAX_VALUE;
            for (int run = 0; run < 10; run++) {
                final long before = allocated();
                for (int i = 0; i < 10_000; i++) {
                    record.putLong(plain.layout().field("startNs"), i * 1_000_000_007L);
                    record.int128(plain.layout().field("notional")).set(i, i * 17L);
                    sink.accept(record);
                }
                least = Math.min(least, allocated() - before);
            }
            assertTrue(least < 10_000, least + " bytes for 10,000 results");
        }
    }

    @Test
    void shouldSayWhatHelpsWhenAFileCannotBeWritten() throws Exception {
        final Path missing = folder.resolve("none").resolve("bars.csv");
        assertEquals(
                "cannot write " + missing + ": there is no folder " + missing.getParent(),
                assertThrows(IOException.class, () -> CsvSink.to(missing).open(new Context()))
                        .getMessage());
        assertEquals(
                "cannot write " + folder + ": it is a folder",
                assertThrows(IOException.class, () -> CsvSink.to(folder).open(new Context()))
                        .getMessage());
    }

    @Test
    void shouldFailOnceWhenThereIsNoSpaceAndCloseAllTheSame() throws Exception {
        final Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full");
        try (CsvOutput output = CsvOutput.create(full)) {
            output.text("x").endRow();
            final IOException e = assertThrows(IOException.class, output::flush);
            assertTrue(
                    e.getMessage().startsWith("cannot write /dev/full: No space left on device; free"), e.getMessage());
            for (int i = 0; i < 100_000; i++) {
                output.text("the rest is dropped").endRow();
            }
        }
    }

    @Test
    void shouldWriteRejectsWithTheirTextQuoted() throws Exception {
        final Path file = folder.resolve("rejects.csv");
        try (RejectHandler rejects = RejectFile.to(file).open()) {
            rejects.onReject("in.csv", 7, "price: not a number: \"x\"", "1,x");
        }
        assertEquals(
                "file,line,reason,text\nin.csv,7,\"price: not a number: \"\"x\"\"\",\"1,x\"\n", Files.readString(file));
    }

    private CsvSinkTest put(final String field, final long value) {
        bar.putLong(field(field), value);
        return this;
    }

    private static io.millrace.record.Field field(final String name) {
        return BAR.layout().field(name);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private record Context(RecordType<?, ?> type) implements SinkContext {
        Context() {
            this(BAR);
        }

        @Override
        public String name() {
            return "bars";
        }

        @Override
        public long outputSequence() {
            return 0;
        }

        @Override
        public long timeNs() {
            return 0;
        }

        @Override
        public long ingressNs() {
            return 0;
        }

        @Override
        public Journaling journaling() {
            return Journaling.NONE;
        }

        @Override
        public boolean replaying() {
            return false;
        }

        @Override
        public SymbolText symbols() {
            return id -> id == 0 ? "ABC" : "X,Y";
        }
    }
}
