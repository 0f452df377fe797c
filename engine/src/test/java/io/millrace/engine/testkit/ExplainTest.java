package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.explain.SourceExplanation;
import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.explain.WindowExplanation;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
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
}
