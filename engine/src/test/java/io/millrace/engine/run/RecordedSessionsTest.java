package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.record.DynamicRecord;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.watermark.Watermarks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions of recorded trades, compared with answers that others computed. The recordings are not part of this project:
 * they are looked for in {@code shared/data}, beside the checkout or a folder above it, or where the system property
 * {@code millrace.data} says.
 */
class RecordedSessionsTest {
    private static final long MILLI_NS = 1_000_000;

    @ParameterizedTest
    @EnumSource(Layout.class)
    void shouldFindTheKnownSessionsOfCryptoTrades(final Layout layout) throws Exception {
        final Path data = data("crypto_binance_202408");
        final List<String> symbols = List.of("BTCUSDT", "ETHUSDT");
        final List<long[]> trades = new ArrayList<>();
        for (final String[] row : rows(data.resolve("normalized/usdm_20240808.csv.gz"))) {
            if (!row[1].isEmpty() && row[3].equals("T")) {
                trades.add(trade(row[1], symbols.indexOf(row[2]), row[6]));
            }
        }
        assertEquals(expected(data), sessions(trades, symbols, layout));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void shouldFindTheKnownSessionsOfEquityTrades(final Layout layout) throws Exception {
        final Path data = data("equity_taq_us_201310");
        final List<String> symbols = List.of("AIG", "IBM");
        final List<long[]> trades = new ArrayList<>();
        for (final String symbol : symbols) {
            for (final String[] row : rows(data.resolve("trades/" + symbol + "_20131007.csv.gz"))) {
                trades.add(trade(row[0], symbols.indexOf(symbol), row[2]));
            }
        }
        trades.sort(Comparator.comparingLong(trade -> trade[0]));
        assertEquals(expected(data), sessions(trades, symbols, layout));
    }

    private static long[] trade(final String millis, final int symbol, final String quantity) {
        return new long[] {Long.parseLong(millis) * MILLI_NS, symbol, Long.parseLong(quantity)};
    }

    /** key, start, end, count, volume; times in milliseconds. */
    private static List<String> sessions(final List<long[]> trades, final List<String> symbols, final Layout layout)
            throws InterruptedException {
        final PipelineBuilder builder = Pipeline.builder("sessions");
        final List<String> found = Collections.synchronizedList(new ArrayList<>());
        builder.source(
                        "trades",
                        TickFlyweight.TYPE,
                        Watermarks.boundedDisorder(Duration.ofMillis(200)),
                        TickFeed.of(trades))
                .keyBy(Tick::key)
                .window(SessionWindows.withGap(Duration.ofMillis(500)))
                .aggregate(
                        "sessions",
                        Aggregates.<Tick>named("Session")
                                .key("key")
                                .start("start")
                                .end("end")
                                .count("count")
                                .sum("volume", Tick::value)
                                .build())
                .results()
                .sink("out", context -> session -> found.add(text(session, symbols)));
        try (Run run = Millrace.start(builder.build(), RunOptions.defaults().withLayout(layout))) {
            run.join();
            assertEquals(RunState.ENDED, run.state());
            assertEquals(0, run.metrics().lateEvents());
        }
        Collections.sort(found);
        return found;
    }

    private static String text(final DynamicRecord session, final List<String> symbols) {
        return symbols.get((int) get(session, "key")) + "," + get(session, "start") / MILLI_NS + ","
                + get(session, "end") / MILLI_NS + "," + get(session, "count") + "," + get(session, "volume");
    }

    private static long get(final DynamicRecord session, final String field) {
        return session.getLong(session.type().layout().field(field));
    }

    private static List<String> expected(final Path data) throws IOException {
        return rows(data.resolve("expected/sessions_gap_500ms.csv.gz")).stream()
                .skip(1)
                .map(row -> String.join(",", row))
                .sorted()
                .toList();
    }

    private static List<String[]> rows(final Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            return reader.lines().map(line -> line.split(",", -1)).toList();
        }
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
        final boolean there = found != null && Files.isDirectory(found.resolve(set));
        if (!there) {
            System.out.println("SKIPPED: recorded trades (" + set + ") are not in shared/data above "
                    + Path.of("").toAbsolutePath() + "; -Dmillrace.data=FOLDER says where they are");
        }
        assumeTrue(there);
        return found.resolve(set);
    }
}
