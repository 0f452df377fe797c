package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.engine.EventStream;
import io.millrace.engine.IntervalJoinedStreams;
import io.millrace.engine.Joined;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.graph.GraphException;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class IntervalJoinPipelineTest {
    /**
     * Bids and wins within 10 ns after the bid. A bid of 7 and a win of 90 make 7090; one alone makes its own value.
     */
    private static Pipeline pipeline(final UnaryOperator<IntervalJoinedStreams<Tick, Tick>> what) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final EventStream<Tick> bids = builder.pushSource("bids", TickFlyweight.TYPE, Watermarks.boundedDisorder(5));
        final EventStream<Tick> wins = builder.pushSource("wins", TickFlyweight.TYPE, Watermarks.boundedDisorder(5));
        final Joined<Tick, Tick, Tick> joined = what.apply(
                        bids.keyBy(Tick::key).intervalJoin(wins.keyBy(Tick::key), 0, 10))
                .join("pairs", TickFlyweight.TYPE, (bid, win, out) -> {
                    final Tick any = bid == null ? win : bid;
                    out.key(any.key())
                            .value(bid == null || win == null ? any.value() : bid.value() * 1_000 + win.value());
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
    void shouldHandOnPairsAtOnceAndBidsWithoutAWinWhenTheirTimeIsUp() {
        try (PipelineTester tester = PipelineTester.of(pipeline(IntervalJoinedStreams::left))) {
            assertEquals("", push(tester, "bids", 100, 1, 7));
            assertEquals("", push(tester, "bids", 101, 1, 8));
            assertEquals("out:1=8090@111", push(tester, "wins", 111, 1, 90));
            assertEquals("", push(tester, "bids", 116, 2, 9));
            assertEquals("out:1=7@110", push(tester, "wins", 116, 3, 91), "the watermark is 110");
            assertEquals("out:2=9092@116", push(tester, "wins", 116, 2, 92));
            assertEquals("", text(tester.endInput()));
        }
    }

    @Test
    void shouldLeaveBoundsOutWhereAsked() {
        try (PipelineTester tester = PipelineTester.of(pipeline(join ->
                join.full().lowerExclusive().upperExclusive().lowerExclusive().upperExclusive()))) {
            push(tester, "bids", 100, 1, 7);
            assertEquals("", push(tester, "wins", 100, 1, 90));
            assertEquals("", push(tester, "wins", 110, 1, 91));
            assertEquals("out:1=7092@101", push(tester, "wins", 101, 1, 92));
            assertEquals("out:1=7093@109", push(tester, "wins", 109, 1, 93), "saying it twice leaves out no more");
            assertEquals("out:1=90@100 out:1=91@110", text(tester.endInput()));
        }
    }

    @Test
    void shouldHandOutLateEventsOfBothSides() {
        try (PipelineTester tester = PipelineTester.of(pipeline(join -> join))) {
            push(tester, "bids", 100, 1, 7);
            push(tester, "wins", 100, 1, 90);
            assertEquals("late:1=8@94", push(tester, "bids", 94, 1, 8));
            assertEquals("lateRight:1=91@94", push(tester, "wins", 94, 1, 91));
        }
    }

    @Test
    void shouldRefuseBoundsBetweenWhichNothingLies() {
        final EventStream<Tick> ticks =
                Pipeline.builder("test").pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending());
        final IntervalJoinedStreams<Tick, Tick> reversed = ticks.keyBy(Tick::key)
                .intervalJoin(ticks.keyBy(Tick::key), Duration.ofSeconds(2), Duration.ofSeconds(1));
        assertRefused(reversed);
        assertRefused(ticks.keyBy(Tick::key)
                .intervalJoin(ticks.keyBy(Tick::key), 1, 1)
                .upperExclusive());
        assertRefused(ticks.keyBy(Tick::key)
                .intervalJoin(ticks.keyBy(Tick::key), Long.MAX_VALUE, Long.MAX_VALUE)
                .lowerExclusive());
    }

    private static void assertRefused(final IntervalJoinedStreams<Tick, Tick> join) {
        final GraphException refused = assertThrows(
                GraphException.class, () -> join.join("pairs", TickFlyweight.TYPE, (left, right, out) -> {}));
        assertEquals("pairs", refused.operator());
    }
}
