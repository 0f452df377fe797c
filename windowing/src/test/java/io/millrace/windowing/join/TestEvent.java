package io.millrace.windowing.join;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An event of a random case. */
record TestEvent(boolean isLeft, long key, long timeNs, long id) {
    String text() {
        return (isLeft ? "L" : "R") + id + "/" + key + "/" + timeNs;
    }

    /** Some events: in disorder, with ties; around 0, or at one of the ends of the time axis. */
    static List<TestEvent> random(final SplittableRandom random, final int count) {
        final long[] bases = {0, 0, -50, 1_000_000_000_000L, Long.MAX_VALUE - 100, Long.MIN_VALUE + 40};
        final long baseNs = bases[random.nextInt(bases.length)];
        final int keys = 1 + random.nextInt(3);
        final int spread = 1 + random.nextInt(40);
        final int pace = 1 + random.nextInt(3);
        final List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final long timeNs = baseNs + (long) i * pace + random.nextInt(spread) - spread / 2;
            // Where the sum wrapped around: the end of the axis itself.
            final boolean wrapped = baseNs > 0 ? timeNs < 0 && baseNs > 1L << 62 : timeNs > 1L << 62;
            final long representable = wrapped ? (baseNs > 0 ? Long.MAX_VALUE : Long.MIN_VALUE) : timeNs;
            events.add(new TestEvent(random.nextBoolean(), random.nextInt(keys), representable, i));
        }
        return events;
    }

    /** The watermark after an event, in bounded disorder, sometimes jumping ahead. */
    static long watermarkAfter(
            final SplittableRandom random, final long watermarkNs, final long timeNs, final long boundNs) {
        if (timeNs == Long.MIN_VALUE || timeNs == Long.MAX_VALUE) {
            return watermarkNs;
        }
        final long jumpNs = random.nextInt(20) == 0 ? random.nextInt(30) : 0;
        final long lagging = timeNs - boundNs - 1;
        final long saturated = lagging > timeNs ? Long.MIN_VALUE : lagging;
        final long jumped = saturated > Long.MAX_VALUE - jumpNs ? saturated : saturated + jumpNs;
        return Math.max(watermarkNs, jumped);
    }
}
