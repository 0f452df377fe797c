package io.millrace.windowing.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.windowing.join.interval.IntervalJoin;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntervalJoinTest {
    private static final int CASES = 1_000;
    private static final int EVENTS = 40;

    private static JoinUnderTest tested(final IntervalSpec spec, final boolean keyedByRecords) {
        return new JoinUnderTest(
                (setup, handler) -> new IntervalJoin(setup, spec, handler), keyedByRecords, Long.MAX_VALUE);
    }

    @Test
    void shouldHandOnABidWithoutAWinWhenItsTimeIsUp() {
        try (JoinUnderTest tested = tested(new IntervalSpec(JoinKind.LEFT, 0, 10), false)) {
            tested.onEvent(new TestEvent(true, 1, 100, 0), 0);
            tested.onEvent(new TestEvent(true, 1, 101, 1), 0);
            tested.onEvent(new TestEvent(false, 1, 111, 2), 0);
            assertEquals(List.of("pair L1/1/101 R2/1/111 @111"), tested.takeOutput());
            tested.onWatermark(109);
            assertEquals(List.of(), tested.takeOutput());
            tested.onWatermark(111);
            assertEquals(List.of("pair L0/1/100 - @110"), tested.takeOutput());
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void shouldAgreeWithTheNaiveJoin(final JoinKind kind) {
        for (long seed = 0; seed < CASES; seed++) {
            assertEquals("", difference(seed, kind, NaiveInterval.Mistake.NONE));
        }
    }

    @Test
    void shouldFindEveryPlantedMistake() {
        final Set<NaiveInterval.Mistake> unseen = EnumSet.complementOf(EnumSet.of(NaiveInterval.Mistake.NONE));
        unseen.removeIf(mistake -> {
            for (final JoinKind kind : JoinKind.values()) {
                for (long seed = 0; seed < 200; seed++) {
                    if (!difference(seed, kind, mistake).isEmpty()) {
                        return true;
                    }
                }
            }
            return false;
        });
        assertEquals(Set.of(), unseen);
    }

    /** Bounds around 0, on one side of it, and far beyond what times can differ by. */
    private static IntervalSpec spec(final SplittableRandom random, final JoinKind kind) {
        if (random.nextInt(10) == 0) {
            return new IntervalSpec(kind, -Long.MAX_VALUE, random.nextBoolean() ? 3 : Long.MAX_VALUE);
        }
        final long lowerNs = random.nextInt(-20, 20);
        return new IntervalSpec(kind, lowerNs, lowerNs + random.nextInt(20));
    }

    /** Where the join and the naive one differ first; empty if they agree. */
    private static String difference(final long seed, final JoinKind kind, final NaiveInterval.Mistake mistake) {
        final SplittableRandom random = new SplittableRandom(seed);
        final IntervalSpec spec = spec(random, kind);
        final long boundNs = random.nextInt(4) == 0 ? 0 : random.nextInt(30);
        final int restoreEvery = new int[] {1, 7, Integer.MAX_VALUE}[random.nextInt(3)];
        final NaiveInterval naive = new NaiveInterval(spec, mistake);
        try (JoinUnderTest tested = tested(spec, random.nextBoolean())) {
            long watermarkNs = Long.MIN_VALUE;
            final List<TestEvent> events = TestEvent.random(random, EVENTS);
            for (int i = 0; i <= events.size(); i++) {
                if (i < events.size()) {
                    final TestEvent event = events.get(i);
                    tested.onEvent(event, watermarkNs);
                    naive.onEvent(event, watermarkNs);
                    watermarkNs = TestEvent.watermarkAfter(random, watermarkNs, event.timeNs(), boundNs);
                } else {
                    watermarkNs = Long.MAX_VALUE;
                }
                tested.onWatermark(watermarkNs);
                naive.onWatermark(watermarkNs);
                final List<String> expected = naive.takeOutput();
                final List<String> found = tested.takeOutput();
                if (!expected.equals(found)) {
                    return "seed " + seed + " " + spec + " event " + i + ": expected " + expected + " found " + found;
                }
                if (i % restoreEvery == 0) {
                    tested.restore();
                }
            }
        }
        return "";
    }

    @Test
    void shouldKeepNoMoreThanWhatAPartnerMayStillComeFor() {
        for (final JoinKind kind : JoinKind.values()) {
            try (JoinUnderTest tested = tested(new IntervalSpec(kind, -100, 200), false)) {
                long usedBytes = 0;
                for (int i = 0; i < 200_000; i++) {
                    // Every key comes for a while, and never again.
                    tested.onEvent(new TestEvent(i % 3 == 0, i / 50, i, i), i - 10);
                    tested.onWatermark(i - 9);
                    assertTrue(((IntervalJoin) tested.join()).buffered() < 5_000);
                    usedBytes = i < 50_000 ? tested.arena().usedBytes() : usedBytes;
                }
                assertEquals(usedBytes, tested.arena().usedBytes(), 65_536);
                tested.takeOutput();
            }
        }
    }

    @Test
    void shouldRefuseBoundsBetweenWhichNothingLies() {
        assertThrows(IllegalArgumentException.class, () -> new IntervalSpec(JoinKind.INNER, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new IntervalSpec(JoinKind.INNER, Long.MIN_VALUE, 0));
    }
}
