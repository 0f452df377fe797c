package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.EventStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.function.BroadcastFactory;
import io.millrace.engine.function.BroadcastFunction;
import io.millrace.engine.function.BroadcastStates;
import io.millrace.engine.function.Collector;
import io.millrace.engine.function.ProcessContext;
import io.millrace.engine.function.ProcessSpec;
import io.millrace.engine.function.StepContext;
import io.millrace.engine.function.TimerContext;
import io.millrace.engine.function.Timers;
import io.millrace.engine.graph.GraphException;
import io.millrace.engine.operator.OperatorException;
import io.millrace.state.MapState;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;
import io.millrace.windowing.watermark.Watermarks;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BroadcastProcessTest {
    private static final StateSpec.MapOf<Tick, TickFlyweight> LIMITS =
            new StateSpec.MapOf<>("limits", null, TickFlyweight.TYPE, 100, StateOptions.DEFAULT);
    private static final StateSpec.Value<Tick, TickFlyweight> FLOOR =
            new StateSpec.Value<>("floor", TickFlyweight.TYPE, StateOptions.DEFAULT);
    private static final StateSpec.Value<Tick, TickFlyweight> SEEN =
            new StateSpec.Value<>("seen", TickFlyweight.TYPE, StateOptions.DEFAULT);

    /** Tells how many events of the key there were, times 1,000, plus the key's limit, or else that of all keys. */
    private static final class Limited implements BroadcastFunction<Tick, Tick, TickFlyweight> {
        private final MapState<Tick, TickFlyweight> limits;
        private final ValueState<Tick, TickFlyweight> floor;
        private final ValueState<Tick, TickFlyweight> seen;
        private final Timers timers;

        Limited(final BroadcastStates states) {
            limits = states.openBroadcast(LIMITS);
            floor = states.openBroadcast(FLOOR);
            seen = states.open(SEEN);
            timers = states.timers();
        }

        @Override
        public void onEvent(final Tick tick, final ProcessContext context, final Collector<TickFlyweight> out) {
            final TickFlyweight kept = seen.edit();
            kept.value(kept.value() + 1);
            timers.registerEventTime(context.timeNs() + 100, 0);
            tell(context, out);
        }

        @Override
        public void onTimer(final TimerContext context, final Collector<TickFlyweight> out) {
            tell(context, out);
        }

        private void tell(final ProcessContext context, final Collector<TickFlyweight> out) {
            final Tick limit = limits.get(context.key());
            final Tick all = floor.get();
            final long known = limit != null ? limit.value() : all == null ? 0 : all.value();
            out.next().key(context.key()).value(seen.get().value() * 1_000 + known);
            out.emit();
        }

        @Override
        public void onBroadcast(final Tick rule, final StepContext context, final Collector<TickFlyweight> out) {
            if (rule.key() == 0) {
                floor.edit().value(rule.value());
            } else if (rule.value() < 0) {
                limits.remove(rule.key());
                out.next().key(-rule.key()).value(context.sequence());
                out.emit();
            } else {
                limits.edit(rule.key()).value(rule.value());
            }
        }
    }

    private static EventStream<Tick> source(final PipelineBuilder builder, final String name) {
        return builder.pushSource(name, TickFlyweight.TYPE, Watermarks.ascending());
    }

    private static Pipeline limited() {
        final PipelineBuilder builder = Pipeline.builder("test");
        source(builder, "events")
                .keyBy(Tick::key)
                .withBroadcast(source(builder, "rules"), LIMITS, FLOOR)
                .process(
                        "limited",
                        TickFlyweight.TYPE,
                        Limited::new,
                        ProcessSpec.of(SEEN).withTimers())
                .results()
                .forEach("out", tick -> {});
        return builder.build();
    }

    private static Pipeline of(final BroadcastFactory<Tick, Tick, TickFlyweight> factory, final ProcessSpec spec) {
        final PipelineBuilder builder = Pipeline.builder("test");
        source(builder, "events")
                .keyBy(Tick::key)
                .withBroadcast(source(builder, "rules"), FLOOR)
                .process("odd", TickFlyweight.TYPE, factory, spec)
                .results()
                .forEach("out", tick -> {});
        return builder.build();
    }

    private static String push(
            final PipelineTester tester, final String source, final long timeNs, final long key, final long value) {
        return text(tester.push(
                source, TickFlyweight.TYPE, tick -> tick.timeNs(timeNs).key(key).value(value)));
    }

    private static String text(final TestStep step) {
        final StringBuilder text = new StringBuilder();
        step.outputs("out").forEach(output -> {
            final Tick tick = output.as(TickFlyweight.TYPE);
            text.append(tick.key()).append('=').append(tick.value()).append(' ');
        });
        return text.toString().trim();
    }

    @Test
    void shouldReadBroadcastStateWithEveryKey() {
        try (PipelineTester tester = PipelineTester.of(limited())) {
            assertEquals("1=1000", push(tester, "events", 1, 1, 0));
            assertEquals("", push(tester, "rules", 1, 0, 7));
            assertEquals("", push(tester, "rules", 1, 2, 9));
            assertEquals("1=2007", push(tester, "events", 2, 1, 0));
            assertEquals("2=1009", push(tester, "events", 3, 2, 0));
            assertEquals("-2=5", push(tester, "rules", 1, 2, -1), "it makes records, too");
            assertEquals("2=2007", push(tester, "events", 4, 2, 0));
        }
    }

    @Test
    void shouldReadBroadcastStateWhenATimerFires() {
        try (PipelineTester tester = PipelineTester.of(limited())) {
            push(tester, "events", 1, 5, 0);
            push(tester, "rules", 1, 5, 42);
            tester.push("rules", TickFlyweight.TYPE, tick -> tick.timeNs(500).key(9));
            assertEquals("5=2042 5=2042", push(tester, "events", 500, 5, 0), "the event, then the timer");
        }
    }

    @Test
    void shouldAgreeWithMapsAndARestoreAfterEveryEvent() {
        final long seed = 20_261_122;
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<Long, Long> limits = new HashMap<>();
        final Map<Long, Long> seen = new HashMap<>();
        long floor = 0;
        byte[] snapshot = null;
        for (int i = 0; i < 300; i++) {
            final long key = random.nextLong(5);
            final long value = random.nextLong(-1, 100);
            final String where = "seed " + seed + ", event " + i;
            try (PipelineTester tester =
                    snapshot == null ? PipelineTester.of(limited()) : PipelineTester.restore(limited(), snapshot)) {
                if (random.nextBoolean()) {
                    final long count = seen.merge(key, 1L, Long::sum);
                    final long limit = limits.getOrDefault(key, floor);
                    assertEquals(key + "=" + (count * 1_000 + limit), push(tester, "events", 1, key, 0), where);
                } else if (key == 0) {
                    floor = value;
                    push(tester, "rules", 1, key, value);
                } else {
                    push(tester, "rules", 1, key, value);
                    limits.put(key, value);
                    limits.values().removeIf(each -> each < 0);
                }
                snapshot = tester.snapshot();
            }
        }
    }

    @Test
    void shouldTakeEventsOfOneStreamTwiceWhereItIsBoth() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final EventStream<Tick> events = source(builder, "events");
        events.keyBy(Tick::key)
                .withBroadcast(events, LIMITS, FLOOR)
                .process(
                        "limited",
                        TickFlyweight.TYPE,
                        Limited::new,
                        ProcessSpec.of(SEEN).withTimers())
                .results()
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals("3=1000", push(tester, "events", 1, 3, 8), "with a key first");
            assertEquals("3=2008", push(tester, "events", 1, 3, 9));
        }
    }

    @Test
    void shouldWorkWithKeysThatAreRecords() {
        final PipelineBuilder builder = Pipeline.builder("test");
        source(builder, "events")
                .keyBy(TickKeyFlyweight.TYPE, (tick, key) -> key.low((int) tick.key()))
                .withBroadcast(source(builder, "rules"), FLOOR)
                .process("limited", TickFlyweight.TYPE, Floored::new, SEEN)
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, "rules", 1, 0, 7);
            assertEquals("4=7", push(tester, "events", 1, 4, 0));
        }
    }

    /** What is not allowed. */
    private enum Wrong {
        NOTHING,
        BROADCAST_WRITTEN,
        KEYED_READ,
        TIMER
    }

    /** Tells what the floor is, or does what is not allowed. */
    private static final class Floored implements BroadcastFunction<Tick, Tick, TickFlyweight> {
        private final BroadcastStates states;
        private final Wrong wrong;
        private final ValueState<Tick, TickFlyweight> floor;
        private final ValueState<Tick, TickFlyweight> seen;

        Floored(final BroadcastStates states) {
            this(states, Wrong.NOTHING);
        }

        Floored(final BroadcastStates states, final Wrong wrong) {
            this.states = states;
            this.wrong = wrong;
            floor = states.openBroadcast(FLOOR);
            seen = states.open(SEEN);
        }

        @Override
        public void onEvent(final Tick tick, final ProcessContext context, final Collector<TickFlyweight> out) {
            seen.edit().value(1);
            if (wrong == Wrong.BROADCAST_WRITTEN) {
                floor.edit().value(1);
            }
            out.next()
                    .key(tick.key())
                    .value(floor.get() == null ? 0 : floor.get().value());
            out.emit();
        }

        @Override
        public void onBroadcast(final Tick rule, final StepContext context, final Collector<TickFlyweight> out) {
            floor.edit().value(rule.value());
            if (wrong == Wrong.KEYED_READ) {
                seen.get();
            } else if (wrong == Wrong.TIMER) {
                states.timers().registerEventTime(1, 1);
            }
        }
    }

    private static void assertRefused(final String expected, final String source, final Wrong wrong) {
        final Pipeline pipeline =
                of(states -> new Floored(states, wrong), ProcessSpec.of(SEEN).withTimers());
        try (PipelineTester tester = PipelineTester.of(pipeline)) {
            final OperatorException refused =
                    assertThrows(OperatorException.class, () -> push(tester, source, 1, 1, 1));
            assertEquals("odd", refused.operator());
            assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        }
    }

    @Test
    void shouldRefuseToWriteBroadcastStateForAnEventWithAKey() {
        assertRefused("broadcast state is written when a broadcast event comes", "events", Wrong.BROADCAST_WRITTEN);
    }

    @Test
    void shouldRefuseStateByKeyForABroadcastEvent() {
        assertRefused("a broadcast event has no key", "rules", Wrong.KEYED_READ);
    }

    @Test
    void shouldRefuseTimersForABroadcastEvent() {
        assertRefused("a broadcast event has none", "rules", Wrong.TIMER);
    }

    @Test
    void shouldRefuseToOpenBroadcastStateThatWasNotDeclared() {
        final Pipeline pipeline = of(
                states -> {
                    states.openBroadcast(SEEN);
                    return null;
                },
                ProcessSpec.of(SEEN));
        final RuntimeException refused = assertThrows(RuntimeException.class, () -> PipelineTester.of(pipeline));
        assertTrue(refused.getMessage().contains("'odd' opens the broadcast state 'seen'"), refused.getMessage());
    }

    @Test
    void shouldNameTheOperatorWhoseFactoryMakesNoFunction() {
        final Pipeline pipeline = of(states -> null, ProcessSpec.of(SEEN));
        final RuntimeException refused = assertThrows(RuntimeException.class, () -> PipelineTester.of(pipeline));
        assertTrue(refused.getMessage().contains("odd"), refused.getMessage());
    }

    @Test
    void shouldRefuseAStreamOfAnotherPipelineAndStateThatIsNeitherValueNorMap() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final var keyed = source(builder, "events").keyBy(Tick::key);
        final var foreign = keyed.withBroadcast(source(Pipeline.builder("other"), "rules"), FLOOR);
        assertEquals(
                "odd",
                assertThrows(GraphException.class, () -> foreign.process("odd", TickFlyweight.TYPE, Floored::new, SEEN))
                        .operator());
        final var listed = keyed.withBroadcast(
                source(builder, "rules"), new StateSpec.ListOf<>("list", TickFlyweight.TYPE, 3, StateOptions.DEFAULT));
        assertTrue(
                assertThrows(GraphException.class, () -> listed.process("odd", TickFlyweight.TYPE, Floored::new, SEEN))
                        .getMessage()
                        .contains("'list' is neither"));
    }
}
