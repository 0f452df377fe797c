package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.WindowedStream;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlidingWindowPipelineTest {
    private static Pipeline sums(final Windows windows) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final WindowedStream.Results<TickFlyweight, Tick> sums = builder.pushSource(
                        "ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(5))
                .keyBy(Tick::key)
                .window(windows)
                .aggregate("sums", new SumAggregate());
        sums.results().forEach("out", tick -> {});
        sums.late().forEach("late", tick -> {});
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
    void shouldEmitEveryWindowThatAnEventIsIn() {
        try (PipelineTester tester = PipelineTester.of(sums(Windows.sliding(10, 5)))) {
            assertEquals("", text(push(tester, 7, 1, 3), "out"));
            assertEquals("1=3@9", text(push(tester, 15, 1, 4), "out"));
            assertEquals("1=3@14 1=4@19 1=4@24", text(tester.endInput(), "out"));
        }
    }

    @Test
    void shouldEnterAnEventThatIsLateForSomeWindowsAndAddItToTheOthers() {
        try (PipelineTester tester = PipelineTester.of(sums(Windows.sliding(10, 5)))) {
            push(tester, 7, 1, 3);
            push(tester, 15, 1, 4);
            final TestStep partly = push(tester, 8, 1, 10);
            assertEquals("", text(partly, "late"), "it is not late for all of its windows");
            assertEquals(1, partly.late().size());
            assertEquals(List.of("sums"), partly.late().get(0).missed());
            assertEquals(1, partly.late().get(0).lateByNs());
            assertEquals(List.of("sums"), partly.late().get(0).partly());
            assertEquals(Map.of("sums", List.of(0L)), partly.late().get(0).windows());
            final TestStep wholly = push(tester, 4, 1, 100);
            assertEquals(List.of(), wholly.late().get(0).partly());
            assertEquals(Map.of("sums", List.of(-5L, 0L)), wholly.late().get(0).windows());
            assertEquals("1=100@4", text(wholly, "late"));
            assertEquals(1, wholly.late().size());
            assertEquals("1=13@14 1=4@19 1=4@24", text(tester.endInput(), "out"));
        }
    }

    @Test
    void shouldLeaveOutEventsInGapsWithoutCallingThemLate() {
        try (PipelineTester tester = PipelineTester.of(sums(Windows.sliding(3, 10)))) {
            push(tester, 2, 1, 3);
            assertEquals(List.of(), push(tester, 5, 1, 4).late());
            assertEquals("1=3@2", text(tester.endInput(), "out"));
            assertEquals(0, tester.skipped());
            assertEquals(1, tester.inGaps());
        }
    }

    @Test
    void shouldGoOnFromASnapshotAfterEveryEvent() {
        byte[] snapshot = null;
        final StringBuilder out = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            try (PipelineTester tester = snapshot == null
                    ? PipelineTester.of(sums(Windows.sliding(10, 4)))
                    : PipelineTester.restore(sums(Windows.sliding(10, 4)), snapshot)) {
                out.append(text(push(tester, i, 1, 1), "out")).append(' ');
                snapshot = tester.snapshot();
            }
        }
        assertEquals(
                "1=2@1 1=6@5 1=10@9 1=10@13 1=10@17 1=10@21",
                out.toString().strip().replaceAll(" +", " "));
    }

    @Test
    void shouldGroupByRecordsOfSeveralFields() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(
                        TickKeyFlyweight.TYPE,
                        (Tick tick, TickKeyFlyweight key) ->
                                key.low(tick.key() % 2).high(tick.key() / 2))
                .window(Windows.sliding(10, 5))
                .aggregate("sums", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 1, 5, 3);
            push(tester, 2, 4, 4);
            push(tester, 3, 5, 5);
            assertEquals("201=8@4 200=4@4 201=8@9 200=4@9", text(tester.endInput(), "out"));
        }
    }
}
