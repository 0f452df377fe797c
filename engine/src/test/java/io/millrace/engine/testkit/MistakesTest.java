package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.KeyedStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.operator.OperatorException;
import io.millrace.state.StateOptions;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;
import io.millrace.windowing.trigger.Triggers;
import io.millrace.windowing.watermark.WatermarkSpec;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Whatever is used wrongly is an error that says where. */
class MistakesTest {
    private static KeyedStream<Tick> keyed() {
        return keyed(Pipeline.builder("test"), Watermarks.ascending());
    }

    private static KeyedStream<Tick> keyed(final PipelineBuilder builder, final WatermarkSpec watermarks) {
        return builder.pushSource("ticks", TickFlyweight.TYPE, watermarks).keyBy(Tick::key);
    }

    private static void assertNamesStream(final String problem, final Executable declaration) {
        final GraphException mistake = assertThrows(GraphException.class, declaration);
        assertEquals("operator 'window behind ticks': " + problem, mistake.getMessage());
    }

    private static void assertRefused(final String problem, final WindowAssigner windows) {
        assertNamesStream(problem, () -> keyed().window(windows));
    }

    @Test
    void shouldNameTheStreamOfWindowsThatCannotBe() {
        assertRefused("gap of sessions must be positive: 0 ns", SessionWindows.withGap(0));
        assertRefused("gap of sessions must be positive: -5 ns", SessionWindows.withGap(-5));
        assertRefused("window size must be positive: 0 ns", Windows.tumbling(0));
        assertRefused("window size must be positive: 0 ns", Windows.tumbling(0).withOffset(3));
        assertRefused("window size must be positive: -1 ns", Windows.sliding(-1, 1));
        assertRefused("slide must be positive: 0 ns", Windows.sliding(1, 0));
        assertRefused("size of count windows must be positive: 0 events", CountWindows.tumbling(0));
        assertRefused("slide of count windows must be positive: -2 events", CountWindows.sliding(3, -2));
        assertRefused("its window is null", (WindowAssigner) null);
    }

    @Test
    void shouldNameTheOperatorOfAJoinInWindowsThatCannotBe() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final KeyedStream<Tick> ticks = keyed(builder, Watermarks.ascending());
        final GraphException mistake = assertThrows(
                GraphException.class,
                () -> ticks.windowJoin(ticks, Windows.tumbling(0))
                        .join("pairs", TickFlyweight.TYPE, (left, right, out) -> {}));
        assertTrue(mistake.getMessage().contains("window size must be positive: 0 ns"), mistake.getMessage());
    }

    private static void assertRefused(final String problem, final Trigger<Object> trigger) {
        assertNamesStream(problem, () -> keyed().window(Windows.tumbling(1)).trigger(trigger));
    }

    @Test
    void shouldNameTheStreamOfATriggerThatCannotBe() {
        assertRefused("number of events of a trigger must be positive: 0", Triggers.count(0));
        assertRefused(
                "number of events of a trigger must be positive: 0",
                Triggers.count(0).orAtEnd());
        assertRefused("period of a trigger, in ns, must be positive: 0", Triggers.every(Duration.ZERO));
        assertRefused("period of a trigger, in ns, must be positive: -1", Triggers.everyProcessingTime(-1));
        assertRefused("delay of a trigger, in ns, must be positive: 0", Triggers.afterProcessingTime(0));
        assertRefused("its trigger is null", (Trigger<Object>) null);
    }

    @Test
    void shouldNameTheAggregateAndTheFieldOfAQuantileOutOfRange() {
        final IllegalArgumentException mistake = assertThrows(
                IllegalArgumentException.class,
                () -> Aggregates.<Tick>named("Figures").quantile("high", 1.1, Tick::value));
        assertTrue(
                mistake.getMessage().startsWith("aggregate 'Figures', field high: a quantile is a share from 0 to 1"),
                mistake.getMessage());
    }

    /** Says nothing. */
    private static final class Silent implements Trigger<Tick> {
        private static final long serialVersionUID = 1L;

        @Override
        public Decision onEvent(final Tick event, final TriggerContext context) {
            if (event.value() == 0) {
                return null;
            }
            if (event.value() == 1) {
                context.setTimer(event.timeNs() + 5);
            }
            return Decision.CONTINUE;
        }

        @Override
        public Decision onTimer(final TriggerContext context) {
            return null;
        }

        @Override
        public String toString() {
            return "silent";
        }
    }

    private static void push(final PipelineTester tester, final long timeNs, final long value) {
        tester.push(
                "ticks", TickFlyweight.TYPE, tick -> tick.timeNs(timeNs).key(7).value(value));
    }

    private static OperatorException failureOf(
            final WindowAssigner assigner, final Trigger<Tick> trigger, final long... values) {
        final PipelineBuilder builder = Pipeline.builder("test");
        WindowedStream<Tick> windows = keyed(builder, Watermarks.ascending()).window(assigner);
        if (trigger != null) {
            windows = windows.trigger(trigger);
        }
        windows.aggregate(
                        "sums",
                        Aggregates.<Tick>named("Sums").sum("sum", Tick::value).build())
                .results()
                .forEach("out", sums -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            return assertThrows(OperatorException.class, () -> {
                for (int i = 0; i < values.length; i++) {
                    push(tester, i * 10L, values[i]);
                }
            });
        }
    }

    private static void assertSays(final OperatorException failure, final String... parts) {
        assertEquals("sums", failure.operator());
        for (final String part : parts) {
            assertTrue(failure.getMessage().contains(part), failure.getMessage());
        }
    }

    @Test
    void shouldNameTheTriggerThatReturnsNull() {
        for (final WindowAssigner windows : new WindowAssigner[] {Windows.tumbling(100), SessionWindows.withGap(100)}) {
            assertSays(failureOf(windows, new Silent(), 0), "trigger 'silent' returned null from onEvent");
            assertSays(failureOf(windows, new Silent(), 1, 2), "trigger 'silent' returned null from onTimer");
        }
    }

    @Test
    void shouldNameOperatorKeyAndWindowOfASumThatDoesNotFit() {
        final long[] values = {Long.MAX_VALUE, 1, 0, 0};
        for (final WindowAssigner windows : new WindowAssigner[] {
            Windows.tumbling(20), Windows.sliding(20, 20), CountWindows.tumbling(2),
        }) {
            assertSays(failureOf(windows, null, values), "[0, ", ") of key 7", "sum");
        }
    }

    @Test
    void shouldNameTheRecordWhoseGapIsNotPositive() {
        for (final long gapNs : new long[] {0, -3}) {
            assertSays(
                    failureOf(SessionWindows.<Tick>gapFrom(Tick::value), null, 1, gapNs),
                    "gap of a session must be positive: " + gapNs + " ns",
                    "Tick{timeNs=10, key=7, value=" + gapNs);
        }
    }

    @Test
    void shouldNameTheSourceWhoseWatermarkFunctionFails() {
        final PipelineBuilder builder = Pipeline.builder("test");
        keyed(builder, Watermarks.<Tick>punctuated(tick -> 1 / tick.value()))
                .reduce("last", TickFlyweight.TYPE, (one, other) -> {}, StateOptions.DEFAULT)
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 1, 1);
            final OperatorException failure = assertThrows(OperatorException.class, () -> push(tester, 2, 0));
            assertEquals("ticks", failure.operator());
            assertTrue(failure.getMessage().contains("value=0"), failure.getMessage());
            assertTrue(failure.getCause() instanceof ArithmeticException, failure.getMessage());
        }
    }
}
