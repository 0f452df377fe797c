package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.AsOfJoinedStreams;
import io.millrace.engine.EventStream;
import io.millrace.engine.Joined;
import io.millrace.engine.KeyedStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.operator.OperatorException;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AsOfJoinPipelineTest {
    /** A left value of 7 and a right one of -90 make 7090; a left one alone makes 7. */
    private static final JoinFunction<Tick, Tick, TickFlyweight> PAIR = (left, right, out) ->
            out.key(left.key()).value(right == null ? left.value() : left.value() * 1_000 - right.value());

    private static EventStream<Tick> source(final PipelineBuilder builder, final String name) {
        return builder.pushSource(name, TickFlyweight.TYPE, Watermarks.boundedDisorder(5));
    }

    /** One source: positive values are left events, negative ones are right events. */
    private static Pipeline ofOneSource(
            final UnaryOperator<AsOfJoinedStreams<Tick, Tick>> what, final ErrorPolicy policy) {
        return ofOneSource(what, policy, false);
    }

    private static Pipeline ofOneSource(
            final UnaryOperator<AsOfJoinedStreams<Tick, Tick>> what,
            final ErrorPolicy policy,
            final boolean corrected) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final EventStream.Branches<Tick> ticks = source(builder, "ticks").branch("sides", tick -> tick.value() > 0);
        final AsOfJoinedStreams<Tick, Tick> streams = ticks.matching()
                .onError(policy)
                .keyBy(Tick::key)
                .asOfJoin(ticks.rest().keyBy(Tick::key));
        final Joined<Tick, Tick, Tick> joined = what.apply(streams).join("pairs", TickFlyweight.TYPE, PAIR);
        joined.results().forEach("out", tick -> {});
        if (corrected) {
            joined.corrections().forEach("corrections", tick -> {});
        }
        joined.late().forEach("late", tick -> {});
        joined.lateRight().forEach("lateRight", tick -> {});
        return builder.build();
    }

    private static TestStep push(
            final PipelineTester tester, final String source, final long timeNs, final long key, final long value) {
        return tester.push(
                source, TickFlyweight.TYPE, tick -> tick.timeNs(timeNs).key(key).value(value));
    }

    private static TestStep push(final PipelineTester tester, final long timeNs, final long key, final long value) {
        return push(tester, "ticks", timeNs, key, value);
    }

    /** Everything that came out, as {@code sink:key=value@time}. */
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
    void shouldJoinTwoKindsOfEventOfOneSourceUnderOneWatermark() {
        try (PipelineTester tester = PipelineTester.of(ofOneSource(join -> join, ErrorPolicy.STOP))) {
            assertEquals("", text(push(tester, 100, 1, -90)));
            assertEquals("", text(push(tester, 102, 1, 7)));
            assertEquals("", text(push(tester, 101, 1, -91)));
            assertEquals("", text(push(tester, 103, 1, -92)));
            assertEquals("", text(push(tester, 101, 2, 8)));
            assertEquals("", text(push(tester, 106, 2, -1)));
            assertEquals("out:2=8@101 out:1=7091@102", text(push(tester, 108, 2, -1)), "the watermark is 102");
            assertEquals("", text(tester.endInput()));
        }
    }

    @Test
    void shouldHandOutLateLeftEventsAndEnterBothSidesInTheLedger() {
        try (PipelineTester tester = PipelineTester.of(ofOneSource(join -> join, ErrorPolicy.STOP))) {
            push(tester, 100, 1, -90);
            push(tester, 110, 1, -91);
            final TestStep left = push(tester, 104, 1, 7);
            assertEquals("late:1=7@104", text(left));
            assertEquals(List.of("pairs"), left.late().get(0).missed());
            final TestStep kept = push(tester, 103, 1, -92);
            assertEquals("", text(kept));
            assertEquals(1, kept.late().get(0).lateByNs());
            final TestStep unused = push(tester, 102, 1, -93);
            assertEquals("lateRight:1=-93@102", text(unused));
            assertEquals(1, unused.late().size());
            push(tester, 105, 1, 8);
            assertEquals("out:1=8092@105", text(push(tester, 111, 1, -94)));
        }
    }

    @Test
    void shouldAnswerByArrivalAtOnceAndCorrectByEventTime() {
        try (PipelineTester tester =
                PipelineTester.of(ofOneSource(AsOfJoinedStreams::byArrivalWithCorrections, ErrorPolicy.STOP, true))) {
            push(tester, 100, 1, -90);
            assertEquals("out:1=7090@103", text(push(tester, 103, 1, 7)));
            push(tester, 101, 1, -91);
            assertEquals("out:1=8091@100", text(push(tester, 100, 1, 8)));
            assertEquals("corrections:1=8090@100 corrections:1=7091@103", text(tester.endInput()));
        }
    }

    @Test
    void shouldAnswerByArrivalWhateverTheTimesAndNeverBeLate() {
        try (PipelineTester tester = PipelineTester.of(ofOneSource(AsOfJoinedStreams::byArrival, ErrorPolicy.STOP))) {
            push(tester, 100, 1, -90);
            final TestStep step = push(tester, 3, 1, 7);
            assertEquals("out:1=7090@3", text(step));
            assertEquals(List.of(), step.late());
        }
        try (PipelineTester tester = PipelineTester.of(
                ofOneSource(join -> join.byArrival().atOrBefore().toleranceNs(10), ErrorPolicy.STOP))) {
            push(tester, 100, 1, -90);
            assertEquals("out:1=7@99", text(push(tester, 99, 1, 7)));
            assertEquals("out:1=8090@110", text(push(tester, 110, 1, 8)));
            assertEquals("out:1=9@111", text(push(tester, 111, 1, 9)));
        }
    }

    private static Pipeline ofTwoSources() {
        final PipelineBuilder builder = Pipeline.builder("test");
        source(builder, "left")
                .keyBy(TickKeyFlyweight.TYPE, (tick, key) -> key.low(tick.key()))
                .asOfJoin(source(builder, "right").keyBy(TickKeyFlyweight.TYPE, (tick, key) -> key.low(tick.key())))
                .strictlyBefore()
                .join("pairs", TickFlyweight.TYPE, PAIR)
                .results()
                .forEach("out", tick -> {});
        return builder.build();
    }

    @Test
    void shouldWaitForTheSlowerOfTwoSourcesAndSurviveARestoreAfterEveryStep() {
        PipelineTester tester = PipelineTester.of(ofTwoSources());
        final StringBuilder found = new StringBuilder();
        for (int step = 0; step < 40; step++) {
            final String source = step % 3 == 0 ? "right" : "left";
            final TestStep done = push(tester, source, 100 + step, step % 2, source.equals("left") ? step : -step);
            found.append(text(done)).append(text(done).isEmpty() ? "" : " ");
            final byte[] snapshot = tester.snapshot();
            tester.close();
            tester = PipelineTester.restore(ofTwoSources(), snapshot);
        }
        found.append(text(tester.endInput()));
        tester.close();
        assertTrue(
                found.toString().startsWith("out:1=1@101 out:0=2000@102 out:0=4000@104 out:1=5003@105"),
                found.toString());
        assertEquals(26, found.toString().split(" ").length);
    }

    @Test
    void shouldTakeAnEventOfOneStreamAsLeftOneFirst() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final EventStream<Tick> ticks = source(builder, "ticks");
        ticks.keyBy(Tick::key)
                .asOfJoin(ticks.keyBy(Tick::key))
                .byArrival()
                .join("previous", TickFlyweight.TYPE, PAIR)
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals("out:1=5@10", text(push(tester, 10, 1, 5)));
            assertEquals("out:1=5995@11", text(push(tester, 11, 1, 6)));
        }
    }

    @Test
    void shouldFeedWindowsThatAreNotLateForItsResults() {
        final PipelineBuilder builder = Pipeline.builder("test");
        source(builder, "left")
                .keyBy(Tick::key)
                .asOfJoin(source(builder, "right").keyBy(Tick::key))
                .join("pairs", TickFlyweight.TYPE, PAIR)
                .results()
                .keyBy(Tick::key)
                .window(Windows.tumbling(10))
                .aggregate("sums", new SumAggregate())
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, "left", 101, 1, 1);
            push(tester, "left", 109, 1, 2);
            push(tester, "left", 150, 1, 4);
            final TestStep step = push(tester, "right", 150, 1, -9);
            assertEquals("out:1=3@109", text(step));
            assertEquals(List.of(), step.late());
        }
    }

    @Test
    void shouldStopOrSkipAtTheLimitAsThePolicySays() {
        try (PipelineTester tester = PipelineTester.of(ofOneSource(join -> join.maxBuffered(2), ErrorPolicy.STOP))) {
            push(tester, 100, 1, 1);
            push(tester, 100, 1, 2);
            final OperatorException failure = assertThrows(OperatorException.class, () -> push(tester, 100, 1, 3));
            assertTrue(failure.getMessage().contains("pairs"), failure.getMessage());
            assertTrue(
                    failure.getCause().getMessage().contains("limit of 2"),
                    failure.getCause().getMessage());
        }
        try (PipelineTester tester = PipelineTester.of(ofOneSource(join -> join.maxBuffered(2), ErrorPolicy.SKIP))) {
            push(tester, 100, 1, 1);
            push(tester, 100, 1, 2);
            push(tester, 100, 1, 3);
            assertEquals(1, tester.skipped());
            assertEquals("out:1=1@100 out:1=2@100", text(tester.endInput()));
        }
    }

    @Test
    void shouldRejectTimesAtTheEndsOfTheAxisAlone() {
        try (PipelineTester tester = PipelineTester.of(ofOneSource(join -> join, ErrorPolicy.STOP))) {
            push(tester, 100, 1, 1);
            push(tester, Long.MAX_VALUE, 1, 2);
            push(tester, Long.MIN_VALUE, 1, -2);
            assertEquals(2, tester.skipped());
            assertEquals(94, tester.watermarkNs());
            assertEquals("out:1=1@100", text(tester.endInput()));
        }
    }

    @Test
    void shouldRefuseStreamsThatDoNotFitNamingTheJoin() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final EventStream<Tick> ticks = source(builder, "ticks");
        final EventStream<Tick> others = source(Pipeline.builder("other"), "ticks");
        final GraphException pipelines = assertThrows(
                GraphException.class,
                () -> ticks.keyBy(Tick::key).asOfJoin(others.keyBy(Tick::key)).join("pairs", TickFlyweight.TYPE, PAIR));
        assertEquals("pairs", pipelines.operator());
        final GraphException keys = assertThrows(
                GraphException.class,
                () -> ticks.keyBy(Tick::key)
                        .asOfJoin(ticks.keyBy(TickKeyFlyweight.TYPE, (tick, key) -> key.low(1)))
                        .join("pairs", TickFlyweight.TYPE, PAIR));
        assertEquals("pairs", keys.operator());
    }

    @Test
    void shouldRefuseWhatMakesNoSenseNamingTheJoinAndItsStreams() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final KeyedStream<Tick> left = source(builder, "bids").keyBy(Tick::key);
        final KeyedStream<Tick> right = source(builder, "wins").keyBy(Tick::key);
        assertRefused("tolerance", () -> left.asOfJoin(right).toleranceNs(-1).join("j", TickFlyweight.TYPE, PAIR));
        assertRefused("1 or more", () -> left.asOfJoin(right).maxBuffered(0).join("j", TickFlyweight.TYPE, PAIR));
        assertRefused("bounds", () -> left.intervalJoin(right, 5, 4).join("j", TickFlyweight.TYPE, PAIR));
        assertRefused(
                "bounds", () -> left.intervalJoin(right, 5, 5).lowerExclusive().join("j", TickFlyweight.TYPE, PAIR));
        assertRefused("history", () -> left.lookup(right).asOfEventTimeNs(-1).join("j", TickFlyweight.TYPE, PAIR));
        assertRefused("1 or more", () -> left.lookup(right).maxEntries(0).join("j", TickFlyweight.TYPE, PAIR));
        assertRefused(
                "fixed gap",
                () -> left.windowJoin(right, CountWindows.tumbling(3)).join("j", TickFlyweight.TYPE, PAIR));
    }

    private static void assertRefused(final String why, final Executable declaration) {
        final GraphException refused = assertThrows(GraphException.class, declaration);
        assertEquals("j", refused.operator());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertTrue(refused.getMessage().contains("'bids' with 'wins'"), refused.getMessage());
    }

    @Test
    void shouldRefuseToWaitForWatermarksThatNeverComeNamingTheJoinAndTheSource() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final KeyedStream<Tick> bids = source(builder, "bids").keyBy(Tick::key);
        final EventStream<Tick> wins = builder.source(
                "wins", TickFlyweight.TYPE, Watermarks.none().withIdleAfter(Duration.ofSeconds(1)), context -> null);
        bids.asOfJoin(wins.filter("large", tick -> tick.value() > 1).keyBy(Tick::key))
                .join("asof", TickFlyweight.TYPE, PAIR)
                .results()
                .forEach("out", tick -> {});
        final GraphException refused = assertThrows(GraphException.class, builder::build);
        assertEquals("asof", refused.operator());
        assertTrue(refused.getMessage().contains("source 'wins' gives none"), refused.getMessage());
    }

    @Test
    void shouldLookUpAndJoinByArrivalWithoutWatermarks() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final KeyedStream<Tick> bids = builder.pushSource("bids", TickFlyweight.TYPE, Watermarks.none())
                .keyBy(Tick::key);
        final KeyedStream<Tick> wins = builder.pushSource("wins", TickFlyweight.TYPE, Watermarks.none())
                .keyBy(Tick::key);
        bids.lookup(wins).join("last", TickFlyweight.TYPE, PAIR).results().forEach("a", tick -> {});
        bids.asOfJoin(wins)
                .byArrival()
                .join("seen", TickFlyweight.TYPE, PAIR)
                .results()
                .forEach("b", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals(List.of(), tester.explain().waitingJoins());
            assertEquals(
                    2,
                    tester.push(
                                    "bids",
                                    TickFlyweight.TYPE,
                                    tick -> tick.timeNs(5).key(1))
                            .outputs()
                            .size());
        }
    }

    @Test
    void shouldSayWhichJoinHasHadNoWatermarkYet() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final KeyedStream<Tick> bids = source(builder, "bids").keyBy(Tick::key);
        final KeyedStream<Tick> wins = builder.pushSource("wins", TickFlyweight.TYPE, Watermarks.manual())
                .keyBy(Tick::key);
        bids.asOfJoin(wins)
                .maxBuffered(1)
                .join("asof", TickFlyweight.TYPE, PAIR)
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            tester.push("bids", TickFlyweight.TYPE, tick -> tick.timeNs(100).key(1));
            assertEquals(List.of("asof"), tester.explain().waitingJoins());
            final String text = tester.explain().toString();
            assertTrue(text.contains("join 'asof' has had no watermark yet"), text);
            assertTrue(text.contains("held back by 'wins'"), text);
            final Exception full = assertThrows(
                    Exception.class,
                    () -> tester.push(
                            "bids", TickFlyweight.TYPE, tick -> tick.timeNs(101).key(1)));
            assertTrue(full.toString().contains("none has come yet"), full.toString());
        }
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            tester.push("bids", TickFlyweight.TYPE, tick -> tick.timeNs(100).key(1));
            tester.watermark("wins", 50);
            assertEquals(List.of(), tester.explain().waitingJoins());
        }
    }

    @Test
    void shouldRefuseASourceWithoutWatermarksNamingIt() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final GraphException refused =
                assertThrows(GraphException.class, () -> builder.pushSource("quotes", TickFlyweight.TYPE, null));
        assertEquals("quotes", refused.operator());
    }
}
