package io.millrace.windowing.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.record.DynamicRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TwapTest {
    private static final int CASES = 20_000;

    private static Computation<DynamicRecord, DynamicRecord> twap(final int points) {
        return new Computation<>(Aggregates.<Event>named("Twap")
                .twap("twap", Event::value, points)
                .build());
    }

    private static long expected(final List<Event> events, final long windowEndNs) {
        final List<Event> ordered = Event.ordered(events);
        final Event last = ordered.get(ordered.size() - 1);
        final long endNs = windowEndNs == Long.MAX_VALUE ? last.timeNs() : windowEndNs;
        BigInteger integral = BigInteger.ZERO;
        for (int i = 0; i < ordered.size(); i++) {
            final long untilNs = i + 1 < ordered.size() ? ordered.get(i + 1).timeNs() : endNs;
            integral = integral.add(BigInteger.valueOf(ordered.get(i).value())
                    .multiply(BigInteger.valueOf(untilNs)
                            .subtract(BigInteger.valueOf(ordered.get(i).timeNs()))));
        }
        final BigInteger span = BigInteger.valueOf(endNs)
                .subtract(BigInteger.valueOf(ordered.get(0).timeNs()));
        return span.signum() == 0
                ? last.value()
                : new BigDecimal(integral)
                        .divide(new BigDecimal(span), 0, RoundingMode.FLOOR)
                        .longValueExact();
    }

    private static long result(
            final Computation<DynamicRecord, DynamicRecord> computation, final DynamicRecord accumulator) {
        return Computation.number(computation.finish(accumulator), "twap");
    }

    private static void setEnd(
            final Computation<DynamicRecord, DynamicRecord> computation,
            final List<Event> events,
            final SplittableRandom random) {
        final long last = events.stream().mapToLong(Event::timeNs).max().orElseThrow();
        computation
                .window()
                .setTimes(Long.MIN_VALUE, random.nextInt(4) == 0 ? Long.MAX_VALUE : last + random.nextInt(9));
    }

    @Test
    void shouldWeighEachPriceByHowLongItHeldHoweverEventsComeAndAreCut() {
        final Computation<DynamicRecord, DynamicRecord> computation = twap(16);
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final List<Event> events = Event.random(random, 16, random.nextBoolean());
            setEnd(computation, events, random);
            final long expected = expected(events, computation.window().endNs());
            assertEquals(expected, result(computation, computation.of(events)), "seed " + seed);
            assertEquals(expected, result(computation, computation.inAnyWay(events, random)), "seed " + seed);
        }
    }

    @Test
    void shouldNeedOnePointOnlyWhereEventsComeInOrder() {
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Computation<DynamicRecord, DynamicRecord> computation = twap(1 + random.nextInt(4));
            final List<Event> events = Event.random(random, 20, random.nextBoolean());
            setEnd(computation, events, random);
            final long expected = expected(events, computation.window().endNs());
            final DynamicRecord whole = computation.of(Event.ordered(events));
            assertEquals(expected, result(computation, whole), "seed " + seed);
            assertEquals(expected, result(computation, computation.inTimeOrder(events, random)), "seed " + seed);
        }
    }

    @Test
    void shouldTakePartsOfTimeInAnyOrder() {
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Computation<DynamicRecord, DynamicRecord> computation = twap(1 + random.nextInt(4));
            final List<Event> ordered = Event.ordered(Event.random(random, 20, false));
            setEnd(computation, ordered, random);
            final List<DynamicRecord> parts = new ArrayList<>();
            for (int from = 0; from < ordered.size(); ) {
                final int to = Math.min(ordered.size(), from + 1 + random.nextInt(6));
                parts.add(computation.of(ordered.subList(from, to)));
                from = to;
            }
            while (parts.size() > 1) {
                final int left = random.nextInt(parts.size() - 1);
                final DynamicRecord right = parts.remove(left + 1);
                final DynamicRecord both = random.nextBoolean()
                        ? computation.combine(parts.get(left), right)
                        : computation.combine(right, parts.get(left));
                parts.set(left, both);
            }
            assertEquals(
                    expected(ordered, computation.window().endNs()), result(computation, parts.get(0)), "seed " + seed);
        }
    }

    @Test
    void shouldBeExactOrSaySoWhereEventsComeInDisorder() {
        int exact = 0;
        int refused = 0;
        for (long seed = 0; seed < CASES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Computation<DynamicRecord, DynamicRecord> computation = twap(1 + random.nextInt(6));
            final List<Event> events = Event.random(random, 12, random.nextBoolean());
            setEnd(computation, events, random);
            try {
                final DynamicRecord accumulator =
                        random.nextBoolean() ? computation.of(events) : computation.inAnyWay(events, random);
                assertEquals(
                        expected(events, computation.window().endNs()),
                        result(computation, accumulator),
                        "seed " + seed);
                exact++;
            } catch (final IllegalStateException e) {
                assertTrue(e.getMessage().contains("let more points be kept"), e.getMessage());
                refused++;
            }
        }
        assertTrue(exact > CASES / 4 && refused > CASES / 20, exact + " exact, " + refused + " refused");
    }

    @Test
    void shouldRoundDownAlsoBelowZeroAndAtTheEndsOfTime() {
        final Computation<DynamicRecord, DynamicRecord> computation = twap(2);
        computation.window().setTimes(0, 2);
        final DynamicRecord negative = computation.of(List.of(new Event(0, 0, -3, 0, 0), new Event(1, 1, -4, 0, 0)));
        assertEquals(-4, result(computation, negative));
        computation.window().setTimes(Long.MIN_VALUE, Long.MAX_VALUE - 1);
        final DynamicRecord wide = computation.of(List.of(
                new Event(Long.MIN_VALUE, 0, Long.MAX_VALUE, 0, 0),
                new Event(Long.MAX_VALUE - 2, 1, Long.MAX_VALUE, 0, 0)));
        assertEquals(Long.MAX_VALUE, result(computation, wide));
    }
}
