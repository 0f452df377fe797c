package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.record.DynamicRecord;
import io.millrace.record.Flyweight;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.Window;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.aggregate.Aggregates;
import io.millrace.windowing.aggregate.Quantiles;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Aggregates in windows of all kinds give what they give over the events of the window, one by one. */
class AggregatesInWindowsTest {
    private static final long DISORDER_NS = 20;

    private record Event(long timeNs, long key, long value) {}

    private static Aggregate<Tick, DynamicRecord, DynamicRecord> exact() {
        return Aggregates.<Tick>named("Exact")
                .key("key")
                .start("start")
                .end("end")
                .sum("sum", Tick::value)
                .vwap("vwap", Tick::value, tick -> Math.abs(tick.value()))
                .build();
    }

    /** Nearly as large as an accumulator may be. */
    private static Aggregate<Tick, DynamicRecord, DynamicRecord> large() {
        return Aggregates.<Tick>named("Large")
                .key("key")
                .start("start")
                .end("end")
                .twap("twap", Tick::value)
                .distinct("distinct", 10, Tick::value)
                .quantiles(Quantiles.<Tick>of(Tick::value).buckets(380).at("median", 0.5))
                .build();
    }

    private static List<Event> events(final SplittableRandom random) {
        final List<Event> events = new ArrayList<>();
        long nowNs = random.nextLong(-100, 100);
        for (int i = 0; i < 60; i++) {
            nowNs += random.nextInt(10);
            events.add(
                    new Event(nowNs - random.nextInt((int) DISORDER_NS), random.nextInt(3), random.nextLong(-99, 99)));
        }
        return events;
    }

    private static List<Flyweight> results(
            final WindowAssigner windows, final Aggregate<Tick, ?, DynamicRecord> aggregate, final List<Event> events) {
        final PipelineBuilder builder = Pipeline.builder("windows");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(Duration.ofNanos(DISORDER_NS)))
                .keyBy(Tick::key)
                .window(windows)
                .aggregate("window", aggregate)
                .results()
                .forEach("results", result -> {});
        final List<Flyweight> results = new ArrayList<>();
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            for (final Event event : events) {
                final TestStep step = tester.push(
                        "ticks",
                        TickFlyweight.TYPE,
                        tick -> tick.timeNs(event.timeNs()).key(event.key()).value(event.value()));
                step.outputs().forEach(output -> results.add(output.record()));
            }
            tester.endInput("ticks").outputs().forEach(output -> results.add(output.record()));
        }
        return results;
    }

    /** The result over those of the events that lie in the window of a result. */
    private static <A extends Flyweight> Flyweight expected(
            final Aggregate<Tick, A, DynamicRecord> aggregate, final List<Event> events, final DynamicRecord result) {
        final Window window = new Window();
        window.setKey(result.getLong(result.type().layout().field("key")));
        window.setTimes(
                result.getLong(result.type().layout().field("start")),
                result.getLong(result.type().layout().field("end")));
        final A accumulator = Copies.zeros(aggregate.accumulatorType());
        aggregate.create(accumulator);
        final EventContext context = new EventContext();
        final TickFlyweight tick = Copies.zeros(TickFlyweight.TYPE);
        for (int i = 0; i < events.size(); i++) {
            final Event event = events.get(i);
            if (event.key() == window.key() && event.timeNs() >= window.startNs() && event.timeNs() < window.endNs()) {
                context.set(event.timeNs(), i);
                aggregate.add(accumulator, tick.timeNs(event.timeNs()).value(event.value()), context);
            }
        }
        final DynamicRecord output = Copies.zeros(aggregate.outputType());
        aggregate.finish(window, accumulator, output);
        return output;
    }

    private static void check(
            final WindowAssigner windows, final Aggregate<Tick, ?, DynamicRecord> aggregate, final long seed) {
        final List<Event> events = events(new SplittableRandom(seed));
        final List<Flyweight> results = results(windows, aggregate, events);
        assertTrue(results.size() > 5, "seed " + seed + ": " + results);
        for (final Flyweight result : results) {
            assertEquals(
                    expected(aggregate, events, (DynamicRecord) result).toString(),
                    result.toString(),
                    windows + ", seed " + seed);
        }
    }

    @Test
    void shouldGiveTheSameInWindowsOfAllKinds() {
        assertTrue(exact().isDeductible());
        assertTrue(large().accumulatorType().sizeBytes() > 3_500, "it is meant to be large");
        for (long seed = 0; seed < 40; seed++) {
            for (final Aggregate<Tick, ?, DynamicRecord> aggregate : List.of(exact(), large())) {
                check(Windows.tumbling(25), aggregate, seed);
                check(Windows.sliding(40, 10), aggregate, seed);
                check(Windows.sliding(35, 10), aggregate, seed);
                check(SessionWindows.withGap(15), aggregate, seed);
            }
        }
    }

    @Test
    void shouldReduceTheEventsOfAWindowToOneOfTheirKind() {
        final PipelineBuilder builder = Pipeline.builder("reduce");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key)
                .window(Windows.sliding(20, 10))
                .aggregate(
                        "total",
                        Aggregates.reduce(
                                TickFlyweight.TYPE, (total, tick) -> total.value(total.value() + tick.value())))
                .results()
                .forEach("results", total -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            tester.push(
                    "ticks", TickFlyweight.TYPE, tick -> tick.timeNs(3).key(1).value(4));
            tester.push(
                    "ticks", TickFlyweight.TYPE, tick -> tick.timeNs(5).key(1).value(5));
            tester.push(
                    "ticks", TickFlyweight.TYPE, tick -> tick.timeNs(12).key(1).value(6));
            assertEquals(
                    "[results[1] Tick{timeNs=3, key=1, value=15}]",
                    tester.push(
                                    "ticks",
                                    TickFlyweight.TYPE,
                                    tick -> tick.timeNs(20).key(1).value(9))
                            .outputs()
                            .toString());
        }
    }

    @Test
    void shouldStopWithTheOperatorTheFieldAndTheCureWhereASumDoesNotFit() {
        final PipelineBuilder builder = Pipeline.builder("overflow");
        builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.ascending())
                .keyBy(Tick::key)
                .window(Windows.tumbling(10))
                .aggregate(
                        "volumes",
                        Aggregates.<Tick>named("Volume")
                                .sum("volume", Tick::value)
                                .build())
                .results()
                .forEach("results", volume -> {});
        try (PipelineTester tester = PipelineTester.of(builder.build())) {
            for (int i = 0; i < 2; i++) {
                tester.push("ticks", TickFlyweight.TYPE, tick -> tick.timeNs(1).value(Long.MAX_VALUE));
            }
            final RuntimeException failure = assertThrows(RuntimeException.class, () -> tester.watermark("ticks", 9));
            final String text = failure + " " + failure.getCause();
            for (final String word : List.of("volumes", "field volume", "sum128")) {
                assertTrue(text.contains(word), text);
            }
        }
    }
}
