package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.Timers;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.operator.OperatorException;
import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.trigger.Triggers;
import io.millrace.windowing.watermark.WatermarkSpec;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What results say of their window's state, which windows late events miss, and what waits for watermarks in vain. */
class LastResultsTest {
    private static Pipeline counts(
            final WatermarkSpec watermarks,
            final WindowAssigner windows,
            final UnaryOperator<WindowedStream<Tick>> setup) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final WindowedStream<Tick> windowed = builder.pushSource("ticks", TickFlyweight.TYPE, watermarks)
                .keyBy(Tick::key)
                .window(windows);
        setup.apply(windowed)
                .aggregate(
                        "counts",
                        Aggregates.<Tick>named("Counts")
                                .count("n")
                                .firedBefore("fired")
                                .dropped("dropped")
                                .build())
                .results()
                .forEach("out", each -> {});
        return builder.build();
    }

    private static TestStep push(final PipelineTester tester, final String source, final long timeNs) {
        return tester.push(
                source, TickFlyweight.TYPE, tick -> tick.timeNs(timeNs).key(1));
    }

    private static List<String> results(final TestStep step) {
        final List<String> texts = new ArrayList<>();
        step.outputs("out").forEach(output -> texts.add(output.record().toString()));
        return texts;
    }

    @Test
    void shouldSayThatTheStateIsDroppedWhenTheWatermarkJumpsOverTheLateness() {
        final Pipeline pipeline = counts(
                Watermarks.manual(), Windows.tumbling(10), windows -> windows.allowedLateness(Duration.ofNanos(30)));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, "ticks", 5);
            assertEquals(List.of("Counts{n=1, fired=0, dropped=true}"), results(tester.watermark("ticks", 1_000)));
            push(tester, "ticks", 1_005);
            assertEquals(List.of("Counts{n=1, fired=0, dropped=false}"), results(tester.watermark("ticks", 1_009)));
            assertEquals(List.of("Counts{n=2, fired=1, dropped=false}"), results(push(tester, "ticks", 1_006)));
            push(tester, "ticks", 1_025);
            assertEquals(List.of("Counts{n=1, fired=0, dropped=true}"), results(tester.endInput()));
        }
    }

    @Test
    void shouldSayThatTheStateIsDroppedInEveryLastResultAtTheEndOfInput() {
        final List<WindowAssigner> all =
                List.of(Windows.tumbling(10), Windows.sliding(10, 5), SessionWindows.withGap(10));
        for (final WindowAssigner windows : all) {
            for (final long latenessNs : new long[] {0, 30, Long.MAX_VALUE}) {
                final Pipeline pipeline =
                        counts(Watermarks.manual(), windows, each -> each.allowedLatenessNs(latenessNs));
                try (PipelineTester tester = PipelineTester.of(pipeline)) {
                    push(tester, "ticks", 5);
                    final List<String> last = results(tester.endInput());
                    assertTrue(!last.isEmpty(), windows.toString());
                    last.forEach(text -> assertEquals("Counts{n=1, fired=0, dropped=true}", text, windows.toString()));
                }
            }
        }
    }

    @Test
    void shouldFireOnceInAJumpOverMultiplesAndTheEnd() {
        for (final boolean byEnd : new boolean[] {false, true}) {
            final Pipeline pipeline =
                    counts(Watermarks.manual(), Windows.tumbling(100), windows -> windows.trigger(Triggers.every(10)));
            try (PipelineTester tester = PipelineTester.of(pipeline)) {
                push(tester, "ticks", 5);
                final TestStep step = byEnd ? tester.endInput() : tester.watermark("ticks", 1_000);
                assertEquals(List.of("Counts{n=1, fired=0, dropped=true}"), results(step));
            }
        }
    }

    @Test
    void shouldEndTheGlobalWindowWithTheInputAndNotWithAWildEventOrWatermark() {
        for (final boolean byWatermark : new boolean[] {false, true}) {
            final Pipeline pipeline = counts(
                    byWatermark ? Watermarks.manual() : Watermarks.ascending(),
                    GlobalWindow.INSTANCE,
                    windows -> windows.trigger(Triggers.endOfInput()));
            try (PipelineTester tester = PipelineTester.of(pipeline)) {
                push(tester, "ticks", 5);
                final TestStep wild = byWatermark
                        ? tester.watermark("ticks", Long.MAX_VALUE)
                        : push(tester, "ticks", Long.MAX_VALUE - 1);
                assertEquals(List.of(), results(wild));
                final TestStep after = push(tester, "ticks", 6);
                assertEquals(List.of(), after.late());
                assertEquals(
                        List.of("Counts{n=" + (byWatermark ? 2 : 3) + ", fired=0, dropped=true}"),
                        results(tester.endInput()));
            }
        }
    }

    @Test
    void shouldEndTheGlobalWindowByProcessingTimeWithTheInput() {
        final Pipeline pipeline = counts(
                Watermarks.none(),
                GlobalWindow.INSTANCE,
                windows -> windows.byProcessingTime().trigger(Triggers.endOfInput()));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, "ticks", 5);
            assertEquals(List.of("Counts{n=1, fired=0, dropped=true}"), results(tester.endInput()));
        }
    }

    private static EventStream<Tick> source(final PipelineBuilder builder, final String name) {
        return builder.pushSource(name, TickFlyweight.TYPE, Watermarks.manual());
    }

    @Test
    void shouldSayWhichWindowsOfAJoinALateEventMissed() {
        final PipelineBuilder builder = Pipeline.builder("test");
        source(builder, "left")
                .keyBy(Tick::key)
                .windowJoin(source(builder, "right").keyBy(Tick::key), Windows.sliding(100, 50))
                .join("j", TickFlyweight.TYPE, (left, right, out) -> {})
                .results()
                .forEach("out", each -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            tester.watermark("left", 1_060);
            tester.watermark("right", 1_060);
            for (final String side : List.of("left", "right")) {
                final TestLate late = push(tester, side, 1_010).late().get(0);
                assertEquals(List.of("j"), late.missed());
                assertEquals(List.of("j"), late.partly());
                assertEquals(Map.of("j", List.of(950L)), late.windows());
                final TestLate wholly = push(tester, side, 910).late().get(0);
                assertEquals(List.of(), wholly.partly());
                assertEquals(Map.of("j", List.of(850L, 900L)), wholly.windows());
            }
            assertEquals(
                    1,
                    tester.watermark("left", 1_099).outputs("out").size()
                            + tester.watermark("right", 1_099).outputs("out").size());
        }
    }

    @Test
    void shouldNameNoWindowsOfAJoinThatHasNone() {
        final PipelineBuilder builder = Pipeline.builder("test");
        source(builder, "left")
                .keyBy(Tick::key)
                .asOfJoin(source(builder, "right").keyBy(Tick::key))
                .join("j", TickFlyweight.TYPE, (left, right, out) -> {})
                .results()
                .forEach("out", each -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            tester.watermark("left", 1_060);
            tester.watermark("right", 1_060);
            final TestLate late = push(tester, "left", 1_010).late().get(0);
            assertEquals(List.of("j"), late.missed());
            assertEquals(List.of(), late.partly());
            assertEquals(Map.of("j", List.of()), late.windows());
        }
    }

    @Test
    void shouldSayUntilWhenAWindowIsKeptForLateEvents() {
        final Pipeline pipeline =
                counts(Watermarks.manual(), Windows.tumbling(10), windows -> windows.allowedLatenessNs(30));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, "ticks", 5);
            tester.watermark("ticks", 20);
            final String kept = tester.explainWindow("counts", "1", 0).reason();
            assertTrue(kept.contains("kept until the watermark reaches 39 ns, which is 19 ns ahead"), kept);
            assertTrue(kept.contains("a late event of the key fires it again"), kept);
            tester.watermark("ticks", 39);
            final String gone = tester.explainWindow("counts", "1", 0).reason();
            assertTrue(gone.contains("in the late output"), gone);
        }
    }

    @Test
    void shouldRefuseWhatWaitsForWatermarksOfASourceWithoutAny() {
        final GraphException trigger = assertThrows(
                GraphException.class,
                () -> counts(Watermarks.none(), GlobalWindow.INSTANCE, windows -> windows.trigger(Triggers.every(10))));
        assertTrue(trigger.getMessage().contains("'counts'"), trigger.getMessage());
        assertTrue(trigger.getMessage().contains("source 'ticks' gives none"), trigger.getMessage());
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.none())
                .keyBy(Tick::key)
                .deduplicate("distinct", TickFlyweight.TYPE, Duration.ofNanos(5))
                .forEach("out", each -> {});
        final GraphException repeated = assertThrows(GraphException.class, builder::build);
        assertEquals("distinct", repeated.operator());
    }

    @Test
    void shouldRefuseATimerOnEventTimeBehindASourceWithoutWatermarks() {
        try (PipelineTester tester = PipelineTester.of(timers(5))) {
            final OperatorException refused = assertThrows(OperatorException.class, () -> push(tester, "ticks", 1));
            assertEquals("beat", refused.operator());
            assertTrue(refused.getMessage().contains("source 'ticks' gives none"), refused.getMessage());
        }
        try (PipelineTester tester = PipelineTester.of(timers(Long.MAX_VALUE))) {
            push(tester, "ticks", 1);
            assertEquals(1, tester.pendingTimers());
        }
    }

    private static Pipeline timers(final long atNs) {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.none())
                .keyBy(Tick::key)
                .process(
                        "beat",
                        TickFlyweight.TYPE,
                        states -> {
                            final Timers timers = states.timers();
                            return new ProcessFunction<Tick, TickFlyweight>() {
                                @Override
                                public void onEvent(
                                        final Tick tick,
                                        final ProcessContext context,
                                        final Collector<TickFlyweight> out) {
                                    timers.registerEventTime(atNs, 1);
                                }
                            };
                        },
                        ProcessSpec.of().withTimers())
                .results()
                .forEach("out", each -> {});
        return builder.build();
    }

    @Test
    void shouldRefuseAWatermarkOfASourceThatIsDeclaredWithoutAndSayThatNothingRaisesIt() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.none()).forEach("out", each -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            final String explained = tester.explain().toString();
            assertTrue(explained.contains("nothing but the end of the input"), explained);
            final OperatorException refused = assertThrows(OperatorException.class, () -> tester.watermark("ticks", 5));
            assertTrue(refused.getMessage().contains("Watermarks.none()"), refused.getMessage());
            assertTrue(refused.getMessage().contains("ticks"), refused.getMessage());
        }
    }

    @Test
    void shouldRefuseWindowsThatOverlapBeyondMeasureWhereEachIsKeptForItself() {
        final Windows windows = Windows.sliding(Duration.ofSeconds(1), Duration.ofNanos(1));
        final GraphException refused = assertThrows(
                GraphException.class, () -> counts(Watermarks.manual(), windows, each -> each.allowedLatenessNs(1)));
        assertTrue(refused.getMessage().contains("make the slide at least 10000 ns"), refused.getMessage());
        counts(Watermarks.manual(), Windows.sliding(100_000, 1), each -> each.allowedLatenessNs(1));
        counts(Watermarks.manual(), windows, each -> each);
    }

    @Test
    void shouldSayWhichDurationOfAWindowIsMissingOrTooLong() {
        final Duration long400000Days = Duration.ofDays(400_000);
        final ArithmeticException size =
                assertThrows(ArithmeticException.class, () -> Windows.tumbling(long400000Days));
        assertTrue(size.getMessage().contains("window size exceeds some 292 years"), size.getMessage());
        final NullPointerException gap =
                assertThrows(NullPointerException.class, () -> SessionWindows.withGap((Duration) null));
        assertTrue(gap.getMessage().contains("gap of sessions"), gap.getMessage());
        final GraphException lateness = assertThrows(
                GraphException.class,
                () -> counts(Watermarks.manual(), Windows.tumbling(5), each -> each.allowedLateness(long400000Days)));
        assertTrue(lateness.getMessage().contains("allowed lateness"), lateness.getMessage());
    }
}
