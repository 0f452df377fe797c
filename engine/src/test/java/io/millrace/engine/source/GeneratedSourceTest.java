package io.millrace.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.engine.run.Waiting;
import io.millrace.engine.sink.CollectingSink;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class GeneratedSourceTest {
    private static final int LIMIT = 10_000;

    private static GeneratedSource<TickFlyweight> source(final long events) {
        return GeneratedSource.of(
                events,
                (index, tick, draw) -> tick.timeNs(index).key(draw.below(10)).value(draw.bits()));
    }

    private static Pipeline pipeline(
            final SourceFactory<TickFlyweight> source, final CollectingSink<Tick, TickFlyweight> to) {
        final PipelineBuilder builder = Pipeline.builder("made");
        builder.source("ticks", TickFlyweight.TYPE, Watermarks.ascending(), source)
                .sink("collected", to);
        return builder.build();
    }

    private static List<String> made(final SourceFactory<TickFlyweight> source, final Layout layout)
            throws InterruptedException {
        final CollectingSink<Tick, TickFlyweight> collected = CollectingSink.of(TickFlyweight.TYPE, LIMIT);
        final RunOptions options = RunOptions.defaults().withLayout(layout).withWaiting(Waiting.BACKOFF);
        try (Run run = Millrace.start(pipeline(source, collected), options)) {
            run.join();
            assertEquals(RunState.ENDED, run.state(), () -> String.valueOf(run.failure()));
        }
        return collected.records().stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Layout.class,
            names = {"INLINE", "RINGED"})
    void shouldMakeTheSameEventsOfTheSameSeed(final Layout layout) throws InterruptedException {
        final List<String> first = made(source(5_000).withSeed(7), layout);
        assertEquals(5_000, first.size());
        assertEquals(first, made(source(5_000).withSeed(7), Layout.INLINE));
        assertNotEquals(first, made(source(5_000).withSeed(8), layout));
        assertEquals(first.subList(0, 100), made(source(100).withSeed(7), layout), "the number changes no event");
    }

    @Test
    void shouldMakeNoEventOfAnIndexThatIsSkipped() throws InterruptedException {
        final GeneratedSource<TickFlyweight> source = GeneratedSource.of(5_000, (index, tick, draw) -> {
            tick.timeNs(index).value(index);
            if (index % 1_000 != 999) {
                draw.skip();
            }
        });
        final List<String> made = made(source, Layout.INLINE);
        assertEquals(5, made.size());
        assertTrue(made.get(4).contains("timeNs=4999"), made.get(4));
    }

    @Test
    void shouldEndAtOnceWhereThereAreNoEvents() throws InterruptedException {
        assertEquals(List.of(), made(source(0), Layout.INLINE));
    }

    @Test
    void shouldDrawTheSameForAnIndexWhateverWasDrawnForOthers() {
        final SeededDraw draw = new SeededDraw(5);
        draw.begin(3, text -> 0);
        final long third = draw.bits();
        draw.begin(2, text -> 0);
        draw.bits();
        draw.bits();
        draw.begin(3, text -> 0);
        assertEquals(third, draw.bits());
    }

    @Test
    void shouldDrawEveryNumberBelowABoundAboutAsOften() {
        final SeededDraw draw = new SeededDraw(1);
        final int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            draw.begin(i, text -> 0);
            counts[draw.below(7)]++;
        }
        for (final int count : counts) {
            assertEquals(10_000, count, 400);
        }
        assertThrows(IllegalArgumentException.class, () -> draw.below(0));
    }

    @Test
    void shouldGiveSymbolsTheirIdsByFirstAppearance() throws InterruptedException {
        final GeneratedSource<TickFlyweight> source =
                GeneratedSource.of(6, (index, tick, draw) -> tick.timeNs(index).key(draw.idOf("S" + (5 - index) % 3)));
        final List<String> made = made(source, Layout.INLINE);
        assertTrue(made.get(0).contains("key=0"), made.get(0));
        assertTrue(made.get(1).contains("key=1"), made.get(1));
        assertTrue(made.get(3).contains("key=0"), made.get(3));
        assertTrue(made.get(3).contains("timeNs=3"), "what was written stays when a symbol is new: " + made.get(3));
    }

    @Test
    void shouldFailTheRunNamingTheEventThatCouldNotBeMade() throws InterruptedException {
        final GeneratedSource<TickFlyweight> source = GeneratedSource.of(10, (index, tick, draw) -> {
            tick.timeNs(index);
            if (index == 7) {
                throw new UnsupportedOperationException("no seventh");
            }
        });
        final CollectingSink<Tick, TickFlyweight> collected = CollectingSink.of(TickFlyweight.TYPE, LIMIT);
        try (Run run = Millrace.start(
                pipeline(source, collected), RunOptions.defaults().withLayout(Layout.INLINE))) {
            assertTrue(run.await(Duration.ofSeconds(30)));
            assertEquals(RunState.FAILED, run.state());
            final String failure = run.failure().orElseThrow().toString();
            assertTrue(failure.contains("source 'ticks' failed to make event 7"), failure);
        }
    }

    @Test
    void shouldKeepToARate() throws InterruptedException {
        final long began = System.nanoTime();
        assertEquals(51, made(PacedSource.of(source(51), 1_000), Layout.INLINE).size());
        assertTrue(System.nanoTime() - began >= 50_000_000L);
    }

    @Test
    void shouldRefuseANegativeNumberOfEvents() {
        assertThrows(IllegalArgumentException.class, () -> source(-1));
    }
}
