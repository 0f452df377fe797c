package io.millrace.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.operator.OperatorException;
import io.millrace.engine.sink.Sink;
import io.millrace.engine.source.Publisher;
import io.millrace.windowing.watermark.Watermarks;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a failure does, in every layout. */
@ParameterizedClass
@EnumSource(names = {"INLINE", "RINGED"})
class LayoutFailureTest extends LayoutContract {
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
    void shouldTellWhoeverPushesOnWhatTheRunFailedWith() {
        final PipelineBuilder builder = Pipeline.builder("contract");
        pushed(builder).forEach("bad", tick -> {
            throw new IllegalArgumentException("not this one");
        });
        final Run run = start(builder);
        final Publisher<TickFlyweight> publisher = run.publisher("ticks", TickFlyweight.TYPE);
        try {
            push(publisher, 1, 1, 1);
        } catch (final OperatorException e) {
            assertEquals(Layout.INLINE, layout, "where the publisher's thread does the work");
        }
        final Throwable failure =
                assertThrows(RunFailedException.class, run::join).getCause();
        for (final Executable attempt :
                List.<Executable>of(publisher::claim, () -> run.publisher("ticks", TickFlyweight.TYPE))) {
            final IllegalStateException refusal = assertThrows(IllegalStateException.class, attempt);
            assertSame(failure, refusal.getCause());
            assertTrue(refusal.getMessage().contains("not this one"), refusal.getMessage());
        }
        run.close();
    }
}
