package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.graph.Overload;
import io.millrace.engine.source.Publisher;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RingedRunTest {
    private static final int RING_SLOTS = 64;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);

    private static Run start(final PipelineBuilder builder) {
        return Millrace.start(
                builder.build(),
                RunOptions.defaults()
                        .withLayout(Layout.RINGED)
                        .withRingSlots(RING_SLOTS)
                        .withBatchSlots(10)
                        .withWaiting(Waiting.BACKOFF));
    }

    private static void push(final Publisher<TickFlyweight> to, final long key, final long value) {
        to.claim().timeNs(value).key(key).value(value);
        to.commit();
    }

    private void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(50, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void shouldLeaveNoThreadBehind() throws InterruptedException {
        gate.countDown();
        threads.shutdownNow();
        for (int i = 0; i < 10_000 && !Threads.ofRuns().isEmpty(); i++) {
            Thread.sleep(1);
        }
        assertEquals(List.of(), Threads.ofRuns());
    }

    private static EventStream<Tick> pushed(final PipelineBuilder builder, final Overload overload) {
        return builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending(), overload);
    }

    @Test
    void shouldTakeEveryEventOfManyThreadsExactlyOnceAndInTheOrderOfEach() throws Exception {
        final int publishers = 4;
        final int each = 20_000;
        final long[] last = new long[publishers];
        final List<String> wrong = new ArrayList<>();
        final PipelineBuilder builder = Pipeline.builder("many");
        pushed(builder, new Overload.Wait()).forEach("out", tick -> {
            if (tick.value() != ++last[(int) tick.key()]) {
                wrong.add(tick.key() + ": " + tick.value());
            }
        });
        final Run run = start(builder);
        final List<Publisher<TickFlyweight>> all = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            all.add(run.publisher("ticks", TickFlyweight.TYPE));
        }
        for (int i = 0; i < publishers; i++) {
            final int key = i;
            threads.submit(() -> {
                final Publisher<TickFlyweight> publisher = all.get(key);
                for (int value = 1; value <= each; value++) {
                    if (value % 7 == 0) {
                        publisher.claim().value(-1);
                        publisher.abort();
                    }
                    push(publisher, key, value);
                }
                publisher.endOfInput();
            });
        }
        run.join();
        assertEquals(List.of(), wrong);
        assertEquals(publishers * each, run.metrics().events());
        assertThrows(IllegalStateException.class, () -> run.publisher("ticks", TickFlyweight.TYPE));
        run.close();
    }

    @Test
    void shouldShowSymbolsBeforeEventsThatUseThemWhicheverThreadFoundThem() throws Exception {
        final int publishers = 4;
        final int symbols = 2_000;
        final long seed = System.nanoTime();
        final List<String> wrong = new ArrayList<>();
        final PipelineBuilder builder = Pipeline.builder("symbols");
        final EventStream<Tick> ticks = pushed(builder, new Overload.Wait());
        for (final EventStream<Tick> stream : List.of(ticks, ticks.stage("far"))) {
            stream.sink(stream == ticks ? "near" : "out", context -> tick -> {
                final CharSequence text = context.symbols().textOf((int) tick.key());
                if (!("S" + tick.value()).contentEquals(text)) {
                    synchronized (wrong) {
                        wrong.add(tick.value() + " came as " + text);
                    }
                }
            });
        }
        final Run run = start(builder);
        final List<Publisher<TickFlyweight>> all = new ArrayList<>();
        for (int i = 0; i < publishers; i++) {
            all.add(run.publisher("ticks", TickFlyweight.TYPE));
        }
        for (int i = 0; i < publishers; i++) {
            final Publisher<TickFlyweight> publisher = all.get(i);
            final SplittableRandom random = new SplittableRandom(seed + i);
            threads.submit(() -> {
                for (int n = 0; n < 20_000; n++) {
                    final int value = random.nextInt(1 + n * symbols / 20_000);
                    final int before = random.nextBoolean() ? publisher.idOf("S" + value) : -1;
                    final TickFlyweight tick = publisher.claim();
                    tick.timeNs(n).value(value);
                    tick.key(before >= 0 ? before : publisher.idOf("S" + value));
                    publisher.commit();
                }
                publisher.endOfInput();
            });
        }
        run.join();
        assertEquals(List.of(), wrong, "seed " + seed);
        assertEquals(publishers * 20_000, run.metrics().outputs().get("out"), "seed " + seed);
        run.close();
    }

    @Test
    void shouldDropAndCountWhatThereIsNoRoomFor() throws Exception {
        final List<Long> seen = new ArrayList<>();
        final PipelineBuilder builder = Pipeline.builder("drop");
        pushed(builder, new Overload.Drop()).forEach("out", tick -> {
            await(gate);
            seen.add(tick.value());
        });
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (int value = 0; value < 1_000; value++) {
            push(publisher, 1, value);
        }
        assertEquals(1_000 - RING_SLOTS, run.metrics().dropped());
        publisher.claim();
        assertThrows(IllegalStateException.class, publisher::claim);
        publisher.abort();
        assertThrows(IllegalStateException.class, publisher::commit);
        gate.countDown();
        publisher.endOfInput();
        run.join();
        assertEquals(RING_SLOTS, seen.size());
        assertEquals(RING_SLOTS - 1, seen.get(RING_SLOTS - 1));
        run.close();
    }

    @Test
    void shouldKeepTheNewestOfEachKeyWhileThereIsNoRoom() throws Exception {
        final Map<Long, Long> newest = new HashMap<>();
        final List<Long> counts = new ArrayList<>();
        final CountDownLatch all = new CountDownLatch(3);
        final PipelineBuilder builder = Pipeline.builder("conflate");
        pushed(builder, new Overload.Conflate((Tick tick) -> tick.key(), 3)).forEach("out", tick -> {
            await(gate);
            assertTrue(newest.getOrDefault(tick.key(), -1L) < tick.value());
            newest.put(tick.key(), tick.value());
            counts.add(tick.value());
            if (tick.value() >= 897) {
                all.countDown();
            }
        });
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (int value = 0; value < 900; value++) {
            push(publisher, value % 3, value);
        }
        assertEquals(900 - RING_SLOTS - 3, run.metrics().dropped());
        gate.countDown();
        await(all);
        assertEquals(Map.of(0L, 897L, 1L, 898L, 2L, 899L), newest, "without a further call of the publisher");
        publisher.endOfInput();
        run.join();
        assertEquals(900, counts.size() + run.metrics().dropped());
        run.close();
    }

    @Test
    void shouldWaitWithAnEventOfAFurtherKeyThanMayBeKept() throws Exception {
        final List<Long> seen = new ArrayList<>();
        final PipelineBuilder builder = Pipeline.builder("conflate");
        pushed(builder, new Overload.Conflate((Tick tick) -> tick.key(), 2)).forEach("out", tick -> {
            await(gate);
            seen.add(tick.value());
        });
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        final Future<?> pusher = threads.submit(() -> {
            for (int value = 0; value < 200; value++) {
                push(publisher, value, value);
            }
            publisher.endOfInput();
        });
        gate.countDown();
        pusher.get();
        run.join();
        assertEquals(200, seen.size());
        assertEquals(0, run.metrics().dropped());
        run.close();
    }

    @Test
    void shouldWorkOffWhatWaitsWhenStopped() throws Exception {
        final List<Long> seen = new ArrayList<>();
        final PipelineBuilder builder = Pipeline.builder("conflate");
        pushed(builder, new Overload.Conflate((Tick tick) -> tick.key(), 10)).forEach("out", tick -> {
            await(gate);
            seen.add(tick.value());
        });
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (int value = 0; value < RING_SLOTS + 10; value++) {
            push(publisher, value % 10, value);
        }
        run.stop();
        gate.countDown();
        run.join();
        assertEquals(RING_SLOTS + 10, seen.size());
        assertEquals(RunState.STOPPED, run.state());
        assertThrows(IllegalStateException.class, publisher::claim);
        run.close();
    }

    @Test
    void shouldTurnAwayAWaitingPublisherWhenStopped() throws Exception {
        final PipelineBuilder builder = Pipeline.builder("stop");
        pushed(builder, new Overload.Wait()).forEach("out", tick -> await(gate));
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (int value = 0; value < RING_SLOTS; value++) {
            push(publisher, 1, value);
        }
        assertEquals(null, publisher.tryClaim());
        final Callable<TickFlyweight> claim = publisher::claim;
        final Future<TickFlyweight> pusher = threads.submit(claim);
        run.stop();
        gate.countDown();
        final ExecutionException failure = assertThrows(ExecutionException.class, pusher::get);
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        run.join();
        assertEquals(RING_SLOTS, run.metrics().events());
        run.close();
    }

    @Test
    void shouldTurnAwayAWaitingPublisherAndSourceWhenTheSinkFails() throws Exception {
        final PipelineBuilder builder = Pipeline.builder("fail");
        final EventStream<Tick> pulled = builder.source(
                "pulled",
                TickFlyweight.TYPE,
                Watermarks.ascending(),
                TickFeed.of(LayoutContract.ticks(1_000), 200, TickFeed.End.GO_QUIET));
        pushed(builder, new Overload.Wait()).union("both", List.of(pulled)).forEach("out", tick -> {
            await(gate);
            throw new IllegalStateException("full");
        });
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        final Future<?> pusher = threads.submit(() -> {
            for (int value = 0; value < 10 * RING_SLOTS; value++) {
                push(publisher, 1, value);
            }
        });
        gate.countDown();
        final ExecutionException failure = assertThrows(ExecutionException.class, pusher::get);
        assertInstanceOf(IllegalStateException.class, failure.getCause());
        assertThrows(RunFailedException.class, run::join);
        assertEquals(0, run.failure().orElseThrow().getSuppressed().length, "one failure, not its echoes");
        run.close();
    }

    @Test
    void shouldStopThoughAPublisherSitsOnAnEvent() throws Exception {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("gap");
        pushed(builder, new Overload.Wait()).sink("out", results.sink());
        final Run run = start(builder);
        final Publisher<TickFlyweight> first = run.publisher("ticks", TickFlyweight.TYPE);
        final Publisher<TickFlyweight> second = run.publisher("ticks", TickFlyweight.TYPE);
        push(first, 1, 1);
        first.claim();
        push(second, 2, 2);
        run.close();
        assertEquals(RunState.STOPPED, run.state());
        assertEquals(List.of("1/1=1 #0"), results.lines());
        assertEquals(1, run.warnings().size(), run.warnings()::toString);
    }

    @Test
    void shouldProcessWhatWasClaimedBeforeAndCommittedAfterAStop() throws Exception {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("claimed");
        pushed(builder, new Overload.Wait()).sink("out", results.sink());
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        publisher.claim().timeNs(3).key(3).value(3);
        run.stop();
        publisher.commit();
        run.join();
        assertEquals(List.of("3/3=3 #0"), results.lines());
        assertEquals(List.of(), run.warnings());
        run.close();
    }

    @Test
    void shouldLeaveASourceBehindThatNeverReturns() throws Exception {
        final Results results = new Results();
        final CountDownLatch polled = new CountDownLatch(1);
        final PipelineBuilder builder = Pipeline.builder("stuck");
        builder.source("ticks", TickFlyweight.TYPE, Watermarks.ascending(), context -> (out, limit) -> {
                    polled.countDown();
                    while (gate.getCount() != 0) {
                        Thread.onSpinWait();
                    }
                    push(out, 1, 1);
                    return 1;
                })
                .sink("out", results.sink());
        final Run run = start(builder);
        await(polled);
        run.close();
        assertEquals(RunState.STOPPED, run.state());
        assertEquals(1, run.warnings().size(), run.warnings()::toString);
        assertEquals(1, results.closed());
    }

    @Test
    void shouldMixSourcesThatArePolledAndPushed() throws Exception {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("mixed");
        final EventStream<Tick> pulled = builder.source(
                "pulled", TickFlyweight.TYPE, Watermarks.ascending(), TickFeed.of(LayoutContract.ticks(500)));
        pushed(builder, new Overload.Wait()).union("both", List.of(pulled)).sink("out", results.sink());
        final Run run = Millrace.start(builder.build());
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        for (int value = 0; value < 500; value++) {
            push(publisher, 9, value);
        }
        publisher.endOfInput();
        run.join();
        assertEquals(1_000, results.lines().size());
        run.close();
        assertThrows(
                IllegalArgumentException.class,
                () -> Millrace.start(builder.build(), RunOptions.defaults().withLayout(Layout.INLINE)));
    }

    @Test
    void shouldCountLatencyBehindABoundaryFromTheIntendedTime() throws Exception {
        final PipelineBuilder builder = Pipeline.builder("latency");
        pushed(builder, new Overload.Wait()).stage("far").forEach("out", tick -> {});
        final Run run = Millrace.start(
                builder.build(), RunOptions.defaults().withLayout(Layout.RINGED).withClock(() -> 1_000_000_000L));
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        publisher.claim().timeNs(1);
        publisher.commitAt(1_000_000_000L - 7_000);
        publisher.claim().timeNs(1);
        publisher.commitIntended(1_000_000_000L - 5_000);
        push(publisher, 1, 1);
        publisher.endOfInput();
        run.join();
        for (final var latency : List.of(run.metrics().latency(), run.metrics().stageLatency("far"))) {
            final var histogram = latency.snapshot();
            assertEquals(3, histogram.getTotalCount());
            assertEquals(7_000, histogram.getMaxValue(), 10);
            assertEquals(1, histogram.getCountBetweenValues(4_990, 5_010));
        }
        run.close();
    }
}
