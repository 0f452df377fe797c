package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.function.Collector;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.operator.OperatorException;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PipelineTesterTest {
    /** What a misbehaving function keeps; a function's own captured values are checked when the pipeline is built. */
    private static Tick[] keptTicks;

    private static EventStream<Tick> ticks(final PipelineBuilder builder) {
        return builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(5));
    }

    private static TestStep push(final PipelineTester tester, final long timeNs, final long key, final long value) {
        return tester.push(
                "ticks",
                TickFlyweight.TYPE,
                tick -> tick.timeNs(timeNs).key(key).value(value));
    }

    private static List<Long> values(final TestStep step, final String sink) {
        return step.outputs(sink).stream()
                .map(output -> output.as(TickFlyweight.TYPE).value())
                .toList();
    }

    @Test
    void shouldPassEventsThroughFilterAndMapInOrder() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder)
                .filter(tick -> tick.value() % 2 == 0)
                .map(TickFlyweight.TYPE, (tick, out) -> out.key(tick.key()).value(tick.value() * 10))
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals(List.of(), push(tester, 1, 7, 3).outputs());
            final TestStep step = push(tester, 2, 7, 4);
            assertEquals(List.of(40L), values(step, "out"));
            assertEquals(2, step.outputs().get(0).timeNs(), "a record made by map inherits its event time");
            assertEquals(2, step.outputs().get(0).as(TickFlyweight.TYPE).timeNs());
            assertEquals(0, step.outputs().get(0).sequence());
            assertEquals(1, push(tester, 3, 7, 6).outputs().get(0).sequence());
        }
    }

    @Test
    void shouldEmitSeveralRecordsPerEventFromFlatMap() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder)
                .flatMap("repeat", TickFlyweight.TYPE, (Tick tick, Collector<TickFlyweight> out) -> {
                    for (long i = 0; i < tick.value(); i++) {
                        out.next().value(i);
                        out.emit();
                    }
                })
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals(List.of(0L, 1L, 2L), values(push(tester, 1, 7, 3), "out"));
            assertEquals(List.of(), values(push(tester, 1, 7, 0), "out"));
        }
    }

    @Test
    void shouldSendEachEventOneWayAtABranchAndEveryWayAtAFanOut() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final EventStream<Tick> ticks = ticks(builder);
        final EventStream.Branches<Tick> branches = ticks.branch("sign", tick -> tick.value() >= 0);
        branches.matching().forEach("positive", tick -> {});
        branches.rest().forEach("negative", tick -> {});
        ticks.forEach("all", tick -> {});
        branches.matching().union("both", List.of(branches.rest())).forEach("union", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            final TestStep step = push(tester, 1, 7, -3);
            assertEquals(List.of(), values(step, "positive"));
            assertEquals(List.of(-3L), values(step, "negative"));
            assertEquals(List.of(-3L), values(step, "all"));
            assertEquals(List.of(-3L), values(step, "union"));
            assertEquals(List.of(3L), values(push(tester, 1, 7, 3), "positive"));
        }
    }

    @Test
    void shouldRaiseTheWatermarkAfterEveryEvent() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder).forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals(Long.MIN_VALUE, tester.watermarkNs());
            push(tester, 100, 1, 1);
            assertEquals(94, tester.watermarkNs());
            push(tester, 90, 1, 1);
            assertEquals(94, tester.watermarkNs(), "never back");
            tester.watermark("ticks", 97);
            assertEquals(97, tester.watermarkNs());
            tester.endInput();
            assertEquals(Long.MAX_VALUE, tester.watermarkNs());
        }
    }

    @Test
    void shouldTakeTheLowestWatermarkOfActiveSources() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final EventStream<Tick> other = builder.pushSource("other", TickFlyweight.TYPE, Watermarks.ascending());
        ticks(builder).union("both", List.of(other)).forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 100, 1, 1);
            assertEquals(Long.MIN_VALUE, tester.watermarkNs(), "the other source has said nothing yet");
            tester.push("other", TickFlyweight.TYPE, tick -> tick.timeNs(50));
            assertEquals(49, tester.watermarkNs());
            tester.idle("other");
            assertEquals(94, tester.watermarkNs());
            tester.active("other");
            push(tester, 200, 1, 1);
            assertEquals(94, tester.watermarkNs(), "back from idle it counts at once");
            tester.endInput("other");
            assertEquals(194, tester.watermarkNs());
        }
    }

    @Test
    void shouldStopWithOperatorSequenceRecordAndCause() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder).filter("picky", tick -> 1 / tick.value() > -2).forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 1, 7, 3);
            final OperatorException failure = assertThrows(OperatorException.class, () -> push(tester, 2, 7, 0));
            assertEquals("picky", failure.operator());
            assertEquals(1, failure.sequence());
            assertTrue(failure.getMessage().contains("timeNs=2"), failure.getMessage());
            assertEquals(ArithmeticException.class, failure.getCause().getClass());
        }
    }

    @Test
    void shouldSkipAndCountWhereThePolicySaysSo() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder)
                .onError(ErrorPolicy.SKIP)
                .filter("picky", tick -> 1 / tick.value() > -2)
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals(List.of(), values(push(tester, 1, 7, 0), "out"));
            assertEquals(List.of(5L), values(push(tester, 2, 7, 5), "out"));
            assertEquals(1, tester.skipped());
        }
    }

    @Test
    void shouldPoisonARecordAfterTheCallItWasValidFor() {
        final Tick[] kept = new Tick[1];
        keptTicks = kept;
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder).filter(tick -> (keptTicks[0] = tick) != null).forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 1, 7, 3);
            assertEquals(0xDBDBDBDBDBDBDBDBL, kept[0].value());
        }
    }

    @Test
    void shouldPoisonARecordThatAFunctionMade() {
        final Tick[] kept = new Tick[1];
        keptTicks = kept;
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder)
                .map(TickFlyweight.TYPE, (tick, out) -> out.value(tick.value()))
                .filter(tick -> (keptTicks[0] = tick) != null)
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 1, 7, 3);
            assertEquals(0xDBDBDBDBDBDBDBDBL, kept[0].value());
        }
    }

    @Test
    void shouldGoOnFromASnapshot() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder).forEach("out", tick -> {});
        final Pipeline pipeline = builder.build();
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            assertEquals(0, tester.symbol("ticks", "AAPL"));
            push(tester, 100, 1, 1);
            snapshot = tester.snapshot();
        }
        try (PipelineTester tester = PipelineTester.restore(pipeline, snapshot)) {
            assertEquals(94, tester.watermarkNs());
            assertEquals("AAPL", tester.symbolText(0));
            assertEquals(0, tester.symbol("ticks", "AAPL"));
            assertEquals(1, tester.symbol("ticks", "MSFT"));
            assertEquals(1, push(tester, 90, 1, 1).outputs().get(0).sequence());
            assertEquals(94, tester.watermarkNs());
        }
    }

    private static List<Executable> steps(final PipelineTester tester) {
        return List.of(
                () -> push(tester, 1, 1, 1),
                () -> tester.ingressAt(5),
                () -> tester.symbol("ticks", "AAPL"),
                () -> tester.watermark("ticks", 5),
                () -> tester.idle("ticks"),
                () -> tester.active("ticks"),
                () -> tester.endInput("ticks"),
                tester::endInput,
                tester::snapshot);
    }

    @Test
    void shouldRefuseToBeUsedAfterClose() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder).forEach("out", tick -> {});
        final PipelineTester tester = PipelineTester.of(builder.build());
        push(tester, 1, 1, 1);
        tester.close();
        tester.close();
        final List<Executable> all = new ArrayList<>(steps(tester));
        all.addAll(List.of(tester::watermarkNs, tester::skipped, () -> tester.symbolText(0)));
        for (final Executable each : all) {
            final IllegalStateException refusal = assertThrows(IllegalStateException.class, each);
            assertEquals("this tester of pipeline 'test' has been closed", refusal.getMessage());
        }
    }

    @Test
    void shouldRefuseFurtherStepsAfterAFailureThatStops() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder).filter("picky", tick -> 1 / tick.value() > -2).forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 10, 7, 3);
            final OperatorException failure = assertThrows(OperatorException.class, () -> push(tester, 20, 7, 0));
            for (final Executable each : steps(tester)) {
                final IllegalStateException refusal = assertThrows(IllegalStateException.class, each);
                assertSame(failure, refusal.getCause());
                assertTrue(refusal.getMessage().contains("stopped"), refusal.getMessage());
            }
            assertEquals(4, tester.watermarkNs(), "what there was can still be looked at");
        }
    }

    @Test
    void shouldGoOnWhenOnlyTheWriterOfAnEventThrows() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder).forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> tester.push("ticks", TickFlyweight.TYPE, tick -> {
                        throw new IllegalArgumentException("no such price");
                    }));
            assertEquals(List.of(5L), values(push(tester, 1, 7, 5), "out"));
        }
    }

    @Test
    void shouldNameTheSourceWhoseWatermarksHaveNoGenerator() {
        final PipelineBuilder builder = Pipeline.builder("no-generator");
        builder.pushSource("ticks", TickFlyweight.TYPE, () -> null).forEach("out", tick -> {});
        final Pipeline pipeline = builder.build();
        final GraphException mistake = assertThrows(GraphException.class, () -> PipelineTester.of(pipeline));
        assertTrue(mistake.getMessage().contains("'ticks'"), mistake.getMessage());
    }
}
