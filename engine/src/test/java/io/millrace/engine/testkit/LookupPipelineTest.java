package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.engine.EventStream;
import io.millrace.engine.Joined;
import io.millrace.engine.LookupStreams;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.operator.OperatorException;
import io.millrace.windowing.watermark.Watermarks;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LookupPipelineTest {
    private static EventStream<Tick> source(final PipelineBuilder builder, final String name) {
        return builder.pushSource(name, TickFlyweight.TYPE, Watermarks.boundedDisorder(5));
    }

    private static Pipeline lookup(final UnaryOperator<LookupStreams<Tick, Tick>> what) {
        final PipelineBuilder builder = Pipeline.builder("test");
        final Joined<Tick, Tick, Tick> joined = what.apply(source(builder, "events")
                        .keyBy(Tick::key)
                        .lookup(source(builder, "entries").keyBy(Tick::key)))
                .join(
                        "found",
                        TickFlyweight.TYPE,
                        (event, entry, out) -> out.key(event.key())
                                .value(event.value() * 1_000 + (entry == null ? 0 : entry.value())));
        joined.results().forEach("out", tick -> {});
        joined.late().forEach("late", tick -> {});
        return builder.build();
    }

    private static String push(
            final PipelineTester tester, final String source, final long timeNs, final long key, final long value) {
        return text(tester.push(
                source, TickFlyweight.TYPE, tick -> tick.timeNs(timeNs).key(key).value(value)));
    }

    private static String text(final TestStep step) {
        final StringBuilder text = new StringBuilder();
        for (final TestOutput output : step.outputs()) {
            final Tick tick = output.as(TickFlyweight.TYPE);
            text.append(output.sink()).append(':').append(tick.key()).append('=');
            text.append(tick.value()).append('@').append(output.timeNs()).append(' ');
        }
        return text.toString().trim();
    }

    @Test
    void shouldLookUpTheEntryThatArrivedLast() {
        try (PipelineTester tester = PipelineTester.of(lookup(what -> what.deletedIf(entry -> entry.value() < 0)))) {
            assertEquals("out:1=7000@100", push(tester, "events", 100, 1, 7));
            push(tester, "entries", 200, 1, 90);
            assertEquals("out:1=7090@100", push(tester, "events", 100, 1, 7));
            push(tester, "entries", 150, 1, 91);
            assertEquals("out:1=7091@101", push(tester, "events", 101, 1, 7));
            push(tester, "entries", 201, 1, -1);
            assertEquals("out:1=7000@102", push(tester, "events", 102, 1, 7));
        }
    }

    @Test
    void shouldLookUpTheVersionOfTheEventsTime() {
        try (PipelineTester tester = PipelineTester.of(lookup(what -> what.asOfEventTimeNs(50)))) {
            push(tester, "entries", 100, 1, 90);
            push(tester, "entries", 200, 1, 91);
            assertEquals("out:1=7090@199", push(tester, "events", 199, 1, 7));
            assertEquals("out:1=7091@200", push(tester, "events", 200, 1, 7));
            assertEquals("out:2=7000@195", push(tester, "events", 195, 2, 7));
            assertEquals("out:1=7090@150", push(tester, "events", 150, 1, 7));
            assertEquals("late:1=7@143", push(tester, "events", 143, 1, 7), "the watermark is 194");
        }
    }

    private static Pipeline rules() {
        final PipelineBuilder builder = Pipeline.builder("test");
        source(builder, "events")
                .broadcastJoin(source(builder, "rules").keyBy(Tick::key))
                .deletedIf(rule -> rule.value() < 0)
                .maxEntries(3)
                .join("alerts", TickFlyweight.TYPE, (event, rule, out) -> {
                    out.key(rule.key()).value(event.value());
                    return event.value() > rule.value();
                })
                .forEach("out", tick -> {});
        return builder.build();
    }

    @Test
    void shouldLetEveryEventMeetEveryRule() {
        PipelineTester tester = PipelineTester.of(rules());
        assertEquals("", push(tester, "events", 1, 9, 100));
        push(tester, "rules", 1, 3, 50);
        push(tester, "rules", 1, 1, 60);
        push(tester, "rules", 1, 2, 200);
        assertEquals("out:3=100@2 out:1=100@2", push(tester, "events", 2, 9, 100));
        push(tester, "rules", 1, 3, -1);
        final byte[] snapshot = tester.snapshot();
        tester.close();
        tester = PipelineTester.restore(rules(), snapshot);
        push(tester, "rules", 1, 1, 150);
        assertEquals("out:1=201@3 out:2=201@3", push(tester, "events", 3, 9, 201));
        push(tester, "rules", 1, 7, 1);
        assertEquals("out:7=2@4", push(tester, "events", 4, 9, 2));
        final PipelineTester full = tester;
        assertThrows(OperatorException.class, () -> push(full, "rules", 1, 8, 1));
        tester.close();
    }
}
