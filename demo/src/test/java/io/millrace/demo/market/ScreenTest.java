package io.millrace.demo.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.sink.SinkContext;
import io.millrace.engine.sink.SymbolText;
import io.millrace.record.RecordType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    private final StringWriter text = new StringWriter();
    private final Board board = new Board();

    @ParameterizedTest
    @CsvSource({"80, 24", "200, 60", "60, 24", "40, 10", "20, 5", "80, 3", "10, 2", "1, 1"})
    void shouldFitATerminalWhateverTheNumbers(final int columns, final int rows) throws Exception {
        final Scales scales = new Scales(9, 9);
        final BarFlyweight bar = bar(scales);
        final Sink<BarFlyweight> sink = board.sink(new Context(scales.barType()));
        for (int symbol = 0; symbol < 100; symbol++) {
            bar.symbol(symbol)
                    .endNs(Long.MAX_VALUE)
                    .open(Long.MIN_VALUE)
                    .high(Long.MAX_VALUE)
                    .low(Long.MIN_VALUE)
                    .close(Long.MAX_VALUE)
                    .count(Long.MAX_VALUE);
            bar.volume().set(Long.MAX_VALUE, Long.MIN_VALUE);
            sink.accept(bar);
        }
        final Snapshot snapshot = new Snapshot(
                "trades of " + "x".repeat(200),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE,
                "event",
                everything());

        final TerminalSize size = new TerminalSize(columns, rows);
        final List<String> lines = new Screen(new PrintWriter(text), board, scales, size).lines(snapshot);
        assertTrue(lines.size() <= Math.min(23, Math.max(1, rows - 1)), lines.size() + " lines");
        for (final String line : lines) {
            assertTrue(line.length() <= Math.min(79, Math.max(1, columns - 1)), line);
        }
    }

    private static RowCounts everything() {
        final Map<Output, Long> results = new EnumMap<>(Output.class);
        for (final Output output : Output.values()) {
            results.put(output, Long.MAX_VALUE);
        }
        return new RowCounts(results, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @Test
    void shouldMarkWhatItLeavesOut() throws Exception {
        final Scales scales = new Scales(2, 0);
        final BarFlyweight bar = bar(scales);
        final Sink<BarFlyweight> sink = board.sink(new Context(scales.barType()));
        for (int symbol = 995; symbol < 1_010; symbol++) {
            bar.symbol(symbol - 995)
                    .endNs(1_000_000_000L)
                    .open(12_345)
                    .high(12_345)
                    .low(12_345)
                    .close(12_345)
                    .count(1);
            sink.accept(bar);
        }
        final Snapshot snapshot = new Snapshot("test", 1, 1, 1, 1, -1, "trade", RowCounts.ofBars(1, 1, 1));

        final List<String> usual = lines(scales, TerminalSize.USUAL, snapshot);
        assertTrue(usual.get(3).startsWith("LONGNAME0  00:00:01.000    123.45"), usual.get(3));
        assertEquals("... and 3 more", usual.get(15));
        final List<String> small = lines(scales, new TerminalSize(40, 10), snapshot);
        assertEquals("symbol        bar end      open ..", small.get(1));
        assertEquals("LONGNA.. 00:00:01.000    123.45", small.get(2));
        assertEquals("... and 12 more", small.get(5));
        assertEquals(9, small.size());
    }

    @Test
    void shouldReadTheSizeOfATerminal() {
        assertEquals(new TerminalSize(132, 43), TerminalSize.parse("43 132\n"));
        assertEquals(TerminalSize.USUAL, TerminalSize.parse("0 0\n"));
        assertEquals(TerminalSize.USUAL, TerminalSize.parse(""));
        assertEquals(TerminalSize.USUAL, TerminalSize.parse("stty: no tty"));
    }

    private List<String> lines(final Scales scales, final TerminalSize size, final Snapshot snapshot) {
        return new Screen(new PrintWriter(text), board, scales, size).lines(snapshot);
    }

    @Test
    void shouldShowTheNewestBarOfEachSymbol() throws Exception {
        final Scales scales = new Scales(2, 0);
        final BarFlyweight bar = bar(scales);
        final Sink<BarFlyweight> sink = board.sink(new Context(scales.barType()));
        for (int i = 1; i <= 3; i++) {
            bar.symbol(1)
                    .endNs(i * 1_000_000_000L)
                    .open(1000)
                    .high(1200)
                    .low(900)
                    .close(1100 + i)
                    .count(17);
            bar.volume().set(42);
            sink.accept(bar);
        }
        final Snapshot snapshot =
                new Snapshot("test", 2_000_000_000, 51, 1_000, 2_999_999_999L, -1, "trade", RowCounts.ofBars(3, 2, 1));
        final Screen screen = new Screen(new PrintWriter(text), board, scales, TerminalSize.USUAL);
        screen.show(snapshot);
        screen.show(snapshot);
        screen.end();

        final String picture = text.toString();
        assertTrue(picture.contains("SYM1   00:00:03.000     10.00     12.00      9.00     11.03      42     17"));
        assertTrue(picture.contains("watermark 00:00:02.999"));
        assertTrue(picture.contains("3 bars, 2 late, 1 rejected"));
        assertEquals(2, picture.split("Millrace market: test", -1).length - 1);
        assertTrue(picture.endsWith("\033[?25h"));
    }

    @Test
    void shouldGroupDigitsAndTellTimes() {
        assertEquals("0", Figures.grouped(0));
        assertEquals("999", Figures.grouped(999));
        assertEquals("-1,234,567", Figures.grouped(-1_234_567));
        assertEquals("9,223,372,036,854,775,807", Figures.grouped(Long.MAX_VALUE));
        assertEquals("14:30:00.123", Figures.time(TickGenerator.START_NS + 123_456_789));
        assertEquals("23:59:59.999", Figures.time(-1));
        assertEquals("1.50", Figures.seconds(1_500_000_000));
        assertEquals("12.3", Figures.seconds(12_345_000_000L));
        assertEquals("0.1", Figures.micros(100));
    }

    private static BarFlyweight bar(final Scales scales) {
        final BarFlyweight bar = scales.barType().newFlyweight();
        bar.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(bar.sizeBytes())), 0);
        return bar;
    }

    private record Context(RecordType<?, ?> type) implements SinkContext {
        @Override
        public String name() {
            return "board";
        }

        @Override
        public long outputSequence() {
            return 0;
        }

        @Override
        public boolean replaying() {
            return false;
        }

        @Override
        public Journaling journaling() {
            return Journaling.NONE;
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
        public SymbolText symbols() {
            return id -> (id == 1 ? "SYM" : "LONGNAME") + id;
        }
    }
}
