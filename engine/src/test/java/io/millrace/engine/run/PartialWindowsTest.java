package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.SumAggregate;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.watermark.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartialWindowsTest {
    @ParameterizedTest
    @EnumSource(Layout.class)
    @Timeout(30)
    void shouldCountTheWindowsThatTheEndOfInputLeavesPartial(final Layout layout) throws InterruptedException {
        final PipelineBuilder builder = Pipeline.builder("partial");
        final List<long[]> ticks = new ArrayList<>();
        for (int i = 0; i < 1_005; i++) {
            ticks.add(new long[] {i, i % 10, 1});
        }
        final AtomicLong sum = new AtomicLong();
        builder.source("ticks", TickFlyweight.TYPE, Watermarks.ascending(), TickFeed.of(ticks))
                .keyBy(Tick::key)
                .window(CountWindows.tumbling(50))
                .aggregate("counts", new SumAggregate())
                .results()
                .keyBy(tick -> 0)
                .window(SessionWindows.withGap(1_000_000_000))
                .aggregate("sessions", new SumAggregate())
                .results()
                .forEach("out", tick -> sum.addAndGet(tick.value()));
        try (Run run = Millrace.start(builder.build(), RunOptions.defaults().withLayout(layout))) {
            run.join();
            assertEquals(RunState.ENDED, run.state());
            assertEquals(1_000, sum.get());
            assertEquals(5, run.metrics().partialWindows());
            assertEquals(0, run.metrics().openWindows());
        }
    }
}
