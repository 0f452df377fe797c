package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.function.Collector;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.operator.OperatorException;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.source.Publisher;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every layout does alike. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class LayoutContractTest {
    /** The layout under test. */
    abstract Layout layout();

    private RunOptions options() {
        return RunOptions.defaults().withLayout(layout()).withWaiting(Waiting.BACKOFF);
    }

    private Run start(final PipelineBuilder builder) {
        return Millrace.start(builder.build(), options());
    }

    private Run finish(final PipelineBuilder builder) throws InterruptedException {
        final Run run = start(builder);
        run.join();
        assertEquals(RunState.ENDED, run.state());
        run.close();
        return run;
    }

    static List<long[]> ticks(final int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> new long[] {i, i % 3, i})
                .toList();
    }

    private static EventStream<Tick> ticks(final PipelineBuilder builder, final List<long[]> ticks) {
        return builder.source("ticks", TickFlyweight.TYPE, Watermarks.ascending(), TickFeed.of(ticks));
    }

    private static EventStream<Tick> pushed(final PipelineBuilder builder) {
        return builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending());
    }

    private static void push(final Publisher<TickFlyweight> to, final long timeNs, final long key, final long value) {
        to.claim().timeNs(timeNs).key(key).value(value);
        to.commit();
    }

    @AfterEach
    void shouldLeaveNoThreadBehind() throws InterruptedException {
        for (int i = 0; i < 5_000 && !Threads.ofRuns().isEmpty(); i++) {
            Thread.sleep(1);
        }
        assertEquals(List.of(), Threads.ofRuns());
    }

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

    @SuppressWarnings("unchecked") // a flyweight is read as what it implements
    private static io.millrace.engine.sink.SinkFactory<TickFlyweight> tickSink(final Results results) {
        return (io.millrace.engine.sink.SinkFactory<TickFlyweight>)
                (io.millrace.engine.sink.SinkFactory<?>) results.sink();
    }

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
    void shouldFailWhenASourceThrows() {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        builder.source(
                        "ticks",
                        TickFlyweight.TYPE,
                        Watermarks.ascending(),
                        TickFeed.of(ticks(9), 2, TickFeed.End.THROW))
                .sink("out", results.sink());
        final Run run = start(builder);
        final RunFailedException failure = assertThrows(RunFailedException.class, run::join);
        assertEquals("the feed broke", failure.getCause().getMessage());
        assertEquals(RunState.FAILED, run.state());
        assertSame(failure.getCause(), run.failure().orElseThrow());
        assertEquals(1, results.closed());
        run.close();
    }

    @Test
    void shouldFailToStartWhenASourceCannotBeOpened() {
        final Results results = new Results();
        final int closedBefore = TickFeed.CLOSED.get();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> bad = builder.source("bad", TickFlyweight.TYPE, Watermarks.ascending(), context -> {
            throw new IOException("no such feed");
        });
        ticks(builder, ticks(5)).union("both", List.of(bad)).sink("out", results.sink());
        final RunFailedException failure = assertThrows(RunFailedException.class, () -> start(builder));
        assertEquals("no such feed", failure.getCause().getMessage());
        assertEquals(1, results.closed());
        assertEquals(List.of(), results.lines());
        assertTrue(TickFeed.CLOSED.get() - closedBefore <= 1);
    }

    @Test
    void shouldFailToStartWhenASinkCannotBeOpened() {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> ticks = ticks(builder, ticks(5));
        ticks.sink("out", results.sink());
        ticks.stage("far").sink("bad", context -> {
            throw new IOException("no such place");
        });
        final RunFailedException failure = assertThrows(RunFailedException.class, () -> start(builder));
        assertEquals("no such place", failure.getCause().getMessage());
        assertEquals(1, results.closed());
    }

    @Test
    void shouldFailWithOperatorAndRecordWhenASinkThrows() {
        final PipelineBuilder builder = Pipeline.builder("contract");
        ticks(builder, ticks(100_000)).<Tick>filter(tick -> true).sink("bad", context -> tick -> {
            if (tick.value() == 5_000) {
                throw new IOException("disk full");
            }
        });
        final Run run = start(builder);
        final RunFailedException failure = assertThrows(RunFailedException.class, run::join);
        final OperatorException cause = assertInstanceOf(OperatorException.class, failure.getCause());
        assertEquals("bad", cause.operator());
        assertEquals(5_000, cause.sequence());
        assertEquals("disk full", cause.getCause().getMessage());
        run.close();
        assertEquals(RunState.FAILED, run.state());
    }

    @Test
    void shouldFailWhenASinkBehindABoundaryThrows() {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> ticks = builder.source(
                "ticks",
                TickFlyweight.TYPE,
                Watermarks.ascending(),
                TickFeed.of(ticks(50_000), 50, TickFeed.End.GO_QUIET));
        ticks.sink("out", results.sink());
        ticks.stage("far").forEach("bad", tick -> {
            if (tick.value() == 10_000) {
                throw new IllegalStateException("far away");
            }
        });
        final Run run = start(builder);
        final RunFailedException failure = assertThrows(RunFailedException.class, run::join);
        assertInstanceOf(OperatorException.class, failure.getCause());
        assertEquals(RunState.FAILED, run.state());
        assertEquals(1, results.closed());
        run.close();
    }

    @Test
    void shouldSkipAndCountWhereTheOperatorSaysSo() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> ticks = ticks(builder, ticks(100));
        ticks.sink("out", results.sink());
        ticks.onError(ErrorPolicy.SKIP).forEach("picky", tick -> {
            if (tick.value() % 10 == 0) {
                throw new IllegalStateException("not this one");
            }
        });
        final Run run = finish(builder);
        assertEquals(10, run.metrics().skipped());
        assertEquals(100, results.lines().size());
    }

    @Test
    void shouldFailWhenAFlushOrACloseFails() {
        for (final boolean atFlush : new boolean[] {true, false}) {
            final PipelineBuilder builder = Pipeline.builder("contract");
            ticks(builder, ticks(5)).sink("bad", context -> new Sink<Tick>() {
                @Override
                public void accept(final Tick tick) {}

                @Override
                public void flush() throws IOException {
                    if (atFlush) {
                        throw new IOException("cannot flush");
                    }
                }

                @Override
                public void close() throws IOException {
                    if (!atFlush) {
                        throw new IOException("cannot close");
                    }
                }
            });
            final Run run = start(builder);
            final RunFailedException failure = assertThrows(RunFailedException.class, run::join);
            assertEquals(
                    atFlush ? "cannot flush" : "cannot close",
                    failure.getCause().getMessage());
            run.close();
        }
    }

    @Test
    void shouldTakeWhatIsPushedAndEndWithIt() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        pushed(builder).sink("out", results.sink());
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (int i = 0; i < 10_000; i++) {
            push(publisher, i, 1, i);
        }
        publisher.endOfInput();
        run.join();
        assertEquals(RunState.ENDED, run.state());
        assertEquals(10_000, results.lines().size());
        assertEquals("9999/1=9999 #9999", results.lines().get(9_999));
        assertEquals(10_000, run.metrics().latency().snapshot().getTotalCount());
        run.close();
    }

    @Test
    void shouldFollowWatermarksAndIdleMarksOfSeveralSources() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        final EventStream<Tick> other = builder.pushSource("other", TickFlyweight.TYPE, Watermarks.ascending());
        pushed(builder)
                .union("both", List.of(other))
                .keyBy(tick -> 1)
                .window(Windows.tumbling(10))
                .aggregate("sums", new SumAggregate())
                .results()
                .sink("out", tickSink(results));
        final Run run = start(builder);
        final Publisher<TickFlyweight> first = run.publisher("ticks", TickFlyweight.TYPE);
        final Publisher<TickFlyweight> second = run.publisher("other", TickFlyweight.TYPE);
        push(first, 5, 1, 100);
        push(first, 25, 1, 200);
        second.watermark(9);
        push(second, 12, 1, 7);
        second.idle();
        push(second, 30, 1, 1);
        push(first, 26, 1, 2);
        first.idle();
        second.active();
        second.watermark(45);
        first.endOfInput();
        second.endOfInput();
        run.join();
        assertEquals(List.of("9/1=100 #0", "19/1=7 #1", "29/1=202 #2", "39/1=1 #3"), results.lines());
        run.close();
    }

    @Test
    void shouldRefuseMisuseOfAPublisher() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("contract");
        pushed(builder).sink("out", results.sink());
        final Run run = start(builder);
        assertThrows(IllegalArgumentException.class, () -> run.publisher("nowhere", TickFlyweight.TYPE));
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        assertThrows(IllegalStateException.class, publisher::commit);
        assertThrows(IllegalStateException.class, publisher::abort);
        publisher.claim().timeNs(1).key(1).value(1);
        assertThrows(IllegalStateException.class, publisher::claim);
        assertThrows(IllegalStateException.class, publisher::tryClaim);
        assertThrows(IllegalStateException.class, publisher::endOfInput);
        publisher.abort();
        push(publisher, 2, 2, 2);
        publisher.endOfInput();
        assertThrows(IllegalStateException.class, publisher::claim);
        assertThrows(IllegalStateException.class, publisher::endOfInput);
        run.join();
        assertThrows(IllegalStateException.class, publisher::claim);
        assertEquals(List.of("2/2=2 #0"), results.lines());
        run.close();
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
}
