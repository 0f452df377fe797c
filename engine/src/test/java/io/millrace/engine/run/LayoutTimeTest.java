package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.explain.WatermarkExplanation;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Time that passes though nothing arrives, sources that fall silent, and sources that run ahead. */
@ParameterizedClass
@EnumSource(names = {"INLINE", "RINGED"})
class LayoutTimeTest extends LayoutContract {
    private static final Duration SOON = Duration.ofMillis(20);

    private static void awaitLines(final Results results, final int count) throws InterruptedException {
        for (int i = 0; i < 10_000 && results.lines().size() < count; i++) {
            Thread.sleep(1);
        }
    }

    private static EventStream<Tick> quiet(final PipelineBuilder builder) {
        return builder.source(
                "ticks", TickFlyweight.TYPE, Watermarks.ascending(), TickFeed.of(ticks(5), 7, TickFeed.End.GO_QUIET));
    }

    private static EventStream<Tick> timed(final EventStream<Tick> from, final String name) {
        return from.keyBy(Tick::key)
                .process(
                        name,
                        TickFlyweight.TYPE,
                        states -> {
                            final Timers timers = states.timers();
                            return new ProcessFunction<Tick, TickFlyweight>() {
                                @Override
                                public void onEvent(
                                        final Tick tick,
                                        final ProcessContext context,
                                        final Collector<TickFlyweight> out) {
                                    timers.registerProcessingTime(
                                            context.processingTimeNs() + SOON.toNanos(), tick.value());
                                }

                                @Override
                                public void onTimer(final TimerContext context, final Collector<TickFlyweight> out) {
                                    out.next().timeNs(0).key(context.key()).value(context.payload());
                                    out.emit();
                                }
                            };
                        },
                        ProcessSpec.of().withTimers())
                .results();
    }

    @Test
    void shouldFireTimersOnProcessingTimeThoughNothingArrives() throws InterruptedException {
        final Results near = new Results();
        final Results far = new Results();
        final PipelineBuilder builder = Pipeline.builder("ticks");
        final EventStream<Tick> ticks = quiet(builder);
        timed(ticks, "near").sink("nearby", near.sink());
        timed(timed(ticks.stage("stage"), "first"), "second").sink("faraway", far.sink());
        final Run run = start(builder);
        awaitLines(near, 5);
        awaitLines(far, 5);
        run.close();
        assertEquals(List.of("0/0=0 #0", "0/0=3 #1", "0/1=1 #2", "0/1=4 #3", "0/2=2 #4"), near.lines());
        assertEquals(5, far.lines().size());
        assertEquals(0, run.metrics().pendingTimers());
    }

