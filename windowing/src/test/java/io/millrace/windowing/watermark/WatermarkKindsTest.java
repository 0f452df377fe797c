package io.millrace.windowing.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class WatermarkKindsTest {
    private static final int CASES = 2_000;
    private static final long BOUND = 7;
    private static final long NONE = WatermarkGenerator.NONE;

    /** What came so far; a kind's watermark is computed of it by looking through all of it. */
    private record Seen(long timeNs, long ingressNs, long mark) {}

    /** The naive definition of a kind. */
    private interface Naive {
        long watermarkNs(List<Seen> seen, boolean lastIsTick);
    }

    private static long bounded(final List<Seen> seen, final int upTo) {
        long maxNs = NONE;
        for (int i = 0; i < upTo; i++) {
            maxNs = Math.max(maxNs, seen.get(i).timeNs);
        }
        return maxNs == NONE ? NONE : maxNs - BOUND - 1;
    }

    private static void compare(final long seed, final WatermarkSpec spec, final Naive naive) {
        final SplittableRandom random = new SplittableRandom(seed);
        WatermarkGenerator generator = spec.newGenerator();
        final List<Seen> seen = new ArrayList<>();
        long timeNs = random.nextLong(-1_000, 1_000);
        long ingressNs = random.nextLong(-100, 100);
        for (int i = 0; i < 60; i++) {
            timeNs += random.nextInt(6);
            ingressNs += random.nextInt(10) == 0 ? random.nextInt(50) : random.nextInt(3);
            final boolean tick = !seen.isEmpty() && random.nextInt(8) == 0;
            final long markNs;
            if (tick) {
                seen.add(new Seen(NONE, ingressNs, NONE));
                markNs = generator.onTick(ingressNs);
            } else {
                final long eventNs = timeNs - random.nextInt(10);
                final long mark = random.nextInt(5) == 0 ? eventNs - 3 : NONE;
                final Seen event = new Seen(eventNs, ingressNs, mark);
                seen.add(event);
                markNs = generator.onEvent(eventNs, ingressNs, event);
            }
            final String at = spec + ", seed " + seed + " step " + i;
            assertEquals(naive.watermarkNs(seen, tick), markNs, at);
            assertEquals(markNs, generator.watermarkNs(), at);
            final UnsafeBuffer saved = new UnsafeBuffer(new byte[generator.stateBytes()]);
            generator.save(saved, 0);
            generator = spec.newGenerator();
            generator.load(saved, 0);
        }
    }

    private static void compareAll(final WatermarkSpec spec, final Naive naive) {
        for (long seed = 0; seed < CASES; seed++) {
            compare(seed, spec, naive);
        }
    }

    private static long punctuated(final List<Seen> seen) {
        return seen.stream().mapToLong(Seen::mark).max().orElse(NONE);
    }

    @Test
    void shouldFollowWhatEventsCarry() {
        compareAll(Watermarks.punctuated((Seen event) -> event.mark), (seen, tick) -> punctuated(seen));
    }

    private static long everyFive(final List<Seen> seen, final int every) {
        int events = 0;
        int upTo = 0;
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i).timeNs != NONE && ++events % every == 0) {
                upTo = i + 1;
            }
        }
        return bounded(seen, upTo);
    }

    @Test
    void shouldRiseAfterEachSoManyEvents() {
        compareAll(Watermarks.everyEvents(5, Watermarks.boundedDisorder(BOUND)), (seen, tick) -> everyFive(seen, 5));
    }

    @Test
    void shouldCatchAPeriodThatIsOneEventTooLong() {
        assertThrows(
                AssertionFailedError.class,
                () -> compareAll(
                        Watermarks.everyEvents(5, Watermarks.boundedDisorder(BOUND)),
                        (seen, tick) -> everyFive(seen, 6)));
    }

    @Test
    void shouldRiseWhenItCrossesAMultipleOfEventTime() {
        compareAll(Watermarks.everyEventTime(Duration.ofNanos(20), Watermarks.boundedDisorder(BOUND)), (seen, tick) -> {
            long releasedNs = NONE;
            for (int i = 1; i <= seen.size(); i++) {
                final long innerNs = bounded(seen, i);
                if (releasedNs == NONE || Math.floorDiv(innerNs, 20) != Math.floorDiv(releasedNs, 20)) {
                    releasedNs = innerNs;
                }
            }
            return releasedNs;
        });
    }

    @Test
    void shouldRiseWhenProcessingTimeCrossesAMultiple() {
        compareAll(
                Watermarks.everyProcessingTime(Duration.ofNanos(15), Watermarks.boundedDisorder(BOUND)),
                (seen, tick) -> {
                    long releasedNs = NONE;
                    for (int i = 1; i < seen.size(); i++) {
                        final long before = Math.floorDiv(seen.get(i - 1).ingressNs, 15);
                        if (Math.floorDiv(seen.get(i).ingressNs, 15) != before) {
                            releasedNs = bounded(seen, i + 1);
                        }
                    }
                    return releasedNs;
                });
    }

    @Test
    void shouldWaitForATickOnlyWhileItHoldsSomethingBack() {
        final WatermarkGenerator generator = Watermarks.everyProcessingTime(
                        Duration.ofNanos(10), Watermarks.ascending())
                .newGenerator();
        assertEquals(Long.MAX_VALUE, generator.nextTickNs());
        generator.onEvent(100, 12, null);
        assertEquals(20, generator.nextTickNs());
        assertEquals(99, generator.onTick(20));
        assertEquals(Long.MAX_VALUE, generator.nextTickNs());
    }

    @Test
    void shouldKnowWhichEventRaisesIt() {
        final WatermarkGenerator generator = Watermarks.boundedDisorder(5).newGenerator();
        generator.onEvent(100);
        assertEquals(101, generator.raisedByTimeNs());
        generator.onWatermark(200);
        assertEquals(207, generator.raisedByTimeNs());
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        final WatermarkSpec inner = Watermarks.ascending();
        assertThrows(IllegalArgumentException.class, () -> Watermarks.everyEvents(0, inner));
        assertThrows(IllegalArgumentException.class, () -> Watermarks.everyEventTime(Duration.ZERO, inner));
        assertThrows(IllegalArgumentException.class, () -> Watermarks.everyProcessingTime(Duration.ofNanos(-1), inner));
        assertThrows(IllegalArgumentException.class, () -> inner.withIdleAfter(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> inner.withMaxLead(Duration.ofNanos(-1)));
        assertThrows(NullPointerException.class, () -> Watermarks.punctuated(null));
        assertEquals(
                "ascending, idle after 5 ns, leads by 7 ns at most",
                inner.withIdleAfter(Duration.ofNanos(5))
                        .withMaxLead(Duration.ofNanos(7))
                        .toString());
    }
}
