package io.millrace.windowing.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CellWindowsTest {
    /** What a seed decides about a case. */
    private static final class Plan {
        final SplittableRandom random;
        final NaiveCells.Setup setup = new NaiveCells.Setup();
        final long originNs;
        final int keys;
        final long disorderNs;
        final long stepNs;
        final boolean ofElements;
        final int restoreOneIn;

        Plan(final long seed) {
            random = new SplittableRandom(seed);
            setup.sizeNs = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(1 << random.nextInt(1, 9));
            setup.slideNs = slide();
            setup.offsetNs = random.nextInt(4) == 0 ? random.nextInt(2_000) - 1_000 : 0;
            setup.latenessNs = setup.sizeNs == 0 ? 0 : lateness();
            setup.discarding = random.nextInt(3) == 0;
            setup.keyedByRecords = random.nextInt(3) == 0;
            setup.trigger = trigger();
            originNs = origin(random);
            keys = 1 + random.nextInt(1 << random.nextInt(1, 6));
            disorderNs = random.nextInt(1 << random.nextInt(1, 10));
            stepNs = random.nextInt(1 << random.nextInt(1, 7));
            ofElements = random.nextInt(3) == 0;
            restoreOneIn = random.nextInt(2) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(20);
        }

        private long slide() {
            if (setup.sizeNs == 0) {
                return 1;
            }
            switch (random.nextInt(4)) {
                case 0:
                    return setup.sizeNs + random.nextLong(2 * setup.sizeNs);
                case 1:
                    return Math.max(1, setup.sizeNs / (1 + random.nextInt(8)) + random.nextInt(2));
                default:
                    return setup.sizeNs;
            }
        }

        private long lateness() {
            switch (random.nextInt(5)) {
                case 0, 1:
                    return 0;
                case 2:
                    return random.nextInt(1 << random.nextInt(1, 12));
                case 3:
                    return random.nextLong(1 + setup.sizeNs);
                default:
                    return random.nextBoolean() ? Long.MAX_VALUE : Long.MAX_VALUE - 1_000_000_000L;
            }
        }

        private Trigger<? super Tick> trigger() {
            final long someNs = 1 + random.nextInt(1 << random.nextInt(1, 10));
            switch (random.nextInt(11)) {
                case 0:
                    return Triggers.count(1 + random.nextInt(5));
                case 1:
                    return Triggers.count(1 + random.nextInt(5)).orAtEnd();
                case 2:
                    return Triggers.every(someNs, random.nextInt(1_000) - 500);
                case 3:
                    return Triggers.when((Tick tick) -> tick.value() % 3 == 0);
                case 4:
                    return Triggers.when((Tick tick) -> tick.value() % 3 == 0).orAtEnd();
                case 5:
                    return Triggers.everyProcessingTime(someNs);
                case 6:
                    return Triggers.afterProcessingTime(someNs);
                case 7:
                    return new QuietTrigger(someNs, false);
                case 8:
                    return new QuietTrigger(someNs, true);
                default:
                    return setup.sizeNs == 0 ? Triggers.endOfInput() : Triggers.eventTime();
            }
        }

        private static long origin(final SplittableRandom random) {
            switch (random.nextInt(6)) {
                case 0:
                    return Long.MIN_VALUE;
                case 1:
                    return Long.MAX_VALUE - 2_000;
                case 2, 3:
                    return -3_000;
                default:
                    return 1_000_000_000L;
            }
        }
    }

    @Test
    void shouldAgreeWithNaiveWindowsAfterEveryStep() {
        for (long seed = 0; seed < 500; seed++) {
            final String difference = firstDifference(seed, NaiveCells.Mutant.NONE, 80);
            assertEquals(null, difference);
        }
    }

    @Test
    void shouldAgreeWithNaiveWindowsInLongerRuns() {
        for (long seed = 10_000; seed < 10_010; seed++) {
            assertEquals(null, firstDifference(seed, NaiveCells.Mutant.NONE, 300));
        }
    }

    @ParameterizedTest
    @EnumSource(value = NaiveCells.Mutant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldNoticeAnErrorInTheModel(final NaiveCells.Mutant mutant) {
        String difference = null;
        for (long seed = 0; seed < 500 && difference == null; seed++) {
            difference = firstDifference(seed, mutant, 80);
        }
        assertNotNull(difference, "nothing noticed " + mutant);
    }

    private static NaiveCells.Setup tumbling(final long sizeNs, final Trigger<? super Tick> trigger) {
        final NaiveCells.Setup setup = new NaiveCells.Setup();
        setup.sizeNs = sizeNs;
        setup.slideNs = Math.max(1, sizeNs);
        setup.trigger = trigger;
        return setup;
    }

    @Test
    void shouldSayThatAWindowIsDroppedIffThatHappensInTheSameStep() {
        final NaiveCells.Setup setup = tumbling(10, Triggers.eventTime());
        setup.latenessNs = 30;
        try (CellsUnderTest tested = new CellsUnderTest(setup, false)) {
            tested.onEvent(1, 5, 1, Long.MIN_VALUE, 0);
            tested.onWatermark(1_000);
            assertEquals(List.of("key 1 [0, 10) count 1 sum 1 last 1 fired 0 dropped 1 at 9"), tested.takeOutput());
            tested.onEvent(1, 1_005, 1, 1_000, 0);
            tested.onWatermark(1_038);
            assertEquals(
                    List.of("key 1 [1000, 1010) count 1 sum 1 last 1 fired 0 dropped 0 at 1009"), tested.takeOutput());
            tested.onEvent(1, 1_005, 1, 1_038, 0);
            assertEquals(
                    List.of("key 1 [1000, 1010) count 2 sum 2 last 1 fired 1 dropped 0 at 1009"), tested.takeOutput());
            tested.onEvent(1, 1_095, 1, 1_038, 0);
            tested.onWatermark(1_129);
            assertEquals(
                    List.of("key 1 [1090, 1100) count 1 sum 1 last 1 fired 0 dropped 1 at 1099"), tested.takeOutput());
        }
    }

    @Test
    void shouldFireOnceWhenTheWatermarkJumpsOverTimersAndTheEnd() {
        for (final boolean discarding : new boolean[] {false, true}) {
            final NaiveCells.Setup setup = tumbling(100, Triggers.every(10));
            setup.discarding = discarding;
            try (CellsUnderTest tested = new CellsUnderTest(setup, false)) {
                tested.onEvent(1, 5, 1, Long.MIN_VALUE, 0);
                tested.onWatermark(1_000);
                assertEquals(
                        List.of("key 1 [0, 100) count 1 sum 1 last 1 fired 0 dropped 1 at 99"), tested.takeOutput());
                tested.onEvent(1, 1_105, 1, 1_000, 0);
                tested.onWatermark(1_189);
                assertEquals(
                        List.of("key 1 [1100, 1200) count 1 sum 1 last 1 fired 0 dropped 0 at 1199"),
                        tested.takeOutput());
                tested.onWatermark(1_199);
                assertEquals(List.of(), tested.takeOutput(), "nothing is new");
                tested.onEvent(1, 1_205, 1, 1_199, 0);
                tested.onWatermark(Long.MAX_VALUE);
                assertEquals(
                        List.of("key 1 [1200, 1300) count 1 sum 1 last 1 fired 0 dropped 1 at 1299"),
                        tested.takeOutput());
            }
        }
    }

    @Test
    void shouldEndTheGlobalWindowWithTheInputOnly() {
        try (CellsUnderTest tested = new CellsUnderTest(tumbling(0, Triggers.endOfInput()), false)) {
            tested.onEvent(1, 5, 1, Long.MIN_VALUE, 0);
            tested.onWatermark(Long.MAX_VALUE - 1);
            assertEquals(List.of(), tested.takeOutput());
            tested.onEvent(1, 6, 1, Long.MAX_VALUE - 1, 0);
            assertEquals(List.of(), tested.takeOutput(), "nothing is late for it");
            tested.onWatermark(Long.MAX_VALUE);
            assertEquals(
                    List.of("key 1 [-9223372036854775808, 9223372036854775807) count 2 sum 2 last 1 fired 0 dropped 1"
                            + " at 6"),
                    tested.takeOutput());
        }
    }

    /** Runs a case against the model; says where they differ first, or null. */
    private static String firstDifference(final long seed, final NaiveCells.Mutant mutant, final int steps) {
        final Plan plan = new Plan(seed);
        plan.setup.mutant = mutant;
        try (CellsUnderTest tested = new CellsUnderTest(plan.setup, plan.ofElements)) {
            return run(seed, plan, tested, new NaiveCells(plan.setup), steps);
        }
    }

    private static String run(
            final long seed, final Plan plan, final CellsUnderTest tested, final NaiveCells naive, final int steps) {
        final SplittableRandom random = plan.random;
        long maxNs = plan.originNs;
        long watermarkNs = Long.MIN_VALUE;
        long processingNs = random.nextInt(1_000);
        for (int step = 0; step < steps; step++) {
            maxNs = saturatingAdd(maxNs, random.nextInt(50) == 0 ? plan.stepNs * 50 : plan.stepNs);
            final long timeNs = maxNs - random.nextLong(plan.disorderNs + 1);
            final long key = random.nextInt(plan.keys);
            final long value = random.nextInt(20);
            processingNs += random.nextInt(1 + (int) plan.stepNs);
            tested.onEvent(key, timeNs, value, watermarkNs, processingNs);
            naive.onEvent(tested.tick(key, timeNs, value), watermarkNs, processingNs);
            // Sometimes the bound is too small: then events are late.
            final long lagNs = random.nextInt(10) == 0 ? plan.disorderNs / 3 : plan.disorderNs;
            watermarkNs = Math.max(watermarkNs, maxNs - lagNs > maxNs ? Long.MIN_VALUE : maxNs - lagNs);
            tested.onWatermark(watermarkNs);
            naive.onWatermark(watermarkNs);
            tested.onProcessingTime(processingNs);
            naive.onProcessingTime(processingNs);
            final String difference = difference(tested, naive);
            if (difference != null) {
                return "seed " + seed + " step " + step + ": " + difference;
            }
            if (random.nextInt(plan.restoreOneIn) == 0) {
                tested.restore();
            }
        }
        tested.onWatermark(Long.MAX_VALUE);
        naive.onWatermark(Long.MAX_VALUE);
        final String difference = difference(tested, naive);
        return difference == null ? null : "seed " + seed + " at end of input: " + difference;
    }

    private static String difference(final CellsUnderTest tested, final NaiveCells naive) {
        final List<String> expected = naive.takeOutput();
        final List<String> actual = tested.takeOutput();
        if (!expected.equals(actual)) {
            return "expected " + expected + " but was " + actual;
        }
        final long[] expectedCounts = {naive.countOpen(), naive.unfired()};
        final long[] actualCounts = {
            tested.windows().countOpen(), tested.windows().unfired()
        };
        return Arrays.equals(expectedCounts, actualCounts)
                ? null
                : "open and unfired: expected " + Arrays.toString(expectedCounts) + " but was "
                        + Arrays.toString(actualCounts);
    }

    private static long saturatingAdd(final long timeNs, final long durationNs) {
        final long sum = timeNs + durationNs;
        return sum < timeNs ? Long.MAX_VALUE : sum;
    }
}
