package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.KeyedStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.explain.SourceExplanation;
import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.engine.explain.WindowExplanation.Contents;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainTest {
    private static Pipeline pipeline() {
        final PipelineBuilder builder = Pipeline.builder("explained");
        final EventStream<Tick> left = builder.pushSource("left", TickFlyweight.TYPE, Watermarks.boundedDisorder(5));
        final EventStream<Tick> right = builder.pushSource("right", TickFlyweight.TYPE, Watermarks.ascending());
        left.union("both", List.of(right))
                .keyBy(Tick::key)
                .window(Windows.tumbling(10))
                .aggregate("sums", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        return builder.build();
    }

    private static void push(final PipelineTester tester, final String source, final long timeNs) {
        tester.push(source, TickFlyweight.TYPE, tick -> tick.timeNs(timeNs).key(1));
    }

    @Test
    void shouldNameTheSourceThatHoldsTheWatermarkBackAndWhatRaisesIt() {
        final Pipeline pipeline = pipeline();
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            assertEquals("left", tester.explain().heldBackBy().orElseThrow().source());
            tester.ingressAt(1_000);
            push(tester, "left", 20);
            tester.ingressAt(2_000);
            push(tester, "right", 30);
            final WatermarkExplanation explained = tester.explain();
            assertEquals(14, explained.watermarkNs());
            final SourceExplanation holder = explained.heldBackBy().orElseThrow();
            assertEquals(new SourceExplanation("left", SourceExplanation.State.ACTIVE, 14, 1_000, 0, 21), holder);
            assertTrue(explained.toString().contains("an event of 'left' at 21 ns or later"), explained.toString());
            snapshot = tester.snapshot();
        }
        try (PipelineTester tester = PipelineTester.restore(pipeline, snapshot)) {
            assertEquals(14, tester.explain().watermarkNs());
            assertEquals(1_000, tester.explain().heldBackBy().orElseThrow().sinceIngressNs());
            tester.idle("left");
            assertEquals("right", tester.explain().heldBackBy().orElseThrow().source());
            assertEquals(29, tester.explain().watermarkNs());
            tester.idle("right");
            assertTrue(tester.explain().heldBackBy().isEmpty());
        }
    }

    @Test
    void shouldSayWhyAWindowHasNotFiredAndWhichEventMakesItFire() {
        try (PipelineTester tester = PipelineTester.of(pipeline())) {
            push(tester, "left", 20);
            push(tester, "right", 30);
            final WindowExplanation open = tester.explainWindow("sums", "1", 20);
            assertFalse(open.hasPassed());
            assertEquals(29, open.firesAtNs());
            assertTrue(open.reason().contains("15 ns ahead"), open.reason());
            assertTrue(open.reason().contains("'left' at 35 ns"), open.reason());
            assertEquals(
                    0,
                    tester.push("left", TickFlyweight.TYPE, tick -> tick.timeNs(34))
                            .outputs("out")
                            .size());
            assertEquals(
                    1,
                    tester.push("left", TickFlyweight.TYPE, tick -> tick.timeNs(35))
                            .outputs("out")
                            .size());
            assertTrue(tester.explainWindow("sums", "1", 20).hasPassed());
            final IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> tester.explainWindow("sums", "1", 21));
            assertTrue(e.getMessage().contains("begins at 20"), e.getMessage());
            assertThrows(IllegalArgumentException.class, () -> tester.explainWindow("both", "1", 20));
        }
    }

    private static PipelineTester windows(final WindowAssigner windows, final Trigger<Object> trigger) {
        final PipelineBuilder builder = Pipeline.builder("test");
        WindowedStream<Tick> windowed = builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key)
                .window(windows);
        if (trigger != null) {
            windowed = windowed.trigger(trigger);
        }
        windowed.aggregate("sums", new SumAggregate()).results().forEach("out", tick -> {});
        return PipelineTester.of(builder.build());
    }

    private static void tick(final PipelineTester tester, final long timeNs, final long key) {
        tester.push("ticks", TickFlyweight.TYPE, tick -> tick.timeNs(timeNs).key(key));
    }

    private static void assertExplains(
            final WindowExplanation why, final Contents contents, final long firings, final String... parts) {
        assertEquals(contents, why.contents(), why.toString());
        assertEquals(firings, why.firings(), why.toString());
        for (final String part : parts) {
            assertTrue(why.reason().contains(part), why.toString());
        }
    }

    @Test
    void shouldSayWhatASessionWaitsForAndWhetherThereIsOne() {
        try (PipelineTester tester = windows(SessionWindows.withGap(10), null)) {
            tick(tester, 20, 1);
            tick(tester, 25, 1);
            final WindowExplanation why = tester.explainWindow("sums", "1", 30);
            assertExplains(why, Contents.SOME, 0, "reaches 34 ns", "10 ns ahead", "'ticks' at 35 ns", "longer");
            assertEquals(20, why.startNs());
            assertEquals(35, why.endNs());
            assertExplains(
                    tester.explainWindow("sums", "1", 50), Contents.NONE, 0, "no session of the key", "[20, 35)");
            assertExplains(tester.explainWindow("sums", "2", 30), Contents.NONE, 0, "nothing to fire");
        }
    }

    @Test
    void shouldSayHowManyEventsATriggerWaitsFor() {
        for (final WindowAssigner windows :
                new WindowAssigner[] {SessionWindows.withGap(100), GlobalWindow.INSTANCE, Windows.tumbling(1_000)}) {
            try (PipelineTester tester = windows(windows, Triggers.count(3))) {
                assertExplains(tester.explainWindow("sums", "1", 0), Contents.NONE, 0);
                for (int i = 0; i < 4; i++) {
                    tick(tester, 0, 1);
                }
                assertExplains(
                        tester.explainWindow("sums", "1", 0),
                        Contents.SOME,
                        1,
                        "had 1 results",
                        "2 more events of the key fire it");
                assertExplains(tester.explainWindow("sums", "2", 0), Contents.NONE, 0);
            }
        }
    }

    @Test
    void shouldSayHowManyEventsACountWindowWaitsFor() {
        try (PipelineTester tester = windows(CountWindows.tumbling(3), null)) {
            tick(tester, 1, 1);
            tick(tester, 2, 1);
            assertExplains(
                    tester.explainWindow("sums", "1", 0), Contents.SOME, 0, "2 of 3 events", "1 more of the key");
            tick(tester, 3, 1);
            assertExplains(tester.explainWindow("sums", "1", 0), Contents.NONE, 0, "holds no events of the key");
        }
    }

    @Test
    void shouldSayWhatAJoinWaitsFor() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final KeyedStream<Tick> ticks = builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key);
        ticks.asOfJoin(ticks)
                .join("asof", TickFlyweight.TYPE, (left, right, out) -> {})
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            tick(tester, 20, 1);
            final WindowExplanation why = tester.explainWindow("asof", "1", 20);
            assertFalse(why.hasPassed());
            assertExplains(why, Contents.UNKNOWN, 0, "when it reaches 20 ns", "'ticks' at 21 ns");
        }
    }

    @Test
    void shouldMarkASourceIdleThatHasHadNothingForAsLongAsItsWatermarksSay() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("left", TickFlyweight.TYPE, Watermarks.ascending())
                .union(
                        "both",
                        List.of(builder.source(
                                "right",
                                TickFlyweight.TYPE,
                                Watermarks.ascending().withIdleAfter(Duration.ofNanos(50)),
                                context -> null)))
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, "left", 100);
            push(tester, "right", 10);
            tester.ingressAt(49).tick();
            assertEquals(9, tester.watermarkNs());
            tester.ingressAt(50).tick();
            assertEquals(99, tester.watermarkNs(), "nobody holds it back any more");
            push(tester, "right", 30);
            push(tester, "left", 200);
            assertEquals(99, tester.watermarkNs(), "back, it counts at once");
            tester.ingressAt(100).tick();
            assertEquals(199, tester.watermarkNs());
        }
    }

    @Test
    void shouldCountWindowsThatNoTriggerEverAskedFor() {
        try (PipelineTester tester = windows(Windows.tumbling(10), Triggers.count(2))) {
            tick(tester, 1, 1);
            tick(tester, 2, 2);
            tick(tester, 3, 2);
            tick(tester, 15, 1);
            assertEquals(1, tester.unfiredWindows());
        }
    }
}
