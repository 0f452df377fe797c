package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.KeyedStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.function.JoinFunction;
import io.millrace.engine.source.Publisher;
import io.millrace.engine.source.Source;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JoinAllocationTest {
    private static final int ATTEMPTS = 3;
    private static final JoinFunction<Tick, Tick, TickFlyweight> SUM =
            (left, right, out) -> out.key(left.key()).value(left.value() + (right == null ? 0 : right.value()));

    /** Events without end, of 100 keys, every other one a left one. */
    private static final class Endless implements Source<TickFlyweight> {
        private long next;

        @Override
        public int poll(final Publisher<TickFlyweight> out, final int limit) {
            for (int i = 0; i < limit; i++) {
                out.claim().timeNs(next * 10 - next % 7).key(next % 101).value(next);
                out.commit();
                next++;
            }
            return limit;
        }
    }

    /** Every kind of join at once. */
    private static Pipeline pipeline() {
        final PipelineBuilder builder = Pipeline.builder("joins");
        final EventStream.Branches<Tick> sides = builder.source(
                        "ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(100), context -> new Endless())
                .branch("sides", tick -> tick.value() % 2 == 0);
        final KeyedStream<Tick> left = sides.matching().keyBy(Tick::key);
        final KeyedStream<Tick> right = sides.rest().keyBy(Tick::key);
        left.asOfJoin(right)
                .byArrivalWithCorrections()
                .join("as-of", TickFlyweight.TYPE, SUM)
                .results()
                .forEach("as-of-out", tick -> {});
        left.intervalJoin(right, -2_000, 1_000)
                .left()
                .join("interval", TickFlyweight.TYPE, SUM)
                .results()
                .forEach("interval-out", tick -> {});
        left.windowJoin(right, Windows.tumbling(3_000))
                .left()
                .join("window", TickFlyweight.TYPE, SUM)
                .results()
                .forEach("window-out", tick -> {});
        left.lookup(right)
                .asOfEventTimeNs(1_000)
                .join("lookup", TickFlyweight.TYPE, SUM)
                .results()
                .forEach("lookup-out", tick -> {});
        sides.matching()
                .broadcastJoin(sides.rest().keyBy(tick -> tick.key() % 3))
                .join("broadcast", TickFlyweight.TYPE, (event, entry, out) -> {
                    out.value(entry.value());
                    return entry.key() % 2 == 0;
                })
                .forEach("broadcast-out", tick -> {});
        return builder.build();
    }

    @Test
    void shouldAllocateNothingOnTheSteadyPath() throws InterruptedException {
        // Compilation may come late on a loaded machine, and code that is interpreted allocates more: try again then.
        Map<String, Double> perEvent = Map.of();
        for (int i = 0; i < ATTEMPTS; i++) {
            final RunOptions options =
                    RunOptions.defaults().withLayout(Layout.INLINE).withWaiting(Waiting.BACKOFF);
            try (Run run = Millrace.start(pipeline(), options)) {
                perEvent = Allocation.perEvent(run, 500_000, 500_000);
            }
            if (perEvent.values().stream().allMatch(bytes -> bytes < Allocation.NOTHING)) {
                return;
            }
        }
        assertTrue(perEvent.isEmpty(), "bytes per event: " + perEvent);
    }
}
