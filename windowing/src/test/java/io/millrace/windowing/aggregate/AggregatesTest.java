package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.DynamicRecord;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AggregatesTest {
    private static final int CASES = 2_000;

    /** An event and when it came. */
    private record Event(long timeNs, long sequence, long value) {}

    private static Aggregate<Event, DynamicRecord, DynamicRecord> everything() {
        return Aggregates.<Event>named("Everything")
                .key("key")
                .start("startNs")
                .end("endNs")
                .count("count")
                .sum("sum", Event::value)
                .min("min", Event::value)
                .max("max", Event::value)
                .first("first", Event::value)
                .last("last", Event::value)
                .build();
    }

    private static DynamicRecord record(final RecordType<?, DynamicRecord> type) {
        final DynamicRecord record = type.newFlyweight();
        record.wrap(new UnsafeBuffer(new byte[type.sizeBytes()]), 0);
        record.clear();
        return record;
    }

    private static DynamicRecord accumulate(
            final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate, final List<Event> events) {
        final DynamicRecord accumulator = record(aggregate.accumulatorType());
        aggregate.create(accumulator);
        final EventContext context = new EventContext();
        for (final Event event : events) {
            context.set(event.timeNs(), event.sequence());
            aggregate.add(accumulator, event, context);
        }
        return accumulator;
    }

    private static String finish(
            final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate, final DynamicRecord accumulator) {
        final Window window = new Window();
        window.setTimes(100, 200);
        window.setKey(7);
        final DynamicRecord result = record(aggregate.outputType());
        aggregate.finish(window, accumulator, result);
        return result.toString();
    }

    private static List<Event> events(final SplittableRandom random) {
        final List<Event> events = new ArrayList<>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            events.add(new Event(random.nextLong(-3, 3), events.size(), random.nextLong(-50, 50)));
        }
        return events;
    }

    private static String expected(final List<Event> events) {
        final List<Event> ordered = new ArrayList<>(events);
        ordered.sort(Comparator.comparingLong(Event::timeNs).thenComparingLong(Event::sequence));
        return "Everything{key=7, startNs=100, endNs=200, count=" + events.size()
                + ", sum=" + events.stream().mapToLong(Event::value).sum()
                + ", min=" + events.stream().mapToLong(Event::value).min().getAsLong()
                + ", max=" + events.stream().mapToLong(Event::value).max().getAsLong()
                + ", first=" + ordered.get(0).value()
                + ", last=" + ordered.get(ordered.size() - 1).value() + "}";
    }

    @Test
    void shouldAgreeWithASortAndALoop() {
        final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate = everything();
        for (long seed = 0; seed < CASES; seed++) {
            final List<Event> events = events(new SplittableRandom(seed));
            assertEquals(expected(events), finish(aggregate, accumulate(aggregate, events)), "seed " + seed);
        }
    }

    @Test
    void shouldGiveTheSameHoweverEventsAreCut() {
        final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate = everything();
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<Event> events = events(random);
            final int cut = random.nextInt(events.size() + 1);
            final DynamicRecord left = accumulate(aggregate, events.subList(0, cut));
            final DynamicRecord right = accumulate(aggregate, events.subList(cut, events.size()));
            aggregate.combine(left, right);
            assertEquals(expected(events), finish(aggregate, left), "seed " + seed);
        }
    }

    @Test
    void shouldFailWhereASumDoesNotFit() {
        final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate =
                Aggregates.<Event>named("Sum").sum("sum", Event::value).build();
        assertThrows(
                ArithmeticException.class,
                () -> accumulate(aggregate, List.of(new Event(1, 0, Long.MAX_VALUE), new Event(1, 1, 1))));
    }

    @Test
    void shouldRefuseAFieldThatTheResultLacksOrCannotHold() {
        final RecordType<DynamicRecord, DynamicRecord> type =
                RecordType.of(Layout.builder("Result").float64("sum").build());
        final Aggregates<Event> sum = Aggregates.<Event>named("Sum").sum("sum", Event::value);
        final Exception wrong = assertThrows(IllegalArgumentException.class, () -> sum.into(type));
        assertTrue(wrong.getMessage().contains("sum"), wrong.getMessage());
        final Aggregates<Event> other = Aggregates.<Event>named("Sum").sum("total", Event::value);
        final Exception lacking = assertThrows(IllegalArgumentException.class, () -> other.into(type));
        assertTrue(lacking.getMessage().contains("total"), lacking.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Aggregates.<Event>named("Nothing").build());
    }
}
