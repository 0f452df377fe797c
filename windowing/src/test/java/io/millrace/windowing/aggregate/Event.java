package io.millrace.windowing.aggregate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** An event of the tests of aggregates: when it happened, its place in the order of arrival, and some numbers. */
record Event(long timeNs, long sequence, long value, long weight, double real) {
    static final Comparator<Event> IN_ORDER =
            Comparator.comparingLong(Event::timeNs).thenComparingLong(Event::sequence);

    /** Events with ties and disorder; with the extremes, too, where {@code wild}. */
    static List<Event> random(final SplittableRandom random, final int most, final boolean wild) {
        final List<Event> events = new ArrayList<>();
        final long origin = wild && random.nextInt(4) == 0 ? random.nextLong() / 2 : random.nextLong(-20, 20);
        final int spread = 1 + random.nextInt(1, 30);
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            events.add(new Event(
                    origin + random.nextInt(spread),
                    100 + events.size(),
                    number(random, wild),
                    number(random, wild) >> 5, // so that sums of products fit 128 bits
                    real(random)));
        }
        return events;
    }

    private static long number(final SplittableRandom random, final boolean wild) {
        if (wild && random.nextInt(8) == 0) {
            return random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return wild && random.nextInt(4) == 0 ? random.nextLong() : random.nextLong(-50, 50);
    }

    private static double real(final SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> 1e9 + random.nextDouble();
            case 1 -> random.nextInt(-2, 3);
            default -> random.nextDouble(-1_000, 1_000);
        };
    }

    static List<Event> ordered(final List<Event> events) {
        final List<Event> ordered = new ArrayList<>(events);
        ordered.sort(IN_ORDER);
        return ordered;
    }
}
