package io.millrace.windowing.pane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.windowing.Windows;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaneWindowsTest {
    /** What a seed decides about a case. */
    private static final class Plan {
        final SplittableRandom random;
        final long sizeNs;
        final long slideNs;
        final long offsetNs;
        final long originNs;
        final int keys;
        final long disorderNs;
        final long stepNs;
        final boolean keyedByRecords;
        final int restoreOneIn;

        Plan(final long seed) {
            random = new SplittableRandom(seed);
            sizeNs = 1 + random.nextInt(1 << random.nextInt(1, 11));
            slideNs = sizeNs + (random.nextInt(3) == 0 ? random.nextLong(2 * sizeNs) : 0);
            offsetNs = random.nextInt(4) == 0 ? random.nextInt(2_000) - 1_000 : 0;
            originNs = origin(random);
            keys = 1 + random.nextInt(1 << random.nextInt(1, 9));
            disorderNs = random.nextInt(1 << random.nextInt(1, 13));
            stepNs = random.nextInt(1 << random.nextInt(1, 8));
            keyedByRecords = random.nextInt(3) == 0;
            restoreOneIn = random.nextInt(2) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(100);
        }

        private static long origin(final SplittableRandom random) {
            switch (random.nextInt(6)) {
                case 0:
                    return Long.MIN_VALUE;
                case 1:
                    return Long.MAX_VALUE - 5_000;
                case 2, 3:
                    return -3_000;
                default:
                    return 1_000_000_000L;
            }
        }

        Windows windows() {
            return Windows.sliding(sizeNs, slideNs).withOffset(offsetNs);
        }
    }

    @Test
    void shouldAgreeWithNaiveWindowsAfterEveryStep() {
        for (long seed = 0; seed < 2_000; seed++) {
            final Plan plan = new Plan(seed);
            try (WindowsUnderTest tested = new WindowsUnderTest(plan.windows(), plan.keyedByRecords)) {
                run(seed, plan, tested, new NaiveWindows(plan.sizeNs, plan.slideNs, plan.offsetNs), 300);
            }
        }
    }

    @Test
    void shouldAgreeWithNaiveWindowsInLongerRuns() {
        for (long seed = 10_000; seed < 10_040; seed++) {
            final Plan plan = new Plan(seed);
            try (WindowsUnderTest tested = new WindowsUnderTest(plan.windows(), plan.keyedByRecords)) {
                run(seed, plan, tested, new NaiveWindows(plan.sizeNs, plan.slideNs, plan.offsetNs), 5_000);
            }
        }
    }

    private static void run(
            final long seed,
            final Plan plan,
            final WindowsUnderTest tested,
            final NaiveWindows naive,
            final int steps) {
        final SplittableRandom random = plan.random;
        long maxNs = plan.originNs;
        long watermarkNs = Long.MIN_VALUE;
        for (int step = 0; step < steps; step++) {
            maxNs = saturatingAdd(maxNs, random.nextInt(50) == 0 ? plan.stepNs * 50 : plan.stepNs);
            final long timeNs = maxNs - random.nextLong(plan.disorderNs + 1);
            final long key = random.nextInt(plan.keys);
            final long price = random.nextInt(1_000);
            final long quantity = random.nextInt(100);
            tested.onEvent(key, timeNs, price, quantity, watermarkNs);
            naive.onEvent(key, timeNs, price, quantity, watermarkNs);
            // Sometimes the bound is too small: then events are late.
            final long lagNs = random.nextInt(20) == 0 ? plan.disorderNs / 2 : plan.disorderNs;
            watermarkNs = Math.max(watermarkNs, maxNs - lagNs > maxNs ? Long.MIN_VALUE : maxNs - lagNs);
            assertEquals(naive.nextDueNs(), tested.windows().nextDueNs(), "seed " + seed + " step " + step);
            advance(tested, naive, watermarkNs);
            assertOutput(naive.takeOutput(), tested.takeOutput(), seed, step);
            if (random.nextInt(plan.restoreOneIn) == 0) {
                tested.restore();
            }
        }
        advance(tested, naive, Long.MAX_VALUE);
        assertOutput(naive.takeOutput(), tested.takeOutput(), seed, steps);
        assertEquals(Long.MAX_VALUE, tested.windows().nextDueNs());
    }

    private static void advance(final WindowsUnderTest tested, final NaiveWindows naive, final long watermarkNs) {
        if (watermarkNs >= tested.windows().nextDueNs()) {
            tested.windows().onWatermark(watermarkNs);
        }
        naive.onWatermark(watermarkNs);
    }

    private static void assertOutput(
            final List<String> expected, final List<String> actual, final long seed, final int step) {
        assertEquals(expected, actual, "seed " + seed + " step " + step);
    }

    private static long saturatingAdd(final long timeNs, final long durationNs) {
        final long sum = timeNs + durationNs;
        return sum < timeNs ? Long.MAX_VALUE : sum;
    }

    @Test
    void shouldEmitAWindowWhenTheWatermarkIsAtItsEndMinusOne() {
        try (WindowsUnderTest tested = new WindowsUnderTest(Windows.tumbling(10), false)) {
            tested.onEvent(1, 5, 100, 2, Long.MIN_VALUE);
            assertEquals(9, tested.windows().nextDueNs());
            tested.windows().onWatermark(8);
            assertTrue(tested.takeOutput().isEmpty());
            tested.windows().onWatermark(9);
            assertEquals(
                    List.of("key 1 start 0 count 1 notional 200 volume 2 high 100 low 100 at 9"), tested.takeOutput());
        }
    }

    @Test
    void shouldGiveAKeyItsPlaceAnewAfterItsLastWindowIsClosed() {
        try (WindowsUnderTest tested = new WindowsUnderTest(Windows.tumbling(10), false)) {
            tested.onEvent(1, 5, 1, 1, Long.MIN_VALUE);
            tested.onEvent(2, 5, 1, 1, Long.MIN_VALUE);
            tested.onEvent(2, 15, 1, 1, Long.MIN_VALUE);
            tested.windows().onWatermark(9);
            tested.takeOutput();
            tested.onEvent(1, 15, 1, 1, 9);
            tested.windows().onWatermark(19);
            assertEquals(
                    List.of(
                            "key 2 start 10 count 1 notional 1 volume 1 high 1 low 1 at 19",
                            "key 1 start 10 count 1 notional 1 volume 1 high 1 low 1 at 19"),
                    tested.takeOutput());
        }
    }
}
