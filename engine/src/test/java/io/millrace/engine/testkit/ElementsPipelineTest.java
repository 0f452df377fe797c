package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.WindowedStream;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.operator.OperatorException;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.Elements;
import io.millrace.windowing.Emitter;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Window;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.trigger.Triggers;
import io.millrace.windowing.watermark.Watermarks;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A function over the elements of sessions and of count windows. */
class ElementsPipelineTest {
    /** A result for each event: its value, times 10 plus what was dropped. */
    private static void each(final Window window, final Elements<Tick> elements, final Emitter<TickFlyweight> out) {
        for (int i = 0; i < elements.size(); i++) {
            out.next().key(window.key()).value(elements.get(i).value() * 10 + elements.droppedCount());
            out.emit();
        }
    }

    private static Pipeline pipeline(
            final WindowAssigner windows, final UnaryOperator<WindowedStream<Tick>> options, final int maxElements) {
        return pipeline(windows, options, maxElements, ErrorPolicy.STOP);
    }

    private static Pipeline pipeline(
            final WindowAssigner windows,
            final UnaryOperator<WindowedStream<Tick>> options,
            final int maxElements,
            final ErrorPolicy policy) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final WindowedStream.Results<Tick, Tick> made = options.apply(
                        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(5))
                                .onError(policy)
                                .keyBy(Tick::key)
                                .window(windows))
                .process("each", TickFlyweight.TYPE, ElementsPipelineTest::each, maxElements);
        made.results().forEach("out", tick -> {});
        if (windows instanceof SessionWindows) {
            made.retractions().forEach("back", tick -> {});
        }
        return builder.build();
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
    void shouldHandTheEventsOfASessionToTheFunctionInOrderOfArrival() {
        try (PipelineTester tester = PipelineTester.of(pipeline(SessionWindows.withGap(10), w -> w, 100))) {
            push(tester, 3, 1, 1);
            push(tester, 0, 1, 2);
            push(tester, 4, 2, 3);
            assertEquals("out 1=10@12 out 1=20@12 out 2=30@13", push(tester, 30, 1, 4));
            assertEquals("out 1=40@39", text(tester.endInput()));
        }
    }

    @Test
    void shouldTakeBackWhatTheFunctionMadeOfASessionThatGrows() {
        final Pipeline pipeline = pipeline(SessionWindows.withGap(10), w -> w.allowedLatenessNs(100), 100);
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 0, 1, 1);
            assertEquals("out 1=10@9", push(tester, 20, 1, 2));
            assertEquals("out 1=20@29", push(tester, 60, 2, 3));
            assertEquals("back 1=10@9 out 1=10@18 out 1=40@18", push(tester, 9, 1, 4), "and leaves the next one alone");
        }
    }

    @Test
    void shouldHandOverEarlyResultsWhereATriggerSaysSo() {
        final Pipeline pipeline = pipeline(
                SessionWindows.withGap(10), w -> w.trigger(Triggers.count(2)).discarding(), 100);
        PipelineTester tester = PipelineTester.of(pipeline);
        assertEquals("", push(tester, 0, 1, 1));
        assertEquals("out 1=10@9 out 1=20@9", push(tester, 0, 1, 2));
        assertEquals("", push(tester, 1, 1, 3));
        final byte[] snapshot = tester.snapshot();
        tester.close();
        tester = PipelineTester.restore(pipeline, snapshot);
        assertEquals("out 1=30@11 out 1=40@11", push(tester, 2, 1, 4));
        tester.close();
    }

    @Test
    void shouldHandTheEventsOfAFullCountWindowToTheFunction() {
        PipelineTester tester = PipelineTester.of(pipeline(CountWindows.sliding(3, 2), w -> w, 3));
        push(tester, 1, 1, 1);
        push(tester, 2, 1, 2);
        push(tester, 2, 2, 9);
        assertEquals("out 1=10@2 out 1=20@2 out 1=30@2", push(tester, 0, 1, 3));
        final byte[] snapshot = tester.snapshot();
        tester.close();
        tester = PipelineTester.restore(pipeline(CountWindows.sliding(3, 2), w -> w, 3), snapshot);
        push(tester, 7, 1, 4);
        assertEquals("out 1=30@8 out 1=40@8 out 1=50@8", push(tester, 8, 1, 5));
        assertEquals(2, tester.openWindows());
        tester.close();
    }

    @Test
    void shouldStopAtTheLimitOfASessionOrLeaveOutWhatIsBeyond() {
        try (PipelineTester tester = PipelineTester.of(pipeline(SessionWindows.withGap(10), w -> w, 2))) {
            push(tester, 0, 1, 1);
            push(tester, 1, 1, 2);
            final OperatorException full = assertThrows(OperatorException.class, () -> push(tester, 2, 1, 3));
            assertEquals("each", full.operator());
            assertTrue(full.getMessage().contains("limit of 2 elements"), full.getMessage());
        }
        final Pipeline skipping = pipeline(SessionWindows.withGap(10), w -> w, 2, ErrorPolicy.SKIP);
        try (PipelineTester tester = PipelineTester.of(skipping)) {
            push(tester, 0, 1, 1);
            push(tester, 1, 1, 2);
            push(tester, 2, 1, 3);
            assertEquals(1, tester.skipped());
            assertEquals("out 1=11@11 out 1=21@11", text(tester.endInput()), "longer, without the third");
        }
    }

    @Test
    void shouldRefuseCountWindowsThatDoNotFitTheLimit() {
        final GraphException mistake =
                assertThrows(GraphException.class, () -> pipeline(CountWindows.tumbling(3), w -> w, 2));
        assertEquals("each", mistake.operator());
    }
}
