package io.millrace.engine.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKey;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.run.Layout;
import io.millrace.engine.run.Millrace;
import io.millrace.engine.run.Run;
import io.millrace.engine.run.RunOptions;
import io.millrace.engine.run.RunState;
import io.millrace.engine.run.Waiting;
import io.millrace.engine.source.GeneratedSource;
import io.millrace.windowing.watermark.Watermarks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CollectingSinkTest {
    private final CollectingSink<Tick, TickFlyweight> sink = CollectingSink.of(TickFlyweight.TYPE, 1_000);

    private static EventStream<Tick> ticks(final PipelineBuilder builder, final long events) {
        return builder.source(
                "ticks",
                TickFlyweight.TYPE,
                Watermarks.ascending(),
                GeneratedSource.of(
                        events, (index, tick, draw) -> tick.timeNs(index).value(index)));
    }

    private static Run run(final Pipeline pipeline, final Layout layout) throws InterruptedException {
        final RunOptions options = RunOptions.defaults().withLayout(layout).withWaiting(Waiting.BACKOFF);
        try (Run run = Millrace.start(pipeline, options)) {
            while (!run.state().isOver()) {
                run.await(Duration.ofSeconds(1));
            }
            return run;
        }
    }

    private Pipeline pipeline(final long events) {
        final PipelineBuilder builder = Pipeline.builder("collected");
        ticks(builder, events).sink("kept", sink);
        return builder.build();
    }

    private List<Long> values() {
        return sink.records().stream().map(Tick::value).toList();
    }

    private static List<Long> upTo(final int count) {
        return IntStream.range(0, count).mapToObj(i -> (long) i).toList();
    }

    @Test
    void shouldKeepCopiesInOutputOrder() throws InterruptedException {
        for (final Layout layout : List.of(Layout.INLINE, Layout.RINGED)) {
            sink.clear();
            assertEquals(RunState.ENDED, run(pipeline(500), layout).state());
            assertEquals(upTo(500), values());
        }
    }

    @Test
    void shouldKeepWhatSeveralRunsGiveItUntilCleared() throws InterruptedException {
        run(pipeline(3), Layout.INLINE);
        run(pipeline(2), Layout.INLINE);
        assertEquals(List.of(0L, 1L, 2L, 0L, 1L), values());
        sink.clear();
        assertEquals(0, sink.size());
    }

    @Test
    void shouldBeFilledBySeveralThreadsAtOnce() throws InterruptedException {
        final Pipeline pipeline = pipeline(100);
        final List<Run> runs = IntStream.range(0, 5)
                .mapToObj(i -> Millrace.start(
                        pipeline,
                        RunOptions.defaults().withLayout(Layout.INLINE).withWaiting(Waiting.BACKOFF)))
                .toList();
        for (final Run run : runs) {
            run.join();
            run.close();
        }
        assertEquals(500, sink.size());
        final List<Long> all = values();
        upTo(100)
                .forEach(value ->
                        assertEquals(5, all.stream().filter(value::equals).count()));
    }

    @Test
    void shouldFailTheRunAtItsLimitAndKeepWhatCameBefore() throws InterruptedException {
        final Run run = run(pipeline(1_001), Layout.INLINE);
        assertEquals(RunState.FAILED, run.state());
        final Throwable failure = run.failure().orElseThrow();
        final String text = failure + " " + failure.getCause();
        assertTrue(text.contains("sink 'kept' has collected 1000 records, its limit"), text);
        assertEquals(upTo(1_000), values());
    }

    @Test
    void shouldLeaveOutWhatIsBeyondItsLimitWhereErrorsAreSkipped() throws InterruptedException {
        final PipelineBuilder builder = Pipeline.builder("skipping");
        ticks(builder, 1_500).onError(ErrorPolicy.SKIP).sink("kept", sink);
        final Run run = run(builder.build(), Layout.INLINE);
        assertEquals(RunState.ENDED, run.state());
        assertEquals(upTo(1_000), values());
    }

    @Test
    void shouldGiveRecordsThatAreTheCallersToChange() throws InterruptedException {
        run(pipeline(1), Layout.INLINE);
        sink.records().get(0).value(77);
        assertEquals(List.of(0L), values());
    }

    @Test
    void shouldRefuseRecordsOfAnotherLayoutWhenTheRunStarts() {
        final CollectingSink<TickKey, TickKeyFlyweight> keys = CollectingSink.of(TickKeyFlyweight.TYPE, 1);
        final PipelineBuilder builder = Pipeline.builder("wrong");
        @SuppressWarnings({"unchecked", "rawtypes"}) // what somebody could do who works around the compiler
        final SinkFactory<Tick> wrong = (SinkFactory) keys;
        ticks(builder, 1).sink("kept", wrong);
        final Pipeline pipeline = builder.build();
        final RuntimeException failure = assertThrows(RuntimeException.class, () -> Millrace.start(pipeline));
        final String text = failure + " " + failure.getCause();
        assertTrue(text.contains("sink 'kept' collects records TickKey, but is given records Tick"), text);
    }

    @Test
    void shouldBeginEmptyAsACopyOnAnotherMachine() throws InterruptedException, IOException, ClassNotFoundException {
        run(pipeline(1), Layout.INLINE);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sink);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            final CollectingSink<?, ?> copy = (CollectingSink<?, ?>) in.readObject();
            assertNotSame(sink, copy);
            assertEquals(List.of(), copy.records());
        }
        assertEquals(1, sink.size());
    }

    @Test
    void shouldRefuseALimitBelowOne() {
        assertThrows(IllegalArgumentException.class, () -> CollectingSink.of(TickFlyweight.TYPE, 0));
    }
}
