package io.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.graph.GraphException;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PipelineBuilderTest {
    private static void assertMistake(final String operator, final String problem, final Runnable build) {
        final GraphException mistake = assertThrows(GraphException.class, build::run);
        assertEquals(operator, mistake.operator());
        assertTrue(mistake.getMessage().contains(problem), mistake.getMessage());
    }

    @Test
    void shouldRefuseASourceWithoutEventTime() {
        final RecordType<DynamicRecord, DynamicRecord> timeless =
                RecordType.of(Layout.builder("Timeless").int64("value").build());
        assertMistake(
                "in", "@EventTime", () -> Pipeline.builder("test").pushSource("in", timeless, Watermarks.ascending()));
    }

    @Test
    void shouldRefuseANameUsedTwice() {
        final EventStream<Tick> ticks =
                Pipeline.builder("test").pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending());
        ticks.filter("same", tick -> true);
        assertMistake("same", "used twice", () -> ticks.filter("same", tick -> true));
    }

    @Test
    void shouldRefuseAStreamThatGoesNowhere() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending()).filter("lost", tick -> true);
        assertMistake("lost", "goes nowhere", builder::build);
    }

    @Test
    void shouldRefuseAPipelineWithoutSource() {
        assertMistake("pipeline", "no source", Pipeline.builder("test")::build);
    }

    @Test
    void shouldRefuseAUnionAcrossAStageBoundary() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final EventStream<Tick> ticks = builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending());
        ticks.stage("far").union("both", List.of(ticks)).forEach("out", tick -> {});
        assertMistake("both", "different stages", builder::build);
    }

    @Test
    void shouldRefuseAStageNamedLikeThatOfTheSources() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .stage("main")
                .forEach("out", tick -> {});
        assertMistake("main", "sources", builder::build);
    }

    @Test
    void shouldDescribeEveryOperatorWithItsInputs() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .filter("even", tick -> true)
                .forEach("out", tick -> {});
        final String text = builder.build().describe();
        assertTrue(text.contains("even"), text);
        assertTrue(text.contains("<- ticks"), text);
    }

    @Test
    void shouldRefuseAFunctionThatIsNotThere() {
        final EventStream<Tick> ticks =
                Pipeline.builder("test").pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending());
        assertMistake("nothing", "null", () -> ticks.filter("nothing", null));
    }

    @Test
    void shouldRefuseAFunctionThatCannotBeSerialized() {
        final Object captured = new Object();
        final EventStream<Tick> ticks =
                Pipeline.builder("test").pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending());
        assertMistake("captures", "serialized", () -> ticks.filter("captures", tick -> captured != null));
    }

    @Test
    void shouldRefuseToMakeAPushedSourceIdleOrToHoldItBack() {
        final Duration second = Duration.ofSeconds(1);
        assertMistake(
                "ticks",
                "publisher.idle()",
                () -> Pipeline.builder("test")
                        .pushSource(
                                "ticks",
                                TickFlyweight.TYPE,
                                Watermarks.ascending().withIdleAfter(second)));
        assertMistake(
                "ticks",
                "withMaxLead(..)",
                () -> Pipeline.builder("test")
                        .pushSource(
                                "ticks",
                                TickFlyweight.TYPE,
                                Watermarks.ascending().withMaxLead(second)));
    }

    private static KeyedStream<Tick> keyed(final PipelineBuilder builder) {
        return builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key);
    }

    private static void retractions(
            final PipelineBuilder builder, final UnaryOperator<WindowedStream<Tick>> rules, final WindowAssigner what) {
        final WindowedStream.Results<TickFlyweight, Tick> sums =
                rules.apply(keyed(builder).window(what)).aggregate("sums", new SumAggregate());
        sums.results().forEach("out", tick -> {});
        sums.retractions().forEach("back", tick -> {});
    }

    @Test
    void shouldRefuseRetractionsOfWindowsThatTakeNothingBack() {
        final PipelineBuilder tumbling = Pipeline.builder("test");
        retractions(tumbling, windows -> windows.allowedLatenessNs(5), Windows.tumbling(10));
        assertMistake("sums", "leave retractions() out", tumbling::build);
        final PipelineBuilder sessions = Pipeline.builder("test");
        retractions(sessions, windows -> windows, SessionWindows.withGap(10));
        sessions.build();
    }

    private static void corrections(final PipelineBuilder builder, final boolean corrected) {
        final KeyedStream<Tick> ticks = keyed(builder);
        final AsOfJoinedStreams<Tick, Tick> join = ticks.asOfJoin(ticks);
        final Joined<Tick, Tick, Tick> joined = (corrected ? join.byArrivalWithCorrections() : join.byArrival())
                .join("asof", TickFlyweight.TYPE, (left, right, out) -> {});
        joined.results().forEach("out", tick -> {});
        joined.corrections().forEach("corrected", tick -> {});
    }

    @Test
    void shouldRefuseCorrectionsOfAJoinThatMakesNone() {
        final PipelineBuilder builder = Pipeline.builder("test");
        corrections(builder, false);
        assertMistake("asof", "byArrivalWithCorrections()", builder::build);
        final PipelineBuilder corrected = Pipeline.builder("test");
        corrections(corrected, true);
        corrected.build();
    }
}
