package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.windowing.watermark.Watermarks;
import org.junit.jupiter.api.Test;

class SessionExamplesTest {
    private static String push(final PipelineTester tester, final long timeMs, final long quantity) {
        return tester.push(
                        "trades",
                        TradeFlyweight.TYPE,
                        trade -> trade.timeNs(timeMs * 1_000_000).symbol(1).quantity(quantity))
                .outputs()
                .toString();
    }

    @Test
    void shouldTakeBackTheBurstThatALateTradeMakesLonger() {
        final PipelineBuilder builder = Pipeline.builder("bursts");
        SessionExamples.bursts(builder.pushSource("trades", TradeFlyweight.TYPE, Watermarks.ascending()));
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 1_000, 7);
            assertEquals(
                    "[print[0] Burst{symbol=1, startNs=1000000000, endNs=1500000000, volume=7}]",
                    push(tester, 2_000, 5));
            assertEquals(
                    "[take-back[0] Burst{symbol=1, startNs=1000000000, endNs=1500000000, volume=7},"
                            + " print[1] Burst{symbol=1, startNs=700000000, endNs=1500000000, volume=10}]",
                    push(tester, 700, 3));
        }
    }

    @Test
    void shouldTellTheRangeOfTheLastHundredTradesAfterEveryTenth() {
        final PipelineBuilder builder = Pipeline.builder("ranges");
        SessionExamples.hundreds(builder.pushSource("trades", TradeFlyweight.TYPE, Watermarks.ascending()));
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            final StringBuilder out = new StringBuilder();
            for (int i = 1; i <= 115; i++) {
                final int price = i;
                out.append(tester.push(
                                "trades",
                                TradeFlyweight.TYPE,
                                trade -> trade.symbol(1).price(price))
                        .outputs());
            }
            assertEquals(
                    "print[0] Range{symbol=1, high=100, low=1} print[1] Range{symbol=1, high=110, low=11}",
                    out.toString()
                            .replaceAll("(\\[\\])+", "")
                            .replace("][", " ")
                            .replaceAll("^\\[|\\]$", ""));
        }
    }
}
