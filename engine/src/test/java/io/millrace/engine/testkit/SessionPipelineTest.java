package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.graph.GraphException;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.trigger.Triggers;
import io.millrace.windowing.watermark.Watermarks;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SessionPipelineTest {
    private static Pipeline sums(final SessionWindows sessions, final UnaryOperator<WindowedStream<Tick>> options) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final WindowedStream.Results<TickFlyweight, Tick> sums = options.apply(
                        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(5))
                                .keyBy(Tick::key)
                                .window(sessions))
                .aggregate("sums", new SumAggregate());
        sums.results().forEach("out", tick -> {});
        sums.retractions().forEach("back", tick -> {});
        sums.late().forEach("late", tick -> {});
        return builder.build();
    }

    private static Pipeline sums() {
        return sums(SessionWindows.withGap(10), windows -> windows);
    }

    private static String push(final PipelineTester tester, final long timeNs, final long key, final long value) {
        return text(tester.push(
                "ticks",
                TickFlyweight.TYPE,
                tick -> tick.timeNs(timeNs).key(key).value(value)));
    }

    /** All outputs of a step in their order: sink, key, value and time. */
    private static String text(final TestStep step) {
        final StringBuilder text = new StringBuilder();
        for (final TestOutput output : step.outputs()) {
            final Tick tick = output.as(TickFlyweight.TYPE);
            text.append(output.sink())
                    .append(' ')
                    .append(tick.key())
                    .append('=')
                    .append(tick.value());
            text.append('@').append(output.timeNs()).append(' ');
        }
        return text.toString().trim();
    }

    @Test
    void shouldEmitASessionWhenTheWatermarkPassesItsEnd() {
        try (PipelineTester tester = PipelineTester.of(sums())) {
            assertEquals("", push(tester, 0, 1, 1));
            assertEquals("", push(tester, 9, 1, 2));
            assertEquals("", push(tester, 4, 2, 4));
            assertEquals("out 2=4@13", push(tester, 19, 1, 8), "exactly a gap after key 1's last: another session");
            assertEquals("out 1=3@18 out 1=8@28", text(tester.endInput()));
            assertEquals(0, tester.skipped());
        }
    }

    @Test
    void shouldHandOutLateEvents() {
        try (PipelineTester tester = PipelineTester.of(sums())) {
            push(tester, 20, 1, 1);
            assertEquals("late 2=7@4", push(tester, 4, 2, 7));
            assertEquals("", push(tester, 11, 1, 2));
            assertEquals("", push(tester, 4, 1, 4), "late by itself, but in a session that is open");
            assertEquals("out 1=7@29", text(tester.endInput()));
        }
    }

    @Test
    void shouldTakeBackWhatALateEventReplaces() {
        final Pipeline pipeline = sums(SessionWindows.withGap(10), windows -> windows.allowedLatenessNs(100));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 0, 1, 1);
            assertEquals("out 1=1@9", push(tester, 15, 1, 2));
            assertEquals("out 1=2@24", push(tester, 50, 2, 0));
            assertEquals("back 1=1@9 back 1=2@24 out 1=7@24", push(tester, 7, 1, 4));
            assertEquals("out 1=15@24", push(tester, 8, 1, 8));
            push(tester, 150, 2, 0);
            assertEquals("late 1=9@8", push(tester, 8, 1, 9));
        }
    }

    @Test
    void shouldHaveOnlyWhatIsNewInResultsThatDiscard() {
        final Pipeline pipeline = sums(
                SessionWindows.withGap(10),
                windows -> windows.allowedLatenessNs(100).discarding());
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 0, 1, 1);
            assertEquals("out 1=1@9", push(tester, 50, 2, 0));
            assertEquals("out 1=4@16", push(tester, 7, 1, 4));
        }
    }

    @Test
    void shouldHaveResultsWhenATriggerSaysSo() {
        final Pipeline pipeline = sums(
                SessionWindows.withGap(10),
                windows -> windows.trigger(Triggers.count(2)).discarding());
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            assertEquals("", push(tester, 0, 1, 1));
            assertEquals("", push(tester, 12, 1, 2));
            assertEquals("out 1=7@21", push(tester, 6, 1, 4), "three in two sessions that have become one");
            assertEquals("", push(tester, 8, 1, 8));
            assertEquals("", text(tester.endInput()));
        }
    }

    @Test
    void shouldTakeEarlyResultsBack() {
        final Pipeline pipeline = sums(
                SessionWindows.withGap(10),
                windows -> windows.trigger(Triggers.every(5).orAtEnd()));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 3, 1, 1);
            assertEquals("out 1=1@12", push(tester, 10, 2, 2));
            assertEquals("back 1=1@12", push(tester, 12, 1, 4));
            assertEquals("out 1=5@21 out 2=2@19", text(tester.endInput()), "nothing is new at the end");
        }
    }

    @Test
    void shouldTakeTheGapFromTheEvent() {
        final Pipeline pipeline = sums(SessionWindows.gapFrom(Tick::value), windows -> windows);
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 0, 1, 100);
            push(tester, 60, 1, 3);
            assertEquals("out 1=103@99", push(tester, 105, 1, 1));
        }
    }

    @Test
    void shouldGroupByRecordsAndGoOnFromASnapshot() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(5))
                .keyBy(
                        TickKeyFlyweight.TYPE,
                        (tick, key) -> key.low(tick.key() % 2).high(tick.key() / 2))
                .window(SessionWindows.withGap(10))
                .aggregate("sums", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        final Pipeline pipeline = builder.build();
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 1, 5, 3);
            push(tester, 2, 4, 4);
            snapshot = tester.snapshot();
        }
        try (PipelineTester tester = PipelineTester.restore(pipeline, snapshot)) {
            push(tester, 3, 5, 5);
            assertEquals("out 200=4@11 out 201=8@12", text(tester.endInput()));
        }
    }

    @Test
    void shouldRejectAnEventWhoseSessionCannotBeRepresentedAlone() {
        try (PipelineTester tester = PipelineTester.of(sums())) {
            push(tester, Long.MAX_VALUE - 9, 1, 1);
            assertEquals(1, tester.skipped());
            push(tester, 0, 1, 2);
            assertEquals("out 1=2@9", text(tester.endInput()));
        }
    }

    @Test
    void shouldRefuseALatenessThatIsNegative() {
        assertThrows(
                GraphException.class, () -> sums(SessionWindows.withGap(10), windows -> windows.allowedLatenessNs(-1)));
    }
}