    @Test
    @SuppressWarnings("unchecked") // a flyweight is read as what it implements
    void shouldCloseWindowsOnProcessingTimeThoughNothingArrives() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("ticks");
        ((EventStream<Tick>) (EventStream<?>) quiet(builder)
                        .keyBy(tick -> 0)
                        .window(Windows.tumbling(SOON))
                        .byProcessingTime()
                        .aggregate("sums", new SumAggregate())
                        .results())
                .map(TickFlyweight.TYPE, (tick, out) -> out.timeNs(0).value(tick.value()))
                .sink("out", results.sink());
        final Run run = start(builder);
        awaitLines(results, 1);
        run.close();
        assertEquals(
                10, results.lines().stream().mapToLong(LayoutTimeTest::value).sum());
    }

    private static long value(final String line) {
        return Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(' ')));
    }

    @Test
    void shouldLetASilentSourceGoIdleSoThatItHoldsNothingBack() throws InterruptedException {
        final Results results = new Results();
        final PipelineBuilder builder = Pipeline.builder("idle");
        final EventStream<Tick> quiet = builder.source(
                "quiet",
                TickFlyweight.TYPE,
                Watermarks.ascending().withIdleAfter(SOON),
                TickFeed.of(ticks(1), 7, TickFeed.End.GO_QUIET));
        final EventStream<Tick> busy = builder.source(
                "busy", TickFlyweight.TYPE, Watermarks.ascending(), TickFeed.of(ticks(100), 7, TickFeed.End.GO_QUIET));
        busy.union("both", List.of(quiet))
                .keyBy(tick -> 0)
                .window(Windows.tumbling(90))
                .aggregate("sums", new SumAggregate())
                .results()
                .sink("out", tickSink(results));
        final Run run = start(builder);
        awaitLines(results, 1);
        final WatermarkExplanation explained = run.explain();
        run.close();
        assertEquals(1, results.lines().size());
        assertEquals(98, explained.watermarkNs());
        assertEquals("busy", explained.heldBackBy().orElseThrow().source());
        assertTrue(explained.toString().contains("source 'quiet' is idle"), explained.toString());
        assertTrue(
                run.explain().toString().contains("100 ns or later"),
                run.explain().toString());
        assertTrue(
                run.explainWindow("sums", "0", 90).reason().contains("81 ns ahead"),
                run.explainWindow("sums", "0", 90).reason());
    }

    /** How far one source was ahead of the other when it published, at most. */
    private static final AtomicLong WIDEST = new AtomicLong();

    private static final AtomicLong SLOW_AT = new AtomicLong();

    private static final AtomicLong FAST_AT = new AtomicLong();

    /** Publishes one event a poll, each third poll. */
    private static final class Slow implements Source<TickFlyweight> {
        private int polls;
        private long next;

        @Override
        public int poll(final Publisher<TickFlyweight> out, final int limit) {
            if (next == 1_000) {
                SLOW_AT.set(Long.MAX_VALUE);
                return END_OF_INPUT;
            }
            if (next == 1 && FAST_AT.get() < 40) {
                return 0;
            }
            if (++polls % 3 != 0) {
                return 0;
            }
            SLOW_AT.set(next);
            out.claim().timeNs(next++);
            out.commit();
            return 1;
        }
    }

    /** Publishes as much as it may, and notes how far it is ahead. */
    private static final class Fast implements Source<TickFlyweight> {
        private long next;

        @Override
        public int poll(final Publisher<TickFlyweight> out, final int limit) {
            if (next == 5_000) {
                return END_OF_INPUT;
            }
            for (int i = 0; i < 5; i++) {
                final long slowNs = SLOW_AT.get();
                if (slowNs != Long.MAX_VALUE) {
                    WIDEST.accumulateAndGet(next - slowNs, Math::max);
                }
                FAST_AT.set(next);
                out.claim().timeNs(next++);
                out.commit();
            }
            return 5;
        }
    }

    @Test
    void shouldHoldASourceBackThatLeadsByMoreThanItsMaximum() throws InterruptedException {
        WIDEST.set(0);
        SLOW_AT.set(0);
        FAST_AT.set(0);
        final PipelineBuilder builder = Pipeline.builder("lead");
        final EventStream<Tick> slow =
                builder.source("slow", TickFlyweight.TYPE, Watermarks.ascending(), context -> new Slow());
        final EventStream<Tick> fast = builder.source(
                "fast",
                TickFlyweight.TYPE,
                Watermarks.ascending().withMaxLead(Duration.ofNanos(50)),
                context -> new Fast());
        slow.union("both", List.of(fast)).forEach("out", tick -> {});
        final Run run = finish(builder);
        assertEquals(6_000, run.metrics().events());
        assertTrue(WIDEST.get() >= 40, "it hardly led at all: " + WIDEST.get());
        assertTrue(WIDEST.get() <= 50 + 5, "it led by " + WIDEST.get());
    }

    @Test
    void shouldNotBeHeldBackByASourceThatIsIdleOrHasEnded() throws InterruptedException {
        final PipelineBuilder builder = Pipeline.builder("lead");
        final EventStream<Tick> fast = builder.source(
                "fast",
                TickFlyweight.TYPE,
                Watermarks.ascending().withMaxLead(Duration.ofNanos(5)),
                TickFeed.of(LongStream.range(0, 3_000)
                        .mapToObj(i -> new long[] {i * 10, 0, i})
                        .toList()));
        final EventStream<Tick> ended =
                builder.source("ended", TickFlyweight.TYPE, Watermarks.ascending(), TickFeed.of(ticks(3)));
        final EventStream<Tick> idle = builder.source(
                "idle",
                TickFlyweight.TYPE,
                Watermarks.ascending().withIdleAfter(SOON),
                TickFeed.of(ticks(3), 7, TickFeed.End.GO_QUIET));
        final Results results = new Results();
        fast.union("all", List.of(ended, idle))
                .filter(tick -> tick.timeNs() > 2)
                .sink("out", results.sink());
        final Run run = start(builder);
        awaitLines(results, 2_999);
        run.close();
        assertEquals(2_999, results.lines().size());
    }
}
