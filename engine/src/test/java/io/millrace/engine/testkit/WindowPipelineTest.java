package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.function.MapFunction;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowPipelineTest {
    private static Pipeline sums() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final WindowedStream.Results<TickFlyweight, Tick> sums =
                ticks(builder).keyBy(Tick::key).window(Windows.tumbling(10)).aggregate("sums", new SumAggregate());
        sums.results().forEach("out", tick -> {});
        sums.late().forEach("late", tick -> {});
        return builder.build();
    }

    private static EventStream<Tick> ticks(final PipelineBuilder builder) {
        return builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(5));
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
    void shouldEmitWindowWhenWatermarkPassesEnd() {
        try (PipelineTester tester = PipelineTester.of(sums())) {
            assertEquals("", text(push(tester, 9, 2, 1), "out"));
            assertEquals("", text(push(tester, 0, 1, 2), "out"));
            assertEquals("", text(push(tester, 14, 1, 5), "out"), "the watermark is 8, one short of the end");
            assertEquals("2=1@9 1=2@9", text(push(tester, 15, 2, 7), "out"));
            assertEquals("2=7@19 1=5@19", text(tester.endInput(), "out"), "by place in the list of live keys");
        }
    }

    @Test
    void shouldHandOutLateEventsAndEnterThemInTheLedgerOnce() {
        try (PipelineTester tester = PipelineTester.of(sums())) {
            push(tester, 0, 1, 1);
            push(tester, 15, 1, 1);
            final TestStep step = push(tester, 3, 1, 9);
            assertEquals("1=9@3", text(step, "late"));
            assertEquals("", text(step, "out"));
            assertEquals(1, step.late().size());
            assertEquals(6, step.late().get(0).lateByNs());
            assertEquals(List.of("sums"), step.late().get(0).missed());
            assertEquals("ticks", step.late().get(0).source());
        }
    }

    @Test
    void shouldNotJudgeResultsLateForAWindowBehindAWindow() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder)
                .keyBy(Tick::key)
                .window(Windows.tumbling(10))
                .aggregate("first", new SumAggregate())
                .results()
                .keyBy(tick -> 0L)
                .window(Windows.tumbling(10))
                .aggregate("second", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 1, 1, 3);
            push(tester, 2, 2, 4);
            final TestStep step = push(tester, 15, 1, 5);
            assertEquals("0=7@9", text(step, "out"));
            assertEquals(List.of(), step.late());
            assertEquals("0=5@19", text(tester.endInput(), "out"));
        }
    }

    /** Windows behind windows; between them a function that gives each result another time. */
    private static Pipeline chained(final MapFunction<Tick, TickFlyweight> between) {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder)
                .keyBy(Tick::key)
                .window(Windows.tumbling(10))
                .aggregate("first", new SumAggregate())
                .results()
                .map("between", TickFlyweight.TYPE, (tick, out) -> between.map(tick, out))
                .keyBy(tick -> 0L)
                .window(Windows.tumbling(10))
                .aggregate("second", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        return builder.build();
    }

    @Test
    void shouldEnterAResultThatIsLateForAFurtherWindowInItsOwnName() {
        final Pipeline pipeline =
                chained((tick, out) -> out.timeNs(tick.timeNs() - 15).value(tick.value()));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 1, 7, 3);
            final TestStep step = push(tester, 25, 7, 4);
            assertEquals(1, step.late().size(), "in the step that made it, not with the next event");
            final TestLate late = step.late().get(0);
            assertEquals("first", late.source());
            assertEquals(List.of("second"), late.missed());
            assertEquals(9, late.timeNs());
            assertEquals(-1, late.lateByNs(), "judged by the watermark just below the end of its window");
            assertEquals(3, late.as(TickFlyweight.TYPE).value());
            assertEquals(List.of(), push(tester, 26, 7, 5).late());
            final TestStep both = push(tester, 5, 7, 6);
            assertEquals("ticks", both.late().get(0).source());
            assertEquals(List.of("first"), both.late().get(0).missed());
            assertEquals(
                    List.of("first"),
                    tester.endInput().late().stream().map(TestLate::source).toList());
        }
    }

    @Test
    void shouldEnterALateResultAlsoWhereAMarkFiredIt() {
        final Pipeline pipeline =
                chained((tick, out) -> out.timeNs(tick.timeNs() - 15).value(tick.value()));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 1, 7, 3);
            assertEquals(1, tester.watermark("ticks", 9).late().size());
            assertEquals(List.of(), push(tester, 10, 7, 4).late());
        }
    }

    @Test
    void shouldNotHoldTheNextEventsWatermarkBackForAResultThatCannotBeRepresented() {
        final Pipeline pipeline =
                chained((tick, out) -> out.timeNs(Long.MAX_VALUE).value(tick.value()));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 1, 7, 3);
            push(tester, 25, 7, 4);
            assertEquals(1, tester.skipped());
            push(tester, 30, 7, 5);
            assertEquals(24, tester.watermarkNs());
        }
    }

    @Test
    void shouldGroupByRecordsOfSeveralFields() {
        final PipelineBuilder builder = Pipeline.builder("test");
        ticks(builder)
                .keyBy(
                        TickKeyFlyweight.TYPE,
                        (tick, key) -> key.low(tick.key() % 2).high(tick.key() / 2))
                .window(Windows.tumbling(10))
                .aggregate("sums", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 1, 5, 3);
            push(tester, 2, 4, 4);
            push(tester, 3, 5, 5);
            assertEquals("201=8@9 200=4@9", text(tester.endInput(), "out"));
        }
    }

    @Test
    void shouldGoOnFromASnapshotWithOpenWindows() {
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(sums())) {
            push(tester, 9, 2, 1);
            push(tester, 0, 1, 2);
            snapshot = tester.snapshot();
        }
        try (PipelineTester tester = PipelineTester.restore(sums(), snapshot)) {
            assertEquals("2=1@9 1=2@9", text(push(tester, 15, 2, 7), "out"));
            assertEquals("2=7@19", text(tester.endInput(), "out"));
        }
    }

    @Test
    void shouldRejectAnEventWhoseWindowCannotBeRepresentedAlone() {
        try (PipelineTester tester = PipelineTester.of(sums())) {
            push(tester, Long.MIN_VALUE, 1, 1);
            push(tester, Long.MAX_VALUE, 1, 1);
            assertEquals(2, tester.skipped());
            assertEquals(Long.MIN_VALUE, tester.watermarkNs(), "and moves no watermark");
            push(tester, 0, 1, 2);
            assertEquals("1=2@9", text(tester.endInput(), "out"));
        }
    }
}
