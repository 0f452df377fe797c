package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.ProcessStates;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AllocationTest {
    private static final long WARM_UP_EVENTS = 1_500_000;
    private static final long EVENTS = 3_000_000;
    private static final int ATTEMPTS = 3;

    /** What an operator allocates; static, so that it is not optimized away. */
    private static volatile Object garbage;

    /** Events without end. */
    private static final class Endless implements Source<TickFlyweight> {
        private long next;

        @Override
        public int poll(final Publisher<TickFlyweight> out, final int limit) {
            for (int i = 0; i < limit; i++) {
                out.claim().timeNs(next * 10).key(next % 100).value(next);
                out.commit();
                next++;
            }
            return limit;
        }
    }

    /** Registers timers of both kinds with each event, and deletes every other one. */
    private static final class Timing implements ProcessFunction<Tick, TickFlyweight> {
        private final Timers timers;

        Timing(final ProcessStates states) {
            timers = states.timers();
        }

        @Override
        public void onEvent(final Tick tick, final ProcessContext context, final Collector<TickFlyweight> out) {
            final long timer = timers.registerEventTime(tick.timeNs() + 10_000, tick.value());
            timers.registerProcessingTime(context.processingTimeNs() + 10_000, tick.value());
            if ((tick.value() & 1) == 0) {
                timers.delete(timer);
            }
        }

        @Override
        public void onTimer(final TimerContext context, final Collector<TickFlyweight> out) {
            if (!context.isProcessingTime()) {
                out.next().key(context.key()).value(context.payload());
                out.emit();
            }
        }
    }

    private static Pipeline pipeline(final boolean planted) {
        final PipelineBuilder builder = Pipeline.builder("allocation");
        final EventStream<Tick> ticks =
                builder.source("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(100), context -> new Endless());
        ticks.filter(tick -> tick.value() % 2 == 0)
                .map(TickFlyweight.TYPE, (tick, out) -> {
                    if (planted) {
                        garbage = new long[1];
                    }
                    out.key(tick.key()).value(tick.value() + 1);
                })
                .keyBy(Tick::key)
                .process(
                        "timers",
                        TickFlyweight.TYPE,
                        Timing::new,
                        ProcessSpec.of().withTimers())
                .results()
                .keyBy(Tick::key)
                .window(Windows.tumbling(10_000))
                .aggregate("sums", new SumAggregate())
                .results()
                .map(TickFlyweight.TYPE, (tick, out) -> out.key(tick.key()).value(tick.value()))
                .keyBy(Tick::key)
                .window(Windows.sliding(100_000, 20_000))
                .aggregate("further sums", new SumAggregate())
                .results()
                .stage("far")
                .forEach("out", tick -> {});
        return builder.build();
    }

    private static Map<String, Double> measure(final Layout layout, final boolean planted) throws InterruptedException {
        final RunOptions options = RunOptions.defaults().withLayout(layout).withWaiting(Waiting.BACKOFF);
        try (Run run = Millrace.start(pipeline(planted), options)) {
            return Allocation.perEvent(run, WARM_UP_EVENTS, EVENTS);
        }
    }

    private static boolean isNothing(final Map<String, Double> perEvent) {
        return perEvent.values().stream().allMatch(bytes -> bytes < Allocation.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldAllocateNothingOnTheSteadyPath(final Layout layout) throws InterruptedException {
        // Compilation may come late on a loaded machine, and code that is interpreted allocates more: try again then.
        Map<String, Double> perEvent = Map.of();
        for (int i = 0; i < ATTEMPTS; i++) {
            perEvent = measure(layout, false);
            if (isNothing(perEvent)) {
                break;
            }
        }
        assertTrue(isNothing(perEvent), "bytes per event: " + perEvent);
        assertEquals(layout == Layout.INLINE ? 1 : 3, perEvent.size(), "threads: " + perEvent);
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "RINGED"})
    void shouldCatchAPlantedOperatorThatAllocates(final Layout layout) throws InterruptedException {
        final Map<String, Double> perEvent = measure(layout, true);
        assertTrue(perEvent.get("millrace-allocation") > 1, "bytes per event: " + perEvent);
    }
}
