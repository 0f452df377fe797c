package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.DynamicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistinctTest {
    private static Computation<DynamicRecord, DynamicRecord> distinct(final int precision) {
        return new Computation<>(Aggregates.<Event>named("Distinct")
                .distinct("distinct", precision, Event::value)
                .build());
    }

    private static long result(
            final Computation<DynamicRecord, DynamicRecord> computation, final DynamicRecord accumulator) {
        return Computation.number(computation.finish(accumulator), "distinct");
    }

    private static List<Event> events(final SplittableRandom random, final int most) {
        final List<Event> events = new ArrayList<>();
        final int kinds = 1 + random.nextInt(most);
        final boolean small = random.nextBoolean();
        final long[] numbers = random.longs(kinds).toArray();
        for (int i = random.nextInt(2 * most); i >= 0; i--) {
            final int kind = random.nextInt(kinds);
            events.add(new Event(0, events.size(), small ? kind - 3 : numbers[kind], 0, 0));
        }
        return events;
    }

    private static long exact(final List<Event> events) {
        return events.stream().mapToLong(Event::value).distinct().count();
    }

    @Test
    void shouldBeExactUpToTheBoundAndDependOnTheSetOnly() {
        int over = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Computation<DynamicRecord, DynamicRecord> computation = distinct(random.nextInt(4, 13));
            final List<Event> events = events(random, 110);
            final DynamicRecord whole = computation.of(events);
            if (exact(events) <= 64) {
                assertEquals(exact(events), result(computation, whole), "seed " + seed);
            } else {
                over++;
            }
            final DynamicRecord parts = computation.inAnyWay(events, random);
            assertTrue(whole.contentEquals(parts.buffer(), parts.offset()), "other bytes, seed " + seed);
        }
        assertTrue(over > 300, over + " over the bound");
    }

    @Test
    void shouldHaveTheStatedStandardErrorBeyondTheBound() {
        for (final int precision : new int[] {8, 10, 12}) {
            final Computation<DynamicRecord, DynamicRecord> computation = distinct(precision);
            for (final int count : new int[] {65, 300, 3_000, 30_000}) {
                double squares = 0;
                final int runs = 60;
                for (long seed = 0; seed < runs; seed++) {
                    final SplittableRandom random = new SplittableRandom(seed);
                    final List<Event> events = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        // Ids that count up, and random ones.
                        final long id = seed % 2 == 0 ? seed * 1_000_003 + i : random.nextLong();
                        events.add(new Event(0, i, id, 0, 0));
                    }
                    final double error = result(computation, computation.of(events)) / (double) count - 1;
                    squares += error * error;
                }
                final double stated = 1.04 / Math.sqrt(1 << precision);
                final double measured = Math.sqrt(squares / runs);
                // Over 60 runs the root mean square strays by a tenth or so.
                assertTrue(
                        measured < stated * 1.35,
                        "precision " + precision + ", " + count + ": " + measured + ", stated " + stated);
            }
        }
    }

    @Test
    void shouldRefuseAPrecisionThatDoesNotExist() {
        AggregatesTest.refuses(IllegalArgumentException.class, "4 to 12, not 13", () -> distinct(13));
    }
}
