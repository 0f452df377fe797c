package io.millrace.engine.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.engine.KeyedStream;
import io.millrace.engine.Pipeline;
import io.millrace.engine.PipelineBuilder;
import io.millrace.engine.Tick;
import io.millrace.engine.TickFlyweight;
import io.millrace.engine.TickKeyFlyweight;
import io.millrace.engine.graph.GraphException;
import io.millrace.state.StateOptions;
import io.millrace.windowing.watermark.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is built of process functions, beside lists that are sorted and scanned, restored in mid-stream. */
class KeyedSugarTest {
    private static final int CASES = 300;
    private static final int STEPS = 60;
    private static final long WITHIN = 20;
    private static final int RANKS = 3;

    private static Pipeline pipeline(final Consumer<KeyedStream<Tick>> end) {
        final PipelineBuilder builder = Pipeline.builder("sugar");
        end.accept(builder.pushSource("ticks", TickFlyweight.TYPE, Watermarks.boundedDisorder(10))
                .keyBy(Tick::key));
        return builder.build();
    }

    private record Event(long timeNs, long key, long value) {}

    /** What a kind makes of the last of some events. */
    private interface Naive {
        List<String> last(List<Event> events);
    }

    private static void compare(final Pipeline pipeline, final Naive naive) {
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            PipelineTester tester = PipelineTester.of(pipeline);
            final List<Event> events = new ArrayList<>();
            long timeNs = random.nextInt(-50, 50);
            for (int i = 0; i < STEPS; i++) {
                timeNs += random.nextInt(8);
                final Event event = new Event(timeNs - random.nextInt(10), random.nextInt(3), random.nextInt(30));
                events.add(event);
                final List<String> lines = new ArrayList<>();
                tester.push(
                                "ticks",
                                TickFlyweight.TYPE,
                                tick -> tick.timeNs(event.timeNs).key(event.key).value(event.value))
                        .outputs("out")
                        .forEach(output -> {
                            final Tick tick = output.as(TickFlyweight.TYPE);
                            lines.add(tick.timeNs() + " " + tick.key() + " " + tick.value());
                        });
                assertEquals(naive.last(events), lines, "seed " + seed + " step " + i);
                if (random.nextInt(5) == 0) {
                    final byte[] snapshot = tester.snapshot();
                    tester.close();
                    tester = PipelineTester.restore(pipeline, snapshot);
                }
            }
            tester.close();
        }
    }

    @Test
    void shouldReduceAsItGoes() {
        compare(
                pipeline(keyed -> keyed.reduce(
                                "sums",
                                TickFlyweight.TYPE,
                                (sum, tick) -> sum.value(sum.value() + tick.value()),
                                StateOptions.DEFAULT)
                        .forEach("out", tick -> {})),
                events -> {
                    final Event last = events.get(events.size() - 1);
                    final long sum = events.stream()
                            .filter(each -> each.key == last.key)
                            .mapToLong(Event::value)
                            .sum();
                    return List.of(last.timeNs + " " + last.key + " " + sum);
                });
    }

    @Test
    void shouldLeaveOutRepetitions() {
        compare(
                pipeline(keyed -> keyed.deduplicate("once", TickFlyweight.TYPE, Duration.ofNanos(WITHIN))
                        .forEach("out", tick -> {})),
                events -> {
                    final List<Event> passed = new ArrayList<>();
                    List<String> made = List.of();
                    for (final Event each : events) {
                        final boolean near = passed.stream()
                                .anyMatch(other ->
                                        other.key == each.key && Math.abs(other.timeNs - each.timeNs) < WITHIN);
                        made = near ? List.of() : List.of(each.timeNs + " " + each.key + " " + each.value);
                        if (!near) {
                            passed.add(each);
                        }
                    }
                    return made;
                });
    }

    @Test
    void shouldLeaveOutARepetitionThatIsEarlierThanALaterEvent() {
        try (PipelineTester tester = PipelineTester.of(
                pipeline(keyed -> keyed.deduplicate("once", TickFlyweight.TYPE, Duration.ofNanos(WITHIN))
                        .forEach("out", tick -> {})))) {
            final List<Integer> passed = new ArrayList<>();
            for (final long timeNs : new long[] {100, 100 + WITHIN, 99, 101, 101 + WITHIN, 100 - WITHIN}) {
                passed.add(tester.push("ticks", TickFlyweight.TYPE, tick -> tick.timeNs(timeNs))
                        .outputs()
                        .size());
            }
            assertEquals(List.of(1, 1, 0, 0, 0, 1), passed);
        }
    }

    @Test
    void shouldTellTimesApartThatLieFurtherApartThanALongCanSay() {
        try (PipelineTester tester = PipelineTester.of(
                pipeline(keyed -> keyed.deduplicate("once", TickFlyweight.TYPE, Duration.ofNanos(WITHIN))
                        .forEach("out", tick -> {})))) {
            final long[] times = {Long.MIN_VALUE + 1, Long.MIN_VALUE + 3, Long.MAX_VALUE - 1, Long.MAX_VALUE - 2};
            final List<Integer> passed = new ArrayList<>();
            for (final long timeNs : times) {
                passed.add(tester.push("ticks", TickFlyweight.TYPE, tick -> tick.timeNs(timeNs))
                        .outputs()
                        .size());
            }
            assertEquals(List.of(1, 0, 1, 0), passed);
        }
    }

    @Test
    void shouldForgetKeysThatCannotRepeatAnyMore() {
        try (PipelineTester tester = PipelineTester.of(
                pipeline(keyed -> keyed.deduplicate("once", TickFlyweight.TYPE, Duration.ofNanos(WITHIN))
                        .forEach("out", tick -> {})))) {
            for (long i = 0; i < 1_000; i++) {
                final long key = i;
                tester.push(
                        "ticks", TickFlyweight.TYPE, tick -> tick.timeNs(key).key(key));
            }
            assertEquals(WITHIN + 10, tester.pendingTimers(), 2);
        }
    }

    private static List<Event> top(final List<Event> events, final long key) {
        return events.stream()
                .filter(each -> each.key == key)
                .sorted(Comparator.comparingLong(Event::value).reversed())
                .limit(RANKS)
                .toList();
    }

    @Test
    void shouldKeepTheBestOfEachKey() {
        compare(
                pipeline(keyed -> keyed.top(
                                "best",
                                TickFlyweight.TYPE,
                                RANKS,
                                Tick::value,
                                TickFlyweight.TYPE,
                                (rank, tick, out) -> out.key(rank).value(tick.value()),
                                StateOptions.DEFAULT)
                        .forEach("out", tick -> {})),
                events -> {
                    final Event last = events.get(events.size() - 1);
                    final List<Event> before = top(events.subList(0, events.size() - 1), last.key);
                    final List<Event> now = top(events, last.key);
                    final List<String> made = new ArrayList<>();
                    for (int i = now.indexOf(last); i >= 0 && i < now.size(); i++) {
                        if (!made.isEmpty() || i >= before.size() || now.get(i) != before.get(i)) {
                            made.add(last.timeNs + " " + (i + 1) + " " + now.get(i).value);
                        }
                    }
                    return made;
                });
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThrows(
                GraphException.class,
                () -> pipeline(keyed -> keyed.deduplicate("once", TickFlyweight.TYPE, Duration.ZERO)));
        assertThrows(
                GraphException.class,
                () -> pipeline(keyed -> keyed.top(
                        "best",
                        TickFlyweight.TYPE,
                        0,
                        Tick::value,
                        TickFlyweight.TYPE,
                        (rank, tick, out) -> {},
                        StateOptions.DEFAULT)));
        assertEquals(16, TickKeyFlyweight.TYPE.sizeBytes());
    }
}
