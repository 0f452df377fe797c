package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.engine.testkit.TestStep;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TriggerExamplesTest {
    private static PipelineTester tester(final Function<EventStream<Trade>, EventStream<?>> example) {
        final PipelineBuilder builder = Pipeline.builder("example");
        example.apply(builder.pushSource("trades", TradeFlyweight.TYPE, Watermarks.ascending()))
                .forEach("out", result -> {});
        return PipelineTester.of(builder.build());
    }

    private static TestStep push(
            final PipelineTester tester, final long seconds, final long price, final long quantity) {
        return tester.push(
                "trades",
                TradeFlyweight.TYPE,
                trade -> trade.timeNs(Duration.ofSeconds(seconds).toNanos())
                        .symbol(1)
                        .price(price)
                        .quantity(quantity));
    }

    @Test
    void shouldHaveEarlyResultsAndLateOnes() {
        try (PipelineTester tester = tester(TriggerExamples::early)) {
            assertEquals(0, push(tester, 3, 1, 1).outputs("out").size());
            assertEquals(1, push(tester, 11, 1, 1).outputs("out").size());
            assertEquals(0, push(tester, 61, 1, 1).outputs("out").size(), "nothing new since the early result");
            assertEquals(1, push(tester, 5, 1, 1).outputs("out").size(), "late, but not too late");
        }
    }

    @Test
    void shouldCutStreamsByCountAndByDelay() {
        try (PipelineTester tester = tester(TriggerExamples::hundreds)) {
            for (int i = 1; i < 100; i++) {
                assertEquals(0, push(tester, i, 1, 1).outputs("out").size());
            }
            assertEquals(1, push(tester, 100, 1, 1).outputs("out").size());
            assertEquals(0, tester.endInput().outputs("out").size(), "nothing is left");
        }
        try (PipelineTester tester = tester(TriggerExamples::news)) {
            push(tester, 1, 1, 1);
            push(tester, 4, 1, 1);
            assertEquals(1, push(tester, 10, 1, 1).outputs("out").size());
        }
    }

    @Test
    void shouldReduceAndWorkOnElements() {
        try (PipelineTester tester = tester(TriggerExamples::largest)) {
            push(tester, 1, 10, 5);
            push(tester, 1, 11, 9);
            push(tester, 1, 12, 7);
            assertEquals(
                    11,
                    push(tester, 2, 1, 1)
                            .outputs("out")
                            .get(0)
                            .as(TradeFlyweight.TYPE)
                            .price());
        }
        try (PipelineTester tester = tester(TriggerExamples::rises)) {
            push(tester, 1, 10, 5);
            push(tester, 1, 11, 9);
            push(tester, 1, 9, 7);
            push(tester, 1, 10, 7);
            assertEquals(2, push(tester, 2, 1, 1).outputs("out").size());
        }
    }
}
