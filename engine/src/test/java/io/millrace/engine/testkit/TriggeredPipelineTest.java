package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.operator.OperatorException;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.trigger.Decision;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.TriggerContext;
import io.millrace.windowing.trigger.Triggers;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Triggers, lateness, modes and elements by way of the pipeline's own words. */
class TriggeredPipelineTest {
    private static EventStream<Tick> ticks(final PipelineBuilder builder) {
        return builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(5));
    }

    private static Pipeline sums(final WindowAssigner assigner, final UnaryOperator<WindowedStream<Tick>> setup) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final WindowedStream.Results<TickFlyweight, Tick> sums =
                setup.apply(ticks(builder).keyBy(Tick::key).window(assigner)).aggregate("sums", new SumAggregate());
        sums.results().forEach("out", tick -> {});
        sums.late().forEach("late", tick -> {});
        if (assigner instanceof SessionWindows) {
            sums.retractions().forEach("retracted", tick -> {});
        }
        return builder.build();
    }

    private static TestStep push(final PipelineTester tester, final long timeNs, final long key, final long value) {
        return tester.push(
                "ticks",
                TickFlyweight.TYPE,
                tick -> tick.timeNs(timeNs).key(key).value(value));
    }

    private static String text(final TestStep step, final String sink) {
        final StringBuilder text = new StringBuilder();
        for (final TestOutput output : step.outputs(sink)) {
            final Tick tick = output.as(TickFlyweight.TYPE);
            text.append(tick.key())
                    .append('=')
                    .append(tick.value())
                    .append('@')
                    .append(output.timeNs())
                    .append(' ');
        }
        return text.toString().trim();
    }

    @Test
    void shouldFireAgainAtOnceWhenAnEventComesWithinTheAllowedLateness() {
        final Pipeline pipeline = sums(Windows.tumbling(10), windows -> windows.allowedLatenessNs(20));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 1, 1, 1);
            assertEquals("1=1@9", text(push(tester, 15, 1, 10), "out"));
            assertEquals("1=3@9", text(push(tester, 2, 1, 2), "out"));
            assertEquals("2=7@9", text(push(tester, 3, 2, 7), "out"), "a key that the window did not have");
            assertEquals("", text(push(tester, 30, 1, 0), "late"));
            assertEquals("1=7@9", text(push(tester, 4, 1, 4), "out"), "the watermark is 24: last plus lateness is 29");
            final TestStep closing = push(tester, 35, 1, 0);
            assertEquals(List.of(), closing.late());
            final TestStep late = push(tester, 4, 1, 4);
            assertEquals("1=4@4", text(late, "late"));
            assertEquals(1, late.late().size());
            assertEquals(25, late.late().get(0).lateByNs());
        }
    }

    @Test
    void shouldForgetWhatWasInAResultWhereItDiscards() {
        final Pipeline pipeline = sums(
                Windows.tumbling(10),
                windows -> windows.allowedLateness(Duration.ofNanos(20)).discarding());
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 1, 1, 1);
            assertEquals("1=1@9", text(push(tester, 15, 1, 10), "out"));
            assertEquals("1=2@9", text(push(tester, 2, 1, 2), "out"));
        }
    }

    @Test
    void shouldHaveEarlyResultsAtMultiplesAndOneAtTheEnd() {
        final Pipeline pipeline = sums(Windows.tumbling(100), windows -> windows.trigger(Triggers.every(10)));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 1, 1, 1);
            assertEquals("", text(push(tester, 14, 1, 2), "out"), "the watermark is 8");
            assertEquals("1=7@99", text(push(tester, 15, 1, 4), "out"));
            assertEquals("", text(push(tester, 16, 1, 8), "out"));
            assertEquals("1=15@99", text(push(tester, 90, 2, 16), "out"), "one result, however many multiples");
            assertEquals("2=16@99", text(push(tester, 1_000_000_000, 2, 8), "out"), "once, at the end, if it is new");
        }
    }

    /** A trigger whose timer sets itself again, a nanosecond later. */
    private static final class EveryNanosecond implements Trigger<Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public Decision onEvent(final Object event, final TriggerContext window) {
            window.setTimer(window.timeNs());
            return Decision.CONTINUE;
        }

        @Override
        public Decision onTimer(final TriggerContext window) {
            window.setTimer(window.timeNs() + 1);
            return Decision.CONTINUE;
        }
    }

    @Test
    void shouldStopATriggerThatLoopsThroughAJumpOfTimeWithItsNameAndKey() {
        final List<WindowAssigner> assigners =
                List.of(GlobalWindow.INSTANCE, Windows.tumbling(Duration.ofHours(1)), SessionWindows.withGap(1L << 40));
        for (final WindowAssigner assigner : assigners) {
            final Pipeline pipeline = sums(assigner, windows -> windows.trigger(new EveryNanosecond()));
            try (PipelineTester tester = PipelineTester.of(pipeline)) {
                push(tester, 100, 7, 1);
                push(tester, 1_000, 7, 1);
                final OperatorException e = assertThrows(OperatorException.class, () -> push(tester, 1L << 50, 8, 1));
                assertEquals("sums", e.operator(), assigner.toString());
                assertTrue(e.getMessage().contains("key 7"), e.getMessage());
                assertTrue(e.getMessage().contains(TriggerContext.MAX_ROUNDS + " timers"), e.getMessage());
            }
            try (PipelineTester tester = PipelineTester.of(pipeline)) {
                push(tester, 100, 7, 1);
                tester.endInput();
            }
        }
    }

    @Test
    void shouldCountInTheGlobalWindowAndEndItWithTheInput() {
        final Pipeline counted = sums(
                GlobalWindow.INSTANCE,
                windows -> windows.trigger(Triggers.count(2)).discarding());
        try (PipelineTester tester = PipelineTester.of(counted)) {
            assertEquals("", text(push(tester, 1, 1, 1), "out"));
            assertEquals("", text(push(tester, 2, 2, 1), "out"));
            assertEquals("1=5@3", text(push(tester, 3, 1, 4), "out"), "at the largest time in it");
            assertEquals("", text(push(tester, 4, 1, 4), "out"));
            assertEquals("", text(tester.endInput(), "out"), "a count fires by number only");
        }
        final Pipeline atEnd = sums(GlobalWindow.INSTANCE, windows -> windows.trigger(Triggers.endOfInput()));
        try (PipelineTester tester = PipelineTester.of(atEnd)) {
            push(tester, 1, 1, 1);
            push(tester, 1_000, 2, 1);
            push(tester, 5, 1, 2);
            assertEquals("1=3@5 2=1@1000", text(tester.endInput(), "out"));
        }
    }

    @Test
    void shouldLeaveAnEventOutOfThoseWindowsForWhichItIsLate() {
        final Pipeline pipeline = sums(Windows.sliding(20, 10), windows -> windows.trigger(Triggers.count(1)));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 30, 1, 1);
            final TestStep partly = push(tester, 15, 1, 2);
            assertEquals("1=2@29", text(partly, "out"));
            assertEquals(List.of("sums"), partly.late().get(0).missed());
            assertEquals(List.of("sums"), partly.late().get(0).partly());
            assertEquals("", text(partly, "late"));
            final TestStep wholly = push(tester, 3, 1, 2);
            assertEquals(List.of("sums"), wholly.late().get(0).missed());
            assertEquals(List.of(), wholly.late().get(0).partly());
        }
    }

    @Test
    void shouldWorkOnTheElementsOfWindowsOverAllKeys() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder)
                .onError(ErrorPolicy.SKIP)
                .windowAll(Windows.tumbling(10))
                .process(
                        "pairs",
                        TickFlyweight.TYPE,
                        (window, elements, out) -> {
                            for (int i = 0; i < elements.size(); i++) {
                                out.next()
                                        .key(elements.get(i).key())
                                        .value(elements.get(i).value() * 1_000 + elements.droppedCount());
                                out.emit();
                            }
                        },
                        3)
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 5, 1, 1);
            push(tester, 3, 2, 2);
            push(tester, 4, 1, 3);
            push(tester, 4, 1, 4);
            assertEquals("1=1001@9 2=2001@9 1=3001@9", text(push(tester, 15, 1, 5), "out"), "the fourth had no room");
            assertEquals("1=5000@19", text(tester.endInput(), "out"));
        }
    }

    @Test
    void shouldReduceTheEventsOfAWindowToOne() {
        for (final WindowAssigner assigner :
                List.of(Windows.tumbling(20), Windows.sliding(20, 20), Windows.sliding(20, 10))) {
            final PipelineBuilder builder = Pipeline.builder("test");
            ticks(builder)
                    .keyBy(Tick::key)
                    .window(assigner)
                    .reduce(
                            "largest",
                            TickFlyweight.TYPE,
                            (into, tick) -> into.value(Math.max(into.value(), tick.value())))
                    .results()
                    .forEach("out", tick -> {});
            try (PipelineTester tester = PipelineTester.of(builder.build())) {
                push(tester, 11, 1, -5);
                push(tester, 12, 1, -3);
                push(tester, 13, 1, -4);
                push(tester, 14, 2, 8);
                assertEquals("1=-3@19 2=8@19", text(push(tester, 25, 3, 0), "out"), assigner.toString());
            }
        }
    }

    @Test
    void shouldCutWindowsByIngressTime() {
        final Pipeline pipeline = sums(Windows.tumbling(10), WindowedStream::byProcessingTime);
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            tester.ingressAt(101);
            push(tester, 5, 1, 1);
            tester.ingressAt(109);
            push(tester, 90_000, 1, 2);
            tester.ingressAt(110);
            final TestStep step = push(tester, 1, 1, 4);
            assertEquals("1=3@109", text(step, "out"), "the event that makes time pass is in the next window");
            assertEquals(List.of(), step.late(), "nothing is late by processing time");
            tester.ingressAt(120);
            assertEquals("1=4@119", text(tester.tick(), "out"));
            push(tester, 1, 1, 8);
            assertEquals("1=8@129", text(tester.endInput(), "out"));
        }
    }

    @Test
    void shouldHaveEarlyResultsByIngressTime() {
        final Pipeline pipeline =
                sums(GlobalWindow.INSTANCE, windows -> windows.trigger(Triggers.everyProcessingTime(10)));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            tester.ingressAt(101);
            assertEquals("", text(push(tester, 5, 1, 1), "out"));
            tester.ingressAt(110);
            assertEquals("1=1@5", text(tester.tick(), "out"));
            tester.ingressAt(200);
            assertEquals("", text(tester.tick(), "out"), "nothing new");
            push(tester, 6, 1, 2);
            assertEquals("1=3@6", text(tester.endInput(), "out"));
        }
    }

    @Test
    void shouldGoOnFromASnapshotWithKeysThatAreRecords() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder)
                .keyBy(
                        TickKeyFlyweight.TYPE,
                        (tick, key) -> key.high((int) tick.key()).low(1))
                .window(Windows.tumbling(10))
                .trigger(Triggers.count(2).orAtEnd())
                .aggregate("sums", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        final Pipeline pipeline = builder.build();
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 1, 3, 1);
            snapshot = tester.snapshot();
        }
        try (PipelineTester tester = PipelineTester.restore(pipeline, snapshot)) {
            assertEquals("301=3@9", text(push(tester, 2, 3, 2), "out"));
            assertEquals("301=3@9", text(push(tester, 15, 3, 2), "out"));
        }
    }

    @Test
    void shouldRefuseWindowsThatMakeNoSense() {
        assertMistake("global window has no end", GlobalWindow.INSTANCE, windows -> windows);
        assertMistake("lateness is negative", Windows.tumbling(5), windows -> windows.allowedLatenessNs(-1));
        assertMistake(
                "before the input has ended", Windows.tumbling(5), windows -> windows.trigger(Triggers.endOfInput()));
        assertMistake("count windows know no time", CountWindows.tumbling(5), windows -> windows.allowedLatenessNs(1));
        assertMistake(
                "nothing is late for it",
                GlobalWindow.INSTANCE,
                windows -> windows.trigger(Triggers.count(1)).allowedLatenessNs(1));
        assertMistake(
                "nothing is late by processing time",
                Windows.tumbling(5),
                windows -> windows.byProcessingTime().allowedLatenessNs(1));
    }

    private static void assertMistake(
            final String mistake, final WindowAssigner assigner, final UnaryOperator<WindowedStream<Tick>> setup) {
        final GraphException refused = assertThrows(GraphException.class, () -> sums(assigner, setup));
        assertTrue(refused.getMessage().contains(mistake), refused.getMessage());
        assertTrue(refused.getMessage().contains("sums"), refused.getMessage());
    }

    @Test
    void shouldDescribeWindowsWithAllThatWasSetUp() {
        final String text = sums(
                        Windows.tumbling(10),
                        windows -> windows.trigger(Triggers.count(3).orAtEnd())
                                .allowedLatenessNs(7)
                                .discarding())
                .describe();
        assertTrue(text.contains("tumbling 10 ns, trigger every 3 events or at end, lateness 7 ns, discarding"), text);
    }
}
