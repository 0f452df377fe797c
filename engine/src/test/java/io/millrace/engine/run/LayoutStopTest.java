package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.source.Publisher;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stop does, in every layout. */
@ParameterizedClass
@EnumSource(names = {"INLINE", "RINGED"})
class LayoutStopTest extends LayoutContract {
    @Test
    void shouldKeepWindowsOpenWhenStopped() throws InterruptedException {
        final Results results = new Results();
        final Results passed = new Results();
        final CountDownLatch seen = new CountDownLatch(25);
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> ticks = builder.source(
                "ticks", TickFlyweight.TYPE, Watermarks.ascending(), TickFeed.of(ticks(25), 5, TickFeed.End.GO_QUIET));
        ticks.sink("passed", passed.sink());
        ticks.forEach("count", tick -> seen.countDown());
        ticks.keyBy(tick -> 1)
                .window(Windows.tumbling(10))
                .aggregate("sums", new SumAggregate())
                .results()
                .sink("out", tickSink(results));
        final Run run = start(builder);
        assertTrue(seen.await(30, TimeUnit.SECONDS));
        run.stop();
        run.join();
        assertEquals(RunState.STOPPED, run.state());
        assertEquals(25, passed.lines().size());
        assertEquals(List.of("9/1=45 #0", "19/1=145 #1"), results.lines(), "[20, 30) stays open");
        assertEquals(1, results.closed());
        run.close();
    }

    @Test
    void shouldWorkOffWhatWasPublishedInEveryStageWhenStopped() throws InterruptedException {
        final Results near = new Results();
        final Results far = new Results();
        final CountDownLatch seen = new CountDownLatch(2_000);
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> ticks = builder.source(
                "ticks",
                TickFlyweight.TYPE,
                Watermarks.ascending(),
                TickFeed.of(ticks(200_000), 50, TickFeed.End.GO_QUIET));
        ticks.sink("near", near.sink());
        ticks.stage("one").filter(tick -> true).stage("two").sink("far", far.sink());
        ticks.forEach("count", tick -> seen.countDown());
        final Run run = start(builder);
        assertTrue(seen.await(30, TimeUnit.SECONDS));
        run.stop();
        run.join();
        assertEquals(RunState.STOPPED, run.state());
        assertEquals(near.lines(), far.lines());
        assertEquals(near.lines().size(), run.metrics().events());
        assertEquals(List.of(), run.warnings());
        run.close();
    }

    @Test
    void shouldStopByCloseAloneAndTwice() {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        builder.source(
                        "ticks",
                        TickFlyweight.TYPE,
                        Watermarks.ascending(),
                        TickFeed.of(ticks(9), 2, TickFeed.End.GO_QUIET))
                .sink("out", results.sink());
        final Run run = start(builder);
        run.close();
        run.close();
        assertEquals(RunState.STOPPED, run.state());
        assertEquals(1, results.closed());
    }

    @Test
    void shouldStopWhenAskedFromWithinASink() throws InterruptedException {
        final Results results = new Results();
        final Run[] run = new Run[1];
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> ticks = pushed(builder);
        ticks.forEach("stopper", tick -> {
            if (tick.value() == 1) {
                run[0].stop();
                run[0].close();
            }
        });
        ticks.sink("out", results.sink());
        run[0] = start(builder);
        push(run[0].publisher("ticks", TickFlyweight.TYPE), 1, 1, 1);
        run[0].join();
        assertEquals(RunState.STOPPED, run[0].state());
        assertEquals(List.of("1/1=1 #0"), results.lines());
    }

    @Test
    void shouldRefuseEventsWhenStopped() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        pushed(builder).sink("out", results.sink());
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        push(publisher, 1, 1, 1);
        run.stop();
        assertThrows(IllegalStateException.class, publisher::claim);
        assertTrue(run.await(Duration.ofSeconds(30)));
        assertEquals(RunState.STOPPED, run.state());
        assertThrows(IllegalStateException.class, publisher::claim);
        assertThrows(IllegalStateException.class, () -> run.publisher("ticks", TickFlyweight.TYPE));
        assertEquals(List.of("1/1=1 #0"), results.lines());
        assertEquals(1, results.closed());
        run.close();
    }
}
