package io.millrace.windowing.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.state.StateLimitException;
import io.millrace.windowing.join.asof.AsOfJoin;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsOfJoinTest {
    private static final int CASES = 1_000;
    private static final int EVENTS = 40;

    private static JoinUnderTest tested(final AsOfSpec spec, final boolean keyedByRecords) {
        return new JoinUnderTest(
                (setup, handler) -> new AsOfJoin(setup, spec, handler), keyedByRecords, Long.MAX_VALUE);
    }

    private static TestEvent bid(final long key, final long timeNs, final long id) {
        return new TestEvent(true, key, timeNs, id);
    }

    private static TestEvent win(final long key, final long timeNs, final long id) {
        return new TestEvent(false, key, timeNs, id);
    }

    @Test
    void shouldAnswerWithTheLatestAtOrBeforeWhenTheWatermarkReachesTheTime() {
        try (JoinUnderTest tested = tested(AsOfSpec.byEventTime(), false)) {
            tested.onEvent(bid(1, 100, 0), 0);
            tested.onEvent(win(1, 90, 1), 0);
            tested.onEvent(win(1, 101, 2), 0);
            tested.onEvent(win(1, 95, 3), 0);
            tested.onEvent(win(2, 100, 4), 0);
            tested.onWatermark(99);
            assertEquals(List.of(), tested.takeOutput());
            tested.onWatermark(100);
            assertEquals(List.of("pair L0/1/100 R3/1/95 @100"), tested.takeOutput());
        }
    }

    @Test
    void shouldAnswerAtOnceAndCorrectTheAnswerOnce() {
        try (JoinUnderTest tested = tested(AsOfSpec.corrected(), false)) {
            tested.onEvent(win(1, 90, 1), 0);
            tested.onEvent(bid(1, 100, 2), 0);
            tested.onEvent(bid(1, 94, 3), 0);
            tested.onEvent(win(1, 95, 4), 0);
            assertEquals(List.of("pair L2/1/100 R1/1/90 @100", "pair L3/1/94 R1/1/90 @94"), tested.takeOutput());
            tested.onWatermark(200);
            assertEquals(List.of("correction L2/1/100 R4/1/95 @100"), tested.takeOutput());
        }
    }

    @ParameterizedTest
    @EnumSource(AsOfMode.class)
    void shouldAgreeWithTheNaiveJoin(final AsOfMode mode) {
        for (long seed = 0; seed < CASES; seed++) {
            assertEquals("", difference(seed, mode, NaiveAsOf.Mistake.NONE));
        }
    }

    @Test
    void shouldFindEveryPlantedMistake() {
        final Set<NaiveAsOf.Mistake> unseen = EnumSet.complementOf(EnumSet.of(NaiveAsOf.Mistake.NONE));
        unseen.removeIf(mistake -> {
            for (final AsOfMode mode : AsOfMode.values()) {
                for (long seed = 0; seed < 300; seed++) {
                    if (!difference(seed, mode, mistake).isEmpty()) {
                        return true;
                    }
                }
            }
            return false;
        });
        assertEquals(Set.of(), unseen);
    }

    /** Where the join and the naive one differ first; empty if they agree. */
    private static String difference(final long seed, final AsOfMode mode, final NaiveAsOf.Mistake mistake) {
        final SplittableRandom random = new SplittableRandom(seed);
        final TimeRelation[] relations = TimeRelation.values();
        final int first = mode == AsOfMode.FINAL ? 1 : 0;
        final AsOfSpec spec = new AsOfSpec(
                mode,
                relations[first + random.nextInt(relations.length - first)],
                random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(15));
        final long boundNs = random.nextInt(4) == 0 ? 0 : random.nextInt(30);
        final int restoreEvery = new int[] {1, 7, Integer.MAX_VALUE}[random.nextInt(3)];
        final NaiveAsOf naive = new NaiveAsOf(spec, mistake);
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
            assertEquals(0, tested.join().countOpen(), "seed " + seed);
        }
        return "";
    }

    @Test
    void shouldKeepOneVersionOfEachKeyAndWhatTheWatermarkHasNotPassed() {
        try (JoinUnderTest tested = tested(AsOfSpec.byEventTime(), false)) {
            for (int i = 0; i < 300_000; i++) {
                tested.onEvent(win(i % 50, i, i), i - 100);
                assertTrue(((AsOfJoin) tested.join()).buffered() < 10_000);
            }
            for (int key = 0; key < 50; key++) {
                tested.onEvent(bid(key, 300_000, 300_000 + key), 299_999);
            }
            tested.onWatermark(300_000);
            assertEquals(50, tested.takeOutput().size());
            assertEquals(50, ((AsOfJoin) tested.join()).buffered());
        }
    }

    @Test
    void shouldForgetKeysOutOfReachOfTheTolerance() {
        try (JoinUnderTest tested = tested(AsOfSpec.byEventTime().withTolerance(1_000), false)) {
            long usedBytes = 0;
            for (int i = 0; i < 300_000; i++) {
                tested.onEvent(win(i, i, i), i - 10);
                usedBytes = i < 50_000 ? tested.arena().usedBytes() : usedBytes;
            }
            assertEquals(usedBytes, tested.arena().usedBytes(), 65_536);
        }
    }

    @Test
    void shouldRefuseWhatIsBeyondTheLimitAndGoOn() {
        try (JoinUnderTest tested =
                new JoinUnderTest((setup, handler) -> new AsOfJoin(setup, AsOfSpec.byEventTime(), handler), false, 3)) {
            tested.onEvent(win(1, 10, 0), 0);
            tested.onEvent(bid(1, 10, 1), 0);
            tested.onEvent(bid(1, 11, 2), 0);
            final StateLimitException refused =
                    assertThrows(StateLimitException.class, () -> tested.onEvent(bid(1, 12, 3), 0));
            assertTrue(refused.getMessage().contains("'join'"), refused.getMessage());
            tested.onWatermark(11);
            tested.onEvent(bid(1, 13, 4), 11);
            tested.onWatermark(13);
            assertEquals(
                    List.of("pair L1/1/10 R0/1/10 @10", "pair L2/1/11 R0/1/10 @11", "pair L4/1/13 R0/1/10 @13"),
                    tested.takeOutput());
        }
    }

    @Test
    void shouldRefuseDeclarationsThatMakeNoSense() {
        assertThrows(
                IllegalArgumentException.class, () -> AsOfSpec.byEventTime().withTolerance(-1));
        assertThrows(
                IllegalArgumentException.class, () -> AsOfSpec.byEventTime().withRelation(TimeRelation.ANY));
    }
}
