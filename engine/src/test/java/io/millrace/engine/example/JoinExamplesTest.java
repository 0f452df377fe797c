package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.EventStream;
import io.millrace.engine.Joined;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.windowing.watermark.Watermarks;
import org.junit.jupiter.api.Test;

class JoinExamplesTest {
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
