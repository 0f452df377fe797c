package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.DynamicRecord;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.Windows;
import io.millrace.windowing.check.NothingMissed;
import io.millrace.windowing.sliding.SlidingWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Windows that are put together from parts give what the aggregate gives over their events, one by one. */
class AggregatesInSlidingWindowsTest {
    private static final int CASES = 150;
    private static final long ARENA_BYTES = 64L << 20;
    private static final long DISORDER_NS = 20;

    private static Aggregates<Event> window(final String name) {
        return Aggregates.<Event>named(name).key("key").start("start").end("end");
    }

    private static List<Event> events(final SplittableRandom random) {
        final List<Event> events = new ArrayList<>();
        long nowNs = random.nextLong(-100, 100);
        for (int i = 0; i < 80; i++) {
            nowNs += random.nextInt(8);
            // The weight is the key.
            events.add(
                    new Event(nowNs - random.nextLong(DISORDER_NS), i, random.nextLong(-99, 99), random.nextInt(3), 0));
        }
        return events;
    }

    private static void check(
            final Windows windows, final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate, final long seed) {
        final List<Event> events = events(new SplittableRandom(seed));
        final Computation<DynamicRecord, DynamicRecord> computation = new Computation<>(aggregate);
        final int[] count = {0};
        try (Arena arena = new Arena(ARENA_BYTES)) {
            final SlidingWindows<Event, DynamicRecord, DynamicRecord> sliding = new SlidingWindows<>(
                    arena,
                    "sliding",
                    windows,
                    aggregate,
                    (result, timeNs) -> {
                        count[0]++;
                        assertEquals(expected(computation, events, result), result.toString(), "seed " + seed);
                    },
                    new NothingMissed<>());
            long most = Long.MIN_VALUE;
            for (final Event event : events) {
                final long before = most == Long.MIN_VALUE ? Long.MIN_VALUE : most - DISORDER_NS - 1;
                sliding.onEvent(event.weight(), event.timeNs(), event.sequence(), event, before);
                most = Math.max(most, event.timeNs());
                if (most - DISORDER_NS - 1 >= sliding.nextDueNs()) {
                    sliding.onWatermark(most - DISORDER_NS - 1);
                }
            }
            sliding.onWatermark(Long.MAX_VALUE);
        }
        assertTrue(count[0] > 20, "seed " + seed + ": " + count[0] + " results");
    }

    private static String expected(
            final Computation<DynamicRecord, DynamicRecord> computation,
            final List<Event> events,
            final DynamicRecord result) {
        final long key = Computation.number(result, "key");
        final long startNs = Computation.number(result, "start");
        final long endNs = Computation.number(result, "end");
        computation.window().setKey(key);
        computation.window().setTimes(startNs, endNs);
        final List<Event> inside = events.stream()
                .filter(event -> event.weight() == key && event.timeNs() >= startNs && event.timeNs() < endNs)
                .toList();
        return computation.finish(computation.of(inside)).toString();
    }

    @Test
    void shouldGiveTheSameWhetherPartsAreTakenOutOrPutTogetherAnew() {
        final Aggregate<Event, DynamicRecord, DynamicRecord> deductible = window("Deductible")
                .count("count")
                .sum("sum", Event::value)
                .mean("mean", Event::value)
                .vwap("vwap", Event::value, Event::sequence)
                .build();
        assertTrue(deductible.isDeductible());
        final Aggregate<Event, DynamicRecord, DynamicRecord> ordered = window("Ordered")
                .ohlc("open", "high", "low", "close", Event::value)
                .argMin("worst", Event::value, Event::sequence)
                .top("top", 3, Event::value, Event::sequence)
                .twap("twap", Event::value)
                .build();
        final Aggregate<Event, DynamicRecord, DynamicRecord> large = window("Large")
                .distinct("distinct", 10, Event::value)
                .quantiles(Quantiles.<Event>of(Event::value).buckets(620).at("median", 0.5))
                .build();
        assertTrue(large.accumulatorType().sizeBytes() > 3_800, "it is meant to be large");
        for (long seed = 0; seed < CASES; seed++) {
            for (final Aggregate<Event, DynamicRecord, DynamicRecord> aggregate : List.of(deductible, ordered, large)) {
                check(Windows.sliding(40, 10), aggregate, seed);
                check(Windows.sliding(35, 10), aggregate, seed);
            }
        }
    }
}
