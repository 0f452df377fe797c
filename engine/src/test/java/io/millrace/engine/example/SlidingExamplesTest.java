package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlidingExamplesTest {
    @Test
    void shouldHaveTheHighestPriceOfTheLastTenSecondsEverySecond() {
        final PipelineBuilder builder = Pipeline.builder("highs");
        SlidingExamples.highs(builder.pushSource("trades", TradeFlyweight.TYPE, Watermarks.ascending()))
                .results()
                .forEach("out", bar -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            tester.push(
                    "trades",
                    TradeFlyweight.TYPE,
                    trade -> trade.timeNs(Duration.ofSeconds(4).toNanos())
                            .symbol(1)
                            .price(10_125));
            assertEquals(
                    10,
                    tester.endInput().outputs("out").stream()
                            .filter(output -> output.as(BarFlyweight.TYPE).high() == 10_125)
                            .count());
        }
    }
}
