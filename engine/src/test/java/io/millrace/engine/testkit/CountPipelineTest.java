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
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CountPipelineTest {
    private static Pipeline sums(final CountWindows counts, final UnaryOperator<WindowedStream<Tick>> options) {
        final PipelineBuilder builder = Pipeline.builder("test");
        options.apply(builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                        .keyBy(Tick::key)
                        .window(counts))
                .aggregate("sums", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        return builder.build();
    }

    private static Pipeline sums(final CountWindows counts) {
        return sums(counts, windows -> windows);
    }

    private static String push(final PipelineTester tester, final long timeNs, final long key, final long value) {
        return text(tester.push(
                "ticks",
                TickFlyweight.TYPE,
                tick -> tick.timeNs(timeNs).key(key).value(value)));
    }

    private static String text(final TestStep step) {
        final StringBuilder text = new StringBuilder();
        for (final TestOutput output : step.outputs()) {
            final Tick tick = output.as(TickFlyweight.TYPE);
            text.append(tick.key()).append('=').append(tick.value());
            text.append('@').append(output.timeNs()).append(' ');
        }
        return text.toString().trim();
    }

    @Test
    void shouldEmitAWindowWithItsLastEvent() {
        try (PipelineTester tester = PipelineTester.of(sums(CountWindows.tumbling(2)))) {
            assertEquals("", push(tester, 9, 1, 1));
            assertEquals("", push(tester, 3, 2, 2));
            assertEquals("1=5@9", push(tester, 4, 1, 4), "the largest time in it, and nothing is late");
            assertEquals("", push(tester, 20, 1, 8));
            assertEquals(2, tester.openWindows());
            assertEquals("", text(tester.endInput()));
            assertEquals(2, tester.openWindows());
        }
    }

    @Test
    void shouldSlideOverTheLastEvents() {
        try (PipelineTester tester = PipelineTester.of(sums(CountWindows.sliding(3, 1)))) {
            push(tester, 1, 1, 1);
            assertEquals("", push(tester, 2, 1, 2));
            assertEquals("1=7@3", push(tester, 3, 1, 4));
            assertEquals("1=14@4", push(tester, 4, 1, 8));
        }
    }

    @Test
    void shouldLeaveEventsBetweenWindowsOut() {
        try (PipelineTester tester = PipelineTester.of(sums(CountWindows.sliding(1, 2)))) {
            assertEquals("1=1@1", push(tester, 1, 1, 1));
            assertEquals("", push(tester, 2, 1, 2));
            assertEquals("1=4@3", push(tester, 3, 1, 4));
        }
    }

    @Test
    void shouldGroupByRecordsAndGoOnFromASnapshot() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(
                        TickKeyFlyweight.TYPE,
                        (tick, key) -> key.low(tick.key() % 2).high(tick.key() / 2))
                .window(CountWindows.tumbling(2))
                .aggregate("sums", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        final Pipeline pipeline = builder.build();
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 1, 5, 3);
            snapshot = tester.snapshot();
        }
        try (PipelineTester tester = PipelineTester.restore(pipeline, snapshot)) {
            assertEquals("201=8@3", push(tester, 3, 5, 5));
        }
    }

    @Test
    void shouldRefuseWhatNeedsTime() {
        final CountWindows counts = CountWindows.tumbling(2);
        assertThrows(GraphException.class, () -> sums(counts, windows -> windows.allowedLatenessNs(5)));
        assertThrows(GraphException.class, () -> sums(counts, WindowedStream::byProcessingTime));
    }
}
