package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.KeyedStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.ProcessedStream;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessFactory;
import io.millrace.engine.function.ProcessFunction;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.SideOutput;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.engine.graph.ErrorPolicy;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.operator.OperatorException;
import io.millrace.state.StateLimitException;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;
import io.millrace.windowing.watermark.Watermarks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimerPipelineTest {
    private static final SideOutput<Tick, TickFlyweight> SILENT = new SideOutput<>("silent", TickFlyweight.TYPE);

    // docs:timers
    private static final StateSpec.Value<Tick, TickFlyweight> PENDING =
            new StateSpec.Value<>("pending", TickFlyweight.TYPE, StateOptions.DEFAULT);

    /** Passes events on; a key that is silent for 100 ns goes to a side output. */
    private static ProcessedStream<Tick> silence(final KeyedStream<Tick> ticks) {
        return ticks.process(
                "silence",
                TickFlyweight.TYPE,
                states -> {
                    final Timers timers = states.timers();
                    final ValueState<Tick, TickFlyweight> pending = states.open(PENDING);
                    final Collector<TickFlyweight> silent = states.side(SILENT);
                    return new ProcessFunction<Tick, TickFlyweight>() {
                        @Override
                        public void onEvent(
                                final Tick tick, final ProcessContext context, final Collector<TickFlyweight> out) {
                            if (pending.get() != null) {
                                timers.delete(pending.get().value());
                            }
                            pending.edit().value(timers.registerEventTime(context.timeNs() + 100, tick.value()));
                            out.next().copyFrom((TickFlyweight) tick);
                            out.emit();
                        }

                        @Override
                        public void onTimer(final TimerContext context, final Collector<TickFlyweight> out) {
                            silent.next().key(context.key()).value(context.payload());
                            silent.emit();
                            pending.remove();
                        }
                    };
                },
                ProcessSpec.of(PENDING).withTimers().withSide(SILENT));
    }
    // docs:timers

    private static Pipeline silence() {
        final PipelineBuilder builder = Pipeline.builder("silence");
        final ProcessedStream<Tick> processed =
                silence(builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                        .keyBy(Tick::key));
        processed.results().forEach("out", tick -> {});
        processed.side(SILENT).forEach("silent", tick -> {});
        return builder.build();
    }

    private static TestStep push(final PipelineTester tester, final long timeNs, final long key, final long value) {
        return tester.push(
                "ticks",
                TickFlyweight.TYPE,
                tick -> tick.timeNs(timeNs).key(key).value(value));
    }

    private static String text(final TestStep step, final String sink) {
        final StringBuilder text = new StringBuilder();
        step.outputs(sink).forEach(output -> {
            final Tick tick = output.as(TickFlyweight.TYPE);
            text.append(tick.timeNs() + "/" + tick.key() + "=" + tick.value() + " ");
        });
        return text.toString().trim();
    }

    @Test
    void shouldSendSilentKeysToTheSideOutput() {
        try (PipelineTester tester = PipelineTester.of(silence())) {
            assertEquals("10/1=5", text(push(tester, 10, 1, 5), "out"));
            push(tester, 60, 1, 6);
            push(tester, 70, 2, 7);
            assertEquals("", text(push(tester, 160, 2, 8), "silent"));
            assertEquals("160/1=6", text(push(tester, 161, 2, 9), "silent"));
            assertEquals(1, tester.pendingTimers());
            assertEquals("261/2=9", text(tester.endInput(), "silent"));
        }
    }

    @Test
    void shouldGoOnFromASnapshotWithPendingTimers() {
        final Pipeline pipeline = silence();
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 10, 1, 5);
            snapshot = tester.snapshot();
        }
        try (PipelineTester tester = PipelineTester.restore(pipeline, snapshot)) {
            push(tester, 20, 1, 6);
            assertEquals("120/1=6", text(tester.endInput(), "silent"));
        }
    }

    private static Pipeline of(final ProcessFactory<Tick, TickFlyweight> factory, final ProcessSpec spec) {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key)
                .process("timed", TickFlyweight.TYPE, factory, spec)
                .results()
                .forEach("out", tick -> {});
        return builder.build();
    }

    /** Registers a timer for each event, at the event's value; what happens then is up to a test. */
    private interface OnTimer extends java.io.Serializable {
        void onTimer(Timers timers, TimerContext context, Collector<TickFlyweight> out);
    }

    private static ProcessFactory<Tick, TickFlyweight> timed(final OnTimer onTimer) {
        return states -> {
            final Timers timers = states.timers();
            return new ProcessFunction<Tick, TickFlyweight>() {
                @Override
                public void onEvent(final Tick tick, final ProcessContext context, final Collector<TickFlyweight> out) {
                    timers.registerEventTime(tick.value(), tick.key());
                }

                @Override
                public void onTimer(final TimerContext context, final Collector<TickFlyweight> out) {
                    out.next().key(context.key()).value(context.payload());
                    out.emit();
                    onTimer.onTimer(timers, context, out);
                }
            };
        };
    }

    private static final ProcessSpec WITH_TIMERS = ProcessSpec.of().withTimers();

    @Test
    void shouldFireATimerInThePastWhenTheWatermarkNextRises() {
        try (PipelineTester tester = PipelineTester.of(of(timed((timers, context, out) -> {}), WITH_TIMERS))) {
            push(tester, 100, 1, 1_000);
            assertEquals("", text(tester.watermark("ticks", 99), "out"));
            assertEquals("", text(push(tester, 100, 2, 50), "out"));
            assertEquals("100/2=2", text(tester.watermark("ticks", 100), "out"));
        }
    }

    @Test
    void shouldCutOffATimerThatRegistersItselfForThePresent() {
        final Pipeline pipeline = of(
                timed((timers, context, out) -> timers.registerEventTime(context.timeNs(), context.payload() + 1)),
                WITH_TIMERS);
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 0, 1, 10);
            final TestStep step = tester.watermark("ticks", 10);
            assertEquals(1 + Timers.MAX_CHAIN, step.outputs("out").size());
            assertEquals(1, tester.droppedTimers());
            assertEquals(0, tester.pendingTimers());
        }
    }

    @Test
    void shouldDropWhatTimersRegisterAtTheEndOfInput() {
        final Pipeline pipeline = of(
                timed((timers, context, out) -> timers.registerEventTime(context.timeNs() + 1, context.payload())),
                WITH_TIMERS);
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 0, 1, 10);
            push(tester, 0, 2, 10);
            push(tester, 0, 3, Long.MAX_VALUE);
            assertEquals("10/1=1 10/2=2 9223372036854775806/3=3", text(tester.endInput(), "out"));
            assertEquals(3, tester.droppedTimers());
            assertEquals(0, tester.pendingTimers());
        }
    }

    /** Each timer registers the next a period later, and only every millionth makes something. */
    private static Pipeline beating(final long periodNs, final ErrorPolicy policy) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final ProcessFactory<Tick, TickFlyweight> factory = states -> {
            final Timers timers = states.timers();
            return new ProcessFunction<Tick, TickFlyweight>() {
                @Override
                public void onEvent(final Tick tick, final ProcessContext context, final Collector<TickFlyweight> out) {
                    timers.registerEventTime(tick.value(), 1);
                }

                @Override
                public void onTimer(final TimerContext context, final Collector<TickFlyweight> out) {
                    if (context.payload() % Timers.MAX_ROUNDS == 0) {
                        out.next().key(context.key()).value(context.payload());
                        out.emit();
                    }
                    timers.registerEventTime(context.timeNs() + periodNs, context.payload() + 1);
                }
            };
        };
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .onError(policy)
                .keyBy(Tick::key)
                .process("timed", TickFlyweight.TYPE, factory, WITH_TIMERS)
                .results()
                .forEach("out", tick -> {});
        return builder.build();
    }

    private static final long YEAR_NS = 365L * 24 * 3_600 * 1_000_000_000;

    @Test
    void shouldStopAnEndlessTimerLoopInAJumpOfTimeWithItsNameAndKey() {
        try (PipelineTester tester = PipelineTester.of(beating(1, ErrorPolicy.STOP))) {
            push(tester, 0, 7, 10);
            final OperatorException e = assertThrows(OperatorException.class, () -> tester.watermark("ticks", YEAR_NS));
            assertEquals("timed", e.operator());
            final String dueNs = Long.toString(10L + Timers.MAX_ROUNDS);
            assertTrue(e.getMessage().contains("key 7 that was due at " + dueNs), e.getMessage());
        }
    }

    @Test
    void shouldCutAnEndlessTimerLoopOffWhereTheOperatorSkips() {
        try (PipelineTester tester = PipelineTester.of(beating(1, ErrorPolicy.SKIP))) {
            push(tester, 0, 1, 10);
            push(tester, 0, 2, 10);
            final TestStep step = tester.watermark("ticks", YEAR_NS);
            assertEquals(2, step.outputs("out").size());
            assertEquals(2, tester.skipped());
            assertEquals(0, tester.pendingTimers());
        }
    }

    @Test
    void shouldLetATimerCatchUpWithAWatermarkThatRisesAsFarAgainAndAgain() {
        try (PipelineTester tester = PipelineTester.of(beating(1_000, ErrorPolicy.STOP))) {
            push(tester, 0, 1, 1_000);
            assertEquals(
                    0,
                    tester.watermark("ticks", 1_000L * 600_000).outputs("out").size());
            assertEquals(
                    1,
                    tester.watermark("ticks", 1_000L * 1_200_000).outputs("out").size());
            assertEquals(1, tester.pendingTimers());
            assertEquals(0, tester.endInput().outputs("out").size());
            assertEquals(1, tester.droppedTimers());
        }
    }

    @Test
    void shouldStopWithTheOperatorsNameWhenTooManyTimersArePending() {
        final Pipeline pipeline =
                of(timed((timers, context, out) -> {}), ProcessSpec.of().withTimers(2));
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            push(tester, 0, 1, 10);
            push(tester, 0, 2, 10);
            final OperatorException e = assertThrows(OperatorException.class, () -> push(tester, 0, 3, 10));
            assertEquals("timed", e.operator());
            assertTrue(e.getCause() instanceof StateLimitException, e.toString());
            assertTrue(e.getMessage().contains("2 pending"), e.getMessage());
        }
    }

    @Test
    void shouldRefuseTimersAndSideOutputsThatWereNotDeclared() {
        final IllegalArgumentException timers = assertThrows(
                IllegalArgumentException.class,
                () -> PipelineTester.of(of(timed((all, context, out) -> {}), ProcessSpec.of())));
        assertTrue(timers.getMessage().contains("'timed'"), timers.getMessage());
        final IllegalArgumentException side = assertThrows(
                IllegalArgumentException.class,
                () -> PipelineTester.of(of(
                        states -> {
                            states.side(SILENT);
                            return (tick, context, out) -> {};
                        },
                        WITH_TIMERS)));
        assertTrue(side.getMessage().contains("'silent'"), side.getMessage());
        final PipelineBuilder builder = Pipeline.builder("test");
        final KeyedStream<Tick> keyed = builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key);
        final ProcessFactory<Tick, TickFlyweight> factory = timed((all, context, out) -> {});
        final ProcessedStream<Tick> plain = keyed.process("plain", TickFlyweight.TYPE, factory, WITH_TIMERS);
        assertThrows(GraphException.class, () -> plain.side(SILENT));
        assertThrows(
                GraphException.class,
                () -> keyed.process(
                        "two",
                        TickFlyweight.TYPE,
                        factory,
                        ProcessSpec.of().withSide(SILENT).withSide(SILENT)));
        assertThrows(IllegalArgumentException.class, () -> ProcessSpec.of().withTimers(-1));
        assertThrows(IllegalArgumentException.class, () -> new SideOutput<>(" ", TickFlyweight.TYPE));
    }

    @Test
    void shouldRefuseToRegisterATimerOutsideOfACall() {
        final Timers[] kept = new Timers[1];
        try (PipelineTester tester = PipelineTester.of(of(
                (ProcessFactory<Tick, TickFlyweight>)
                        (java.io.Serializable & ProcessFactory<Tick, TickFlyweight>) states -> {
                            HELD.set(states.timers());
                            return (tick, context, out) -> {};
                        },
                WITH_TIMERS))) {
            kept[0] = HELD.get();
            push(tester, 0, 1, 1);
            assertThrows(IllegalStateException.class, () -> kept[0].registerEventTime(1, 1));
        }
    }

    private static final java.util.concurrent.atomic.AtomicReference<Timers> HELD =
            new java.util.concurrent.atomic.AtomicReference<>();

    @Test
    void shouldEnterWhatTimersMakeTooLateUnderTheOperatorsName() {
        final PipelineBuilder builder = Pipeline.builder("late");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key)
                .process(
                        "timed",
                        TickFlyweight.TYPE,
                        timed((timers, context, out) -> {
                            out.next().timeNs(1).value(7);
                            out.emit();
                        }),
                        WITH_TIMERS)
                .results()
                .keyBy(Tick::key)
                .window(io.millrace.windowing.Windows.tumbling(10))
                .aggregate("sums", new io.millrace.engine.SumAggregate())
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 100, 1, 90);
            final TestStep step = push(tester, 101, 1, 1_000);
            assertEquals(0, step.late().size());
            tester.watermark("ticks", 120);
            push(tester, 121, 1, 122);
            final TestStep late = tester.watermark("ticks", 130);
            assertEquals(1, late.late().size());
            assertEquals("timed", late.late().get(0).source());
            assertEquals(List.of("sums"), late.late().get(0).missed());
            assertEquals(0, push(tester, 131, 1, 2_000).late().size());
        }
    }
}
