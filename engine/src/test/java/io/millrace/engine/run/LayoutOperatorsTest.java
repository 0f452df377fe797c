package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.function.Collector;
import io.millrace.engine.source.Publisher;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators do, in every layout. */
@ParameterizedClass
@EnumSource(names = {"INLINE", "RINGED"})
class LayoutOperatorsTest extends LayoutContract {
    @Test
    void shouldPassEventsThroughFilterMapAndFlatMap() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        ticks(builder, ticks(6))
                .filter(tick -> tick.value() % 2 == 0)
                .map(TickFlyweight.TYPE, (tick, out) -> out.key(tick.key()).value(tick.value() * 10))
                .flatMap("twice", TickFlyweight.TYPE, (Tick tick, Collector<TickFlyweight> out) -> {
                    for (int i = 0; i < 2; i++) {
                        out.next().key(i).value(tick.value() + i);
                        out.emit();
                    }
                })
                .sink("out", results.sink());
        final Run run = finish(builder);
        assertEquals(
                List.of("0/0=0 #0", "0/1=1 #1", "2/0=20 #2", "2/1=21 #3", "4/0=40 #4", "4/1=41 #5"), results.lines());
        assertEquals(6, run.metrics().events());
        assertEquals(6, run.metrics().outputs().get("out"));
        assertEquals(Long.MAX_VALUE, run.metrics().watermarkNs());
        assertEquals(6, run.metrics().latency().snapshot().getTotalCount());
        assertEquals(1, results.closed());
    }

    @Test
    void shouldSendEventsEveryWayAtBranchFanOutAndUnion() throws InterruptedException {
        final Results odd = new Results();
        final Results both = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> ticks = ticks(builder, ticks(4));
        final EventStream.Branches<Tick> branches = ticks.branch("parity", tick -> tick.value() % 2 == 0);
        branches.rest().sink("odd", odd.sink());
        branches.matching().union("both", List.of(branches.rest(), ticks)).sink("all", both.sink());
        finish(builder);
        assertEquals(List.of("1/1=1 #0", "3/0=3 #1"), odd.lines());
        assertEquals(
                List.of("0/0=0 #0", "0/0=0 #1", "1/1=1 #2", "1/1=1 #3", "2/2=2 #4", "2/2=2 #5", "3/0=3 #6", "3/0=3 #7"),
                both.lines());
    }

    @Test
    void shouldWorkBehindStageBoundaries() throws InterruptedException {
        final Results first = new Results();
        final Results second = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> stage =
                ticks(builder, ticks(1_000)).filter(t -> t.value() % 10 == 0).stage("one");
        stage.sink("first", first.sink());
        stage.map(TickFlyweight.TYPE, (tick, out) -> out.value(-tick.value()))
                .stage("two")
                .sink("second", second.sink());
        finish(builder);
        assertEquals(100, first.lines().size());
        assertEquals("990/0=990 #99", first.lines().get(99));
        assertEquals("990/0=-990 #99", second.lines().get(99));
    }

    @Test
    void shouldTakeEveryEventOfSeveralSources() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> other = builder.source(
                "other", TickFlyweight.TYPE, Watermarks.ascending(), TickFeed.of(ticks(10_000), 100, TickFeed.End.END));
        ticks(builder, ticks(5_000)).union("both", List.of(other)).sink("out", results.sink());
        final Run run = finish(builder);
        assertEquals(15_000, results.lines().size());
        assertEquals(15_000, run.metrics().events());
    }

    @Test
    void shouldFireAllWindowsAtTheEndOfInput() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        ticks(builder, ticks(25))
                .keyBy(Tick::key)
                .window(Windows.tumbling(10))
                .aggregate("sums", new SumAggregate())
                .results()
                .sink("out", tickSink(results));
        finish(builder);
        assertEquals(
                List.of(
                        "9/0=18 #0",
                        "9/1=12 #1",
                        "9/2=15 #2",
                        "19/1=58 #3",
                        "19/2=42 #4",
                        "19/0=45 #5",
                        "29/2=43 #6",
                        "29/0=45 #7",
                        "29/1=22 #8"),
                results.lines().stream().map(line -> line).toList());
    }

    @Test
    void shouldGiveSymbolsOfAllSourcesIdsByFirstAppearance() throws InterruptedException {
        final List<String> texts = new ArrayList<>();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> one = pushed(builder);
        one.stage("far")
                .sink(
                        "out",
                        context -> tick -> texts.add(context.symbols().textOf((int) tick.key()) + "=" + tick.value()));
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        assertEquals(0, publisher.idOf("AIG"));
        push(publisher, 1, publisher.idOf("AIG"), 1);
        final TickFlyweight tick = publisher.claim();
        tick.timeNs(2).value(2);
        tick.key(publisher.idOf("IBM"));
        publisher.commit();
        assertThrows(IllegalArgumentException.class, () -> publisher.idOf(""));
        push(publisher, 3, publisher.idOf("AIG"), 3);
        publisher.endOfInput();
        run.join();
        assertEquals(List.of("AIG=1", "IBM=2", "AIG=3"), texts);
        run.close();
    }

    @Test
    void shouldSayNothingFailedAndHaveNoWarnings() throws InterruptedException {
        final PipelineBuilder builder = Pipeline.builder("contract");
        final AtomicBoolean sawOne = new AtomicBoolean();
        ticks(builder, ticks(1)).forEach("out", tick -> sawOne.set(true));
        final Run run = finish(builder);
        assertTrue(sawOne.get());
        assertNull(run.failure().orElse(null));
        assertEquals(List.of(), run.warnings());
        assertFalse(run.metrics().firstEventNs() == 0);
    }

    @Test
    void shouldLoseNothingWhenTheSinkIsSlow() throws InterruptedException {
        final List<Long> seen = new ArrayList<>();
        final PipelineBuilder builder = Pipeline.builder("contract");
        ticks(builder, ticks(3_000)).forEach("slow", tick -> {
            if (tick.value() % 100 == 0) {
                sleep();
            }
            seen.add(tick.value());
        });
        final Run run =
                Millrace.start(builder.build(), options().withRingSlots(64).withBatchSlots(16));
        run.join();
        assertEquals(LongStream.range(0, 3_000).boxed().toList(), seen);
        run.close();
    }

    private static void sleep() {
        try {
            Thread.sleep(1);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
