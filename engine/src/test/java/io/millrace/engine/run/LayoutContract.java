package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.engine.EventStream;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.sink.SinkFactory;
import io.millrace.engine.source.Publisher;
import io.millrace.windowing.watermark.Watermarks;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

/** What the tests have in common that every layout must pass. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class LayoutContract {
    @Parameter
    Layout layout;

    RunOptions options() {
        return RunOptions.defaults().withLayout(layout).withWaiting(Waiting.BACKOFF);
    }

    Run start(final PipelineBuilder builder) {
        return Millrace.start(builder.build(), options());
    }

    Run finish(final PipelineBuilder builder) throws InterruptedException {
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

    static EventStream<Tick> ticks(final PipelineBuilder builder, final List<long[]> ticks) {
        return builder.source("ticks", TickFlyweight.TYPE, Watermarks.ascending(), TickFeed.of(ticks));
    }

    static EventStream<Tick> pushed(final PipelineBuilder builder) {
        return builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending());
    }

    static void push(final Publisher<TickFlyweight> to, final long timeNs, final long key, final long value) {
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

    @SuppressWarnings("unchecked") // a flyweight is read as what it implements
    static SinkFactory<TickFlyweight> tickSink(final Results results) {
        return (SinkFactory<TickFlyweight>) (SinkFactory<?>) results.sink();
    }
}
