package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AggregateExamplesTest {
    private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();

    private static void push(final PipelineTester tester, final long second, final long price, final long quantity) {
        tester.push(
                "trades",
                TradeFlyweight.TYPE,
                trade -> trade.timeNs(second * SECOND_NS).symbol(1).price(price).quantity(quantity));
    }

    @Test
    void shouldComputeAllFiguresOfAWindow() {
        final PipelineBuilder builder = Pipeline.builder("figures");
        AggregateExamples.figures(builder.pushSource(
                        "trades", TradeFlyweight.TYPE, Watermarks.boundedDisorder(Duration.ofSeconds(20))))
                .forEach("print", figures -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 16, 103, 10);
            push(tester, 10, 100, 30);
            push(tester, 13, 97, 20);
            // The window [10 s, 20 s): 100 for 3 s, 97 for 3 s, 103 for 4 s; weights 1/4, 1/2, 1; the median is near
            // 20.
            final String figures = tester.watermark("trades", 20 * SECOND_NS - 1)
                    .outputs()
                    .get(0)
                    .record()
                    .toString();
            assertEquals(
                    "Figures{symbol=1, endNs=20000000000, open=100, high=103, low=97, close=103, vwap=99, twap=100,"
                            + " deviation=2.449489742783178, trend=100.85714285714286,"
                            + " median=20.124223602484474, p99=30.0, largest1=100, largest2=97}",
                    figures);
        }
    }

    @Test
    void shouldKeepTheLaws() {
        AggregateExamples.shouldKeepTheLaws();
    }
}
