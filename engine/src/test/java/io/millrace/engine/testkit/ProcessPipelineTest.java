package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.graph.GraphException;
import io.millrace.state.StateException;
import io.millrace.state.StateOptions;
import io.millrace.state.StateSpec;
import io.millrace.state.ValueState;
import io.millrace.windowing.watermark.Watermarks;
import org.junit.jupiter.api.Test;

class ProcessPipelineTest {
    private static final StateSpec.Value<Tick, TickFlyweight> LAST =
            new StateSpec.Value<>("last", TickFlyweight.TYPE, StateOptions.DEFAULT);

    private static Pipeline differences() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key)
                .process(
                        "differences",
                        TickFlyweight.TYPE,
                        states -> {
                            final ValueState<Tick, TickFlyweight> last = states.open(LAST);
                            return (tick, context, out) -> {
                                final Tick before = last.get();
                                if (before != null) {
                                    out.next().key(context.key()).value(tick.value() - before.value());
                                    out.emit();
                                }
                                last.edit().value(tick.value());
                            };
                        },
                        LAST)
                .forEach("out", tick -> {});
        return builder.build();
    }

    private static String push(final PipelineTester tester, final long key, final long value) {
        final StringBuilder text = new StringBuilder();
        tester.push("ticks", TickFlyweight.TYPE, tick -> tick.timeNs(1).key(key).value(value))
                .outputs("out")
                .forEach(output -> text.append(output.as(TickFlyweight.TYPE).value()));
        return text.toString();
    }

    @Test
    void shouldKeepStatePerKey() {
        try (PipelineTester tester = PipelineTester.of(differences())) {
            assertEquals("", push(tester, 1, 10));
            assertEquals("", push(tester, 2, 100));
            assertEquals("5", push(tester, 1, 15));
            assertEquals("-1", push(tester, 2, 99));
        }
    }

    @Test
    void shouldGoOnFromASnapshot() {
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(differences())) {
            push(tester, 1, 10);
            snapshot = tester.snapshot();
            assertEquals("1", push(tester, 1, 11));
        }
        try (PipelineTester tester = PipelineTester.restore(differences(), snapshot)) {
            assertEquals("5", push(tester, 1, 15));
        }
    }

    @Test
    void shouldFindAFunctionThatWritesToStateItAskedForInAnEarlierEvent() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key)
                .process(
                        "keeper",
                        TickFlyweight.TYPE,
                        states -> {
                            final ValueState<Tick, TickFlyweight> last = states.open(LAST);
                            final TickFlyweight[] kept = new TickFlyweight[1];
                            return (tick, context, out) -> {
                                kept[0] = kept[0] == null ? last.edit() : kept[0];
                                kept[0].value(tick.value());
                            };
                        },
                        LAST)
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            push(tester, 1, 10);
            final StateException found = assertThrows(StateException.class, () -> push(tester, 1, 11));
            assertTrue(found.getMessage().contains("0xa became 0xb"), found.getMessage());
            assertTrue(found.getMessage().contains("last"), found.getMessage());
        }
    }

    @Test
    void shouldRefuseASnapshotWithStateThatIsNotDeclaredAnyMore() {
        final byte[] snapshot;
        try (PipelineTester tester = PipelineTester.of(differences())) {
            push(tester, 1, 10);
            snapshot = tester.snapshot();
        }
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending()).forEach("out", tick -> {});
        final Pipeline without = builder.build();
        final RuntimeException refused =
                assertThrows(RuntimeException.class, () -> PipelineTester.restore(without, snapshot));
        assertTrue(refused.getMessage().contains("last"), refused.getMessage());
    }

    @Test
    void shouldRefuseToOpenStateThatWasNotDeclared() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key)
                .process("sneaky", TickFlyweight.TYPE, states -> {
                    states.open(LAST);
                    return (tick, context, out) -> {};
                })
                .forEach("out", tick -> {});
        final Pipeline pipeline = builder.build();
        final RuntimeException refused = assertThrows(RuntimeException.class, () -> PipelineTester.of(pipeline));
        assertTrue(refused.getMessage().contains("sneaky"), refused.getMessage());
    }

    @Test
    void shouldRefuseTwoStatesOfOneId() {
        final PipelineBuilder builder = Pipeline.builder("test");
        final var keyed = builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key);
        final GraphException mistake = assertThrows(
                GraphException.class,
                () -> keyed.process("twice", TickFlyweight.TYPE, states -> (tick, context, out) -> {}, LAST, LAST));
        assertEquals("twice", mistake.operator());
    }

    @Test
    void shouldKeepStatePerRecordKey() {
        final PipelineBuilder builder = Pipeline.builder("test");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(TickKeyFlyweight.TYPE, (tick, key) -> key.low(tick.key() % 2))
                .process(
                        "count",
                        TickFlyweight.TYPE,
                        states -> {
                            final ValueState<Tick, TickFlyweight> count = states.open(LAST);
                            return (tick, context, out) -> {
                                final TickFlyweight value = count.edit();
                                value.value(value.value() + 1);
                                out.next().value(value.value());
                                out.emit();
                            };
                        },
                        LAST)
                .forEach("out", tick -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            assertEquals("1", push(tester, 1, 0));
            assertEquals("1", push(tester, 2, 0));
            assertEquals("2", push(tester, 3, 0));
        }
    }
}
