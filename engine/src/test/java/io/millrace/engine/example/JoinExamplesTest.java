package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Joined;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.windowing.watermark.Watermarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JoinExamplesTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide.md");
    private static final Path SOURCE = Path.of("src/test/java/io/millrace/engine/example/JoinExamples.java");

    /** The tagged regions of the examples, without indentation. */
    private static List<String> regions() throws IOException {
        final List<String> regions = new ArrayList<>();
        StringBuilder region = null;
        for (final String line : Files.readAllLines(SOURCE)) {
            if (line.strip().startsWith("// tag::")) {
                region = new StringBuilder();
            } else if (line.strip().startsWith("// end::")) {
                regions.add(region.toString());
                region = null;
            } else if (region != null) {
                region.append(line.strip()).append('\n');
            }
        }
        return regions;
    }

    @Test
    void shouldShowInTheGuideWhatIsCompiledHere() throws IOException {
        final String guide = Files.readString(GUIDE).lines().map(String::strip).collect(Collectors.joining("\n"));
        for (final String region : regions()) {
            assertTrue(guide.contains(region), "docs/guide.md does not contain this:\n" + region);
        }
    }

    @Test
    void shouldJoinTradesWithTheirQuotes() {
        final PipelineBuilder builder = Pipeline.builder("quoted");
        final EventStream<Trade> trades = builder.pushSource("trades", TradeFlyweight.TYPE, Watermarks.ascending());
        final EventStream<Quote> quotes = builder.pushSource("quotes", QuoteFlyweight.TYPE, Watermarks.ascending());
        final Joined<QuotedTrade, Trade, Quote> joined = JoinExamples.asOf(trades, quotes);
        joined.results().forEach("out", trade -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            tester.push(
                    "trades",
                    TradeFlyweight.TYPE,
                    trade -> trade.timeNs(5).symbol(1).price(10_125));
            tester.push(
                    "quotes",
                    QuoteFlyweight.TYPE,
                    quote -> quote.timeNs(4).symbol(1).bid(10_120));
            assertEquals(
                    "[out[0] QuotedTrade{timeNs=5, symbol=#1, price=10125, bid=10120}]",
                    tester.endInput().outputs().toString());
        }
    }
}
