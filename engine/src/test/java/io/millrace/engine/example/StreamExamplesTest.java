package io.millrace.engine.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.testkit.PipelineTester;
import io.millrace.engine.testkit.TestStep;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StreamExamplesTest {
    private static EventStream<Trade> source(final PipelineBuilder builder, final String name) {
        return builder.pushSource(name, TradeFlyweight.TYPE, Watermarks.ascending());
    }

    private static PipelineTester tester(final Consumer<EventStream<Trade>> example) {
        final PipelineBuilder builder = Pipeline.builder("example");
        example.accept(source(builder, "trades"));
        final PipelineTester tester = PipelineTester.of(builder.build());
        tester.symbol("trades", "ACME");
        return tester;
    }

    private static TestStep push(
            final PipelineTester tester, final String source, final long timeNs, final long price, final long count) {
        return tester.push(
                source,
                TradeFlyweight.TYPE,
                trade -> trade.timeNs(timeNs).price(price).quantity(count));
    }

    @Test
    void shouldPutStreamsTogetherAndTakeThemApart() {
        final PipelineBuilder builder = Pipeline.builder("example");
        StreamExamples.unionAndBranch(source(builder, "nyse"), source(builder, "nasdaq"), source(builder, "arca"));
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals(1, push(tester, "arca", 1, 1, 10_000).outputs("large").size());
            assertEquals(1, push(tester, "nasdaq", 1, 1, 9_999).outputs("small").size());
        }
    }

    @Test
    void shouldTellOfEveryRankThatChanges() {
        try (PipelineTester tester = tester(trades -> StreamExamples.top(trades.keyBy(Trade::symbol)))) {
            assertEquals(1, push(tester, "trades", 1, 1, 5).outputs("ranks").size());
            assertEquals(2, push(tester, "trades", 2, 1, 7).outputs("ranks").size(), "first, and the other second");
            assertEquals(1, push(tester, "trades", 3, 1, 1).outputs("ranks").size());
            assertEquals(0, push(tester, "trades", 4, 1, 1).outputs("ranks").size(), "four are too many");
        }
    }

    @Test
    void shouldReadResultsAndSideOutput() {
        try (PipelineTester tester = tester(StreamExamples::results)) {
            push(tester, "trades", 1, 1, 1);
            final long laterNs = Duration.ofMinutes(2).toNanos();
            assertEquals(
                    1, push(tester, "trades", laterNs, 1, 1).outputs("silence").size());
        }
    }

    @Test
    void shouldPrintTextsOfSymbols() {
        try (PipelineTester tester = tester(StreamExamples::texts)) {
            assertEquals(1, push(tester, "trades", 1, 1, 1).outputs("texts").size());
        }
    }

    @Test
    void shouldKeepEveryKindOfStateForAsLongAsItLives() {
        try (PipelineTester tester =
                tester(trades -> StateExamples.unusual(trades).forEach("out", trade -> {}))) {
            assertEquals(1, push(tester, "trades", 1, 10, 5).outputs("out").size());
            assertEquals(0, push(tester, "trades", 2, 10, 9).outputs("out").size(), "a recent price");
            assertEquals(0, push(tester, "trades", 3, 11, 8).outputs("out").size(), "not the largest trade");
            final long hourNs = Duration.ofHours(1).toNanos();
            tester.ingressAt(hourNs - 1);
            assertEquals(0, push(tester, "trades", 4, 10, 1).outputs("out").size(), "lives on, and longer");
            tester.ingressAt(2 * hourNs - 1);
            assertEquals(0, push(tester, "trades", 5, 10, 1).outputs("out").size(), "rounded up to 8 ns");
            tester.ingressAt(3 * hourNs + 8);
            final TestStep fresh = push(tester, "trades", 6, 10, 2);
            assertEquals(
                    2, fresh.outputs("out").get(0).as(TradeFlyweight.TYPE).quantity(), "all of it has been forgotten");
        }
    }

    @Test
    void shouldFireWithEveryOtherEventAndNotAtTheEnd() {
        final PipelineBuilder builder = Pipeline.builder("example");
        source(builder, "trades")
                .keyBy(Trade::symbol)
                .window(Windows.tumbling(100))
                .trigger(new EveryOther())
                .aggregate("pairs", Aggregates.<Trade>named("Count").count("n").build())
                .results()
                .forEach("out", count -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals(0, push(tester, "trades", 1, 1, 1).outputs("out").size());
            assertEquals(1, push(tester, "trades", 2, 1, 1).outputs("out").size());
            assertEquals(0, push(tester, "trades", 3, 1, 1).outputs("out").size());
            assertEquals(0, push(tester, "trades", 200, 1, 1).outputs("out").size());
            assertEquals(1, tester.unfiredWindows());
        }
    }

    @Test
    void shouldExplainTheWindowThatHoldsATime() {
        final PipelineBuilder builder = Pipeline.builder("example");
        source(builder, "trades")
                .keyBy(Trade::symbol)
                .window(Windows.tumbling(Duration.ofSeconds(1)))
                .aggregate("bars", Aggregates.<Trade>named("Count").count("n").build())
                .results()
                .forEach("out", count -> {});
        try (Run run = Millrace.start(builder.build(), RunOptions.defaults().withLayout(Layout.INLINE))) {
            final String why = StreamExamples.explained(run, 1_234_567_890).toString();
            assertTrue(why.contains("[1000000000, 2000000000)"), why);
        }
    }
}
