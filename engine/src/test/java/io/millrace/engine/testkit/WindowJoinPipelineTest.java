package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.engine.EventStream;
import io.millrace.engine.Joined;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.WindowJoinedStreams;
import io.millrace.engine.graph.GraphException;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class WindowJoinPipelineTest {
    private static WindowJoinedStreams<Tick, Tick> streams(
            final PipelineBuilder builder, final WindowAssigner windows) {
        final EventStream<Tick> left = builder.pushSource("left", TickFlyweight.TYPE, Watermarks.ascending());
        final EventStream<Tick> right = builder.pushSource("right", TickFlyweight.TYPE, Watermarks.ascending());
        return left.keyBy(Tick::key).windowJoin(right.keyBy(Tick::key), windows);
    }

    private static Pipeline pipeline(
            final WindowAssigner windows, final UnaryOperator<WindowJoinedStreams<Tick, Tick>> what) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final Joined<Tick, Tick, Tick> joined = what.apply(streams(builder, windows))
                .join("pairs", TickFlyweight.TYPE, (left, right, out) -> {
                    final long leftValue = left == null ? 0 : left.value();
                    final long rightValue = right == null ? 0 : right.value();
                    out.key(left == null ? right.key() : left.key()).value(leftValue * 1_000 + rightValue);
                });
        joined.results().forEach("out", tick -> {});
        joined.late().forEach("late", tick -> {});
        joined.lateRight().forEach("lateRight", tick -> {});
        return builder.build();
    }

    private static String push(
            final PipelineTester tester, final String source, final long timeNs, final long key, final long value) {
        return text(tester.push(
                source, TickFlyweight.TYPE, tick -> tick.timeNs(timeNs).key(key).value(value)));
    }

    private static String text(final TestStep step) {
        final StringBuilder text = new StringBuilder();
        for (final TestOutput output : step.outputs()) {
            final Tick tick = output.as(TickFlyweight.TYPE);
            text.append(output.sink()).append(':').append(tick.key()).append('=');
            text.append(tick.value()).append('@').append(output.timeNs()).append(' ');
        }
        return text.toString().trim();
    }

    @Test
    void shouldHandOnPairsWhenTheWindowCloses() {
        try (PipelineTester tester = PipelineTester.of(pipeline(Windows.tumbling(10), WindowJoinedStreams::full))) {
            push(tester, "left", 101, 1, 7);
            push(tester, "left", 102, 2, 8);
            push(tester, "right", 103, 3, 90);
            push(tester, "right", 109, 1, 91);
            assertEquals("", push(tester, "left", 111, 1, 9));
            assertEquals("out:1=7091@109 out:2=8000@109 out:3=90@109", push(tester, "right", 111, 1, 92));
            assertEquals("late:1=5@105", push(tester, "left", 105, 1, 5));
            assertEquals("out:1=9092@119", text(tester.endInput()));
        }
    }

    @Test
    void shouldJoinInSessionsThatBothSidesMake() {
        try (PipelineTester tester = PipelineTester.of(pipeline(SessionWindows.withGap(10), join -> join))) {
            push(tester, "left", 100, 1, 7);
            push(tester, "right", 108, 1, 90);
            push(tester, "left", 115, 1, 8);
            push(tester, "right", 125, 1, 91);
            assertEquals("out:1=7090@124 out:1=8090@124", push(tester, "left", 126, 2, 9));
        }
    }

    @Test
    void shouldSurviveARestoreAfterEveryStep() {
        final Pipeline pipeline = pipeline(Windows.sliding(20, 10), WindowJoinedStreams::left);
        PipelineTester tester = PipelineTester.of(pipeline);
        PipelineTester other = PipelineTester.of(pipeline);
        for (int step = 0; step < 60; step++) {
            final String source = step % 3 == 0 ? "right" : "left";
            final String expected = push(tester, source, 100 + step, step % 2, step);
            assertEquals(expected, push(other, source, 100 + step, step % 2, step), "step " + step);
            final byte[] snapshot = other.snapshot();
            other.close();
            other = PipelineTester.restore(pipeline, snapshot);
        }
        assertEquals(text(tester.endInput()), text(other.endInput()));
        tester.close();
        other.close();
    }

    @Test
    void shouldRefuseWindowsThatStreamsAreNotJoinedInNamingTheJoin() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final WindowJoinedStreams<Tick, Tick> streams = streams(builder, CountWindows.tumbling(3));
        final GraphException refused = assertThrows(
                GraphException.class,
                () -> streams.join("pairs", TickFlyweight.TYPE, (left, right, out) -> out.key(left.key())));
        assertEquals("pairs", refused.operator());
    }
}
