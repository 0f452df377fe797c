package io.millrace.windowing.sliding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.windowing.Windows;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class SlidingWindowsTest {
    /** Half an hour of cases with {@code -Dmillrace.slow=true}. */
    private static final long CASES = Boolean.getBoolean("millrace.slow") ? 200_000 : 1_500;

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
        final long jumpNs;
        final int tooLittleOneIn;
        final boolean keyedByRecords;
        final boolean deductible;
        final NaiveSlidingWindows.Order order;
        final int restoreOneIn;

        Plan(final long seed) {
            random = new SplittableRandom(seed);
            slideNs = 1 + random.nextInt(1 << random.nextInt(1, 8));
            final long overlap = random.nextInt(400) == 0 ? 1_000 : 1 + random.nextInt(1 << random.nextInt(1, 7));
            final long remainder = random.nextBoolean() ? random.nextLong(slideNs) : 0;
            sizeNs = Math.max(slideNs + 1, overlap * slideNs + remainder);
            offsetNs = random.nextInt(3) == 0 ? random.nextInt(2_000) - 1_000 : 0;
            keys = 1 + random.nextInt(1 << random.nextInt(1, 7));
            order = random.nextInt(3) == 0 ? NaiveSlidingWindows.Order.OF_TIME : NaiveSlidingWindows.Order.ANY;
            disorderNs = order == NaiveSlidingWindows.Order.OF_TIME
                    ? 0
                    : random.nextLong(1 + random.nextLong(1, 3 * sizeNs));
            stepNs = random.nextLong(1 + random.nextLong(1, 4 * slideNs));
            jumpNs = random.nextLong(1, 4 * sizeNs);
            tooLittleOneIn = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(30);
            originNs = origin();
            keyedByRecords = random.nextInt(4) == 0;
            deductible = random.nextInt(3) == 0;
            restoreOneIn = random.nextInt(2) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(50);
        }

        private long origin() {
            switch (random.nextInt(6)) {
                case 0:
                    return Long.MIN_VALUE;
                case 1:
                    return Long.MAX_VALUE - random.nextLong(3 * sizeNs + 200 * stepNs);
                case 2, 3:
                    return -random.nextLong(3 * sizeNs);
                default:
                    return 1_000_000_000L;
            }
        }

        NaiveSlidingWindows naive() {
            return new NaiveSlidingWindows(sizeNs, slideNs, offsetNs, deductible, order);
        }

        SlidingUnderTest tested() {
            return new SlidingUnderTest(
                    Windows.sliding(sizeNs, slideNs).withOffset(offsetNs),
                    new TickSums(keyedByRecords, deductible ? TickSums.Kind.SUMS : TickSums.Kind.ALL),
                    keyedByRecords,
                    order);
        }

        @Override
        public String toString() {
            return "size " + sizeNs + " slide " + slideNs + " offset " + offsetNs + " origin " + originNs + " keys "
                    + keys + " disorder " + disorderNs + " step " + stepNs + " deductible " + deductible;
        }
    }

    @Test
    void shouldAgreeWithNaiveWindowsAfterEveryStep() {
        for (long seed = 0; seed < CASES; seed++) {
            run(seed, 150, Plan::naive);
        }
    }

    @Test
    void shouldAgreeWithNaiveWindowsInLongerRuns() {
        for (long seed = 10_000; seed < 10_010; seed++) {
            run(seed, 3_000, Plan::naive);
        }
    }

    @Test
    void shouldBeCaughtIfAnEventThatIsLateForOneWindowWereLeftOutOfAnother() {
        assertCaught(
                plan -> new NaiveSlidingWindows(plan.sizeNs, plan.slideNs, plan.offsetNs, plan.deductible, plan.order) {
                    @Override
                    boolean isLate(final long lastNs, final long watermarkNs) {
                        return lastNs - 1 <= watermarkNs;
                    }
                });
    }

    @Test
    void shouldBeCaughtIfResultsCameInTheOrderOfKeys() {
        assertCaught(
                plan -> new NaiveSlidingWindows(plan.sizeNs, plan.slideNs, plan.offsetNs, plan.deductible, plan.order) {
                    @Override
                    long placeOf(final long key) {
                        return key;
                    }
                });
    }

    private static void assertCaught(final Function<Plan, NaiveSlidingWindows> mutant) {
        assertThrows(AssertionFailedError.class, () -> {
            for (long seed = 0; seed < 20; seed++) {
                run(seed, 150, mutant);
            }
        });
    }

    private static void run(final long seed, final int steps, final Function<Plan, NaiveSlidingWindows> model) {
        final Plan plan = new Plan(seed);
        final NaiveSlidingWindows naive = model.apply(plan);
        try (SlidingUnderTest tested = plan.tested()) {
            run("seed " + seed + " " + plan, plan, tested, naive, steps);
        }
    }

    private static void run(
            final String name,
            final Plan plan,
            final SlidingUnderTest tested,
            final NaiveSlidingWindows naive,
            final int steps) {
        final SplittableRandom random = plan.random;
        long maxNs = plan.originNs;
        long watermarkNs = Long.MIN_VALUE;
        for (int step = 0; step < steps; step++) {
            maxNs = saturatingAdd(maxNs, random.nextInt(40) == 0 ? plan.jumpNs : plan.stepNs);
            final long timeNs = maxNs - random.nextLong(plan.disorderNs + 1);
            final long key = random.nextInt(plan.keys);
            final long price = random.nextInt(1_000);
            final long quantity = random.nextInt(100);
            tested.onEvent(key, timeNs, price, quantity, watermarkNs);
            naive.onEvent(key, timeNs, price, quantity, watermarkNs);
            // Sometimes the bound is too small: then events are late, for some of their windows or for all.
            final long lagNs =
                    random.nextInt(plan.tooLittleOneIn) == 0 ? random.nextLong(plan.disorderNs + 1) : plan.disorderNs;
            watermarkNs = Math.max(watermarkNs, maxNs - lagNs > maxNs ? Long.MIN_VALUE : maxNs - lagNs);
            final String at = name + " step " + step;
            assertEquals(naive.nextDueNs(), tested.windows().nextDueNs(), at);
            if (watermarkNs >= tested.windows().nextDueNs()) {
                tested.windows().onWatermark(watermarkNs);
            }
            naive.onWatermark(watermarkNs);
            assertEquals(naive.takeOutput(), tested.takeOutput(), at);
            if (random.nextInt(plan.restoreOneIn) == 0) {
                tested.restore();
            }
            if (step % 64 == 0) {
                assertEquals(naive.countOpen(), tested.windows().countOpen(), at);
            }
        }
        tested.windows().onWatermark(Long.MAX_VALUE);
        naive.onWatermark(Long.MAX_VALUE);
        assertEquals(naive.takeOutput(), tested.takeOutput(), name);
        assertEquals(Long.MAX_VALUE, tested.windows().nextDueNs());
        assertEquals(0, tested.windows().countOpen(), name);
    }

    private static long saturatingAdd(final long timeNs, final long durationNs) {
        final long sum = timeNs + durationNs;
        return sum < timeNs ? Long.MAX_VALUE : sum;
    }

    @Test
    void shouldEmitEveryWindowThatHoldsAnEvent() {
        try (SlidingUnderTest tested = small(Windows.sliding(10, 5))) {
            tested.onEvent(1, 7, 100, 2, Long.MIN_VALUE);
            assertEquals(9, tested.windows().nextDueNs());
            tested.windows().onWatermark(8);
            assertTrue(tested.takeOutput().isEmpty());
            tested.windows().onWatermark(1_000);
            assertEquals(
                    List.of(
                            "key 1 start 0 count 1 notional 200 volume 2 high 100 low 100 chain 100 at 9",
                            "key 1 start 5 count 1 notional 200 volume 2 high 100 low 100 chain 100 at 14"),
                    tested.takeOutput());
        }
    }

    @Test
    void shouldAddAnEventThatIsLateForOneWindowToTheOthers() {
        try (SlidingUnderTest tested = small(Windows.sliding(10, 5))) {
            tested.onEvent(1, 7, 100, 2, Long.MIN_VALUE);
            tested.windows().onWatermark(9);
            tested.takeOutput();
            tested.onEvent(1, 6, 10, 1, 9);
            tested.onEvent(2, 4, 10, 1, 9);
            tested.windows().onWatermark(14);
            assertEquals(
                    List.of(
                            "partly late 6 by 3 for 0 to 0",
                            "late 4 by 5 for 0",
                            "key 1 start 5 count 2 notional 210 volume 3 high 100 low 10 chain 100000310 at 14"),
                    tested.takeOutput());
        }
    }

    @Test
    void shouldRefuseWindowsThatDoNotOverlap() {
        assertThrows(IllegalArgumentException.class, () -> small(Windows.tumbling(10)));
        assertThrows(IllegalArgumentException.class, () -> small(Windows.sliding(10, 11)));
    }

    private static SlidingUnderTest small(final Windows windows) {
        return new SlidingUnderTest(
                windows, new TickSums(false, TickSums.Kind.ALL), false, NaiveSlidingWindows.Order.OF_TIME);
    }
}
