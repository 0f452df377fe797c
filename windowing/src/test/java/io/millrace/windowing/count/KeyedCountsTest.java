package io.millrace.windowing.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.state.Arena;
import io.millrace.windowing.CountWindows;
import io.millrace.windowing.check.Allocation;
import io.millrace.windowing.count.NaiveCounts.Mutant;
import io.millrace.windowing.count.PingTrace.Option;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedCountsTest {
    @Test
    void shouldAgreeWithNaiveCountsAfterEveryStep() {
        for (long seed = 0; seed < 2_000; seed++) {
            compare(seed, 200, Mutant.NONE);
        }
    }

    @Test
    void shouldAgreeWithNaiveCountsInLongerRuns() {
        for (long seed = 10_000; seed < 10_010; seed++) {
            compare(seed, 5_000, Mutant.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldNoticeAnErrorOfTheModel(final Mutant mutant) {
        assertThrows(AssertionError.class, () -> {
            for (long seed = 0; seed < 200; seed++) {
                compare(seed, 200, mutant);
            }
        });
    }

    private static void compare(final long seed, final int steps, final Mutant mutant) {
        final SplittableRandom random = new SplittableRandom(seed);
        final CountWindows windows = windows(random);
        final boolean deductible = random.nextInt(3) == 0;
        final Set<Option> options = deductible ? EnumSet.of(Option.DEDUCTIBLE) : EnumSet.noneOf(Option.class);
        if (random.nextInt(3) == 0) {
            options.add(Option.KEYED_BY_RECORDS);
        }
        final int keys = 1 + random.nextInt(1 << random.nextInt(1, 5));
        final int restoreOneIn = random.nextInt(2) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(60);
        final long originNs = switch (random.nextInt(4)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE - 50;
            default -> -50;
        };
        final NaiveCounts naive = new NaiveCounts(windows, !deductible, mutant);
        try (CountsUnderTest tested = new CountsUnderTest(windows, options)) {
            for (int step = 0; step < steps; step++) {
                final String where = "seed " + seed + " step " + step + ": " + windows;
                final long key = random.nextInt(keys);
                final long timeNs = originNs + random.nextInt(51);
                tested.onEvent(key, timeNs, step);
                naive.onEvent(key, timeNs, step);
                assertEquals(naive.takeOutput(), tested.takeOutput(), where);
                assertEquals(naive.countOpen(), tested.counts().countOpen(), where);
                if (random.nextInt(restoreOneIn) == 0) {
                    tested.restore();
                }
            }
            tested.counts().onWatermark(Long.MAX_VALUE);
            assertEquals(List.of(), tested.takeOutput());
            assertEquals(Long.MAX_VALUE, tested.counts().nextDueNs());
        }
    }

    private static CountWindows windows(final SplittableRandom random) {
        final int size = 1 + random.nextInt(1 << random.nextInt(1, 9));
        return switch (random.nextInt(4)) {
            case 0 -> CountWindows.tumbling(size);
            case 1 -> CountWindows.sliding(size, 1);
            case 2 -> CountWindows.sliding(size, 1 + random.nextInt(size * 2));
            default -> CountWindows.sliding(size * 4L, 1 + random.nextInt(3) + size);
        };
    }

    @Test
    void shouldHaveAResultForEveryFullWindowOnly() {
        try (CountsUnderTest tested = new CountsUnderTest(CountWindows.sliding(3, 2), Set.of(Option.DEDUCTIBLE))) {
            for (int i = 1; i <= 6; i++) {
                tested.onEvent(1, 10 - i, i);
            }
            assertEquals(
                    List.of("key 1 [7, 10) count 3 sum 6 hash 0 at 9", "key 1 [5, 8) count 3 sum 12 hash 0 at 7"),
                    tested.takeOutput());
            assertEquals(1, tested.counts().countOpen());
        }
    }

    @Test
    void shouldPutWindowsOfVeryManyPanesTogether() {
        for (final boolean deductible : new boolean[] {false, true}) {
            final CountWindows windows = CountWindows.sliding(3_001, 1);
            final NaiveCounts naive = new NaiveCounts(windows, !deductible, Mutant.NONE);
            try (CountsUnderTest tested =
                    new CountsUnderTest(windows, deductible ? Set.of(Option.DEDUCTIBLE) : Set.of())) {
                for (int i = 0; i < 7_000; i++) {
                    tested.onEvent(5, i * 7L % 1_000, i);
                    naive.onEvent(5, i * 7L % 1_000, i);
                }
                tested.restore();
                tested.onEvent(5, 3, 3);
                naive.onEvent(5, 3, 3);
                assertEquals(naive.takeOutput(), tested.takeOutput());
            }
        }
    }

    @Test
    void shouldRefuseWindowsOfTooManyPanes() {
        final CountWindows windows = CountWindows.sliding(1L << 40, 1);
        assertThrows(IllegalArgumentException.class, () -> new CountsUnderTest(windows, Set.of()));
        assertTrue(CountWindows.sliding(5, 0).mistake().isPresent());
        assertTrue(CountWindows.tumbling(0).mistake().isPresent());
        assertTrue(CountWindows.tumbling(-1).mistake().isPresent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotAllocateOnTheSteadyPath(final boolean deductible) {
        for (final CountWindows windows : List.of(CountWindows.tumbling(10), CountWindows.sliding(100, 5))) {
            try (CountsUnderTest tested =
                    new CountsUnderTest(windows, deductible ? Set.of(Option.DEDUCTIBLE) : Set.of())) {
                tested.silence();
                run(tested, 200_000);
                final long least = Allocation.leastBytes(() -> run(tested, 100_000));
                assertTrue(least < 1_000, least + " bytes for 100,000 events: " + windows);
                assertTrue(tested.results() > 10_000);
            }
        }
    }

    private static void run(final CountsUnderTest tested, final int events) {
        for (int i = 0; i < events; i++) {
            tested.onEvent(i % 100, i, i);
        }
    }

    @Test
    void shouldForgetKeysWithoutAnOpenWindow() {
        try (CountsUnderTest tested = new CountsUnderTest(CountWindows.tumbling(2), Set.of())) {
            tested.silence();
            long usedBytes = 0;
            for (int i = 0; i < 300_000; i++) {
                tested.onEvent(i / 2, i, 1);
                usedBytes = i < 50_000 ? tested.arena().usedBytes() : usedBytes;
            }
            assertEquals(150_000, tested.results());
            assertTrue(tested.arena().usedBytes() <= usedBytes + 64 * Arena.SEGMENT_BYTES);
        }
    }

    @Test
    void shouldAnnounceEverySegmentBeforeItIsWrittenTo() {
        final SplittableRandom random = new SplittableRandom(77);
        for (final CountWindows windows : List.of(CountWindows.tumbling(3), CountWindows.sliding(200, 2))) {
            try (CountsUnderTest tested =
                    new CountsUnderTest(windows, random.nextBoolean() ? Set.of(Option.DEDUCTIBLE) : Set.of())) {
                for (int step = 0; step < 1_500; step++) {
                    tested.onEvent(random.nextInt(3), step, 1);
                }
                assertTrue(tested.isAudited());
            }
        }
    }
}
