package io.millrace.windowing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.windowing.SessionRules;
import io.millrace.windowing.session.NaiveSessions.Mutant;
import io.millrace.windowing.session.NaiveSessions.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyedSessionsTest {
    /** What a seed decides about a case. */
    static final class Plan {
        final SplittableRandom random;
        final long gapNs;
        final boolean gapFromEvent;
        final boolean discarding;
        final long latenessNs;
        final long originNs;
        final int keys;
        final long disorderNs;
        final long stepNs;
        final int lateOneIn;
        final boolean keyedByRecords;
        final int restoreOneIn;

        Plan(final long seed) {
            random = new SplittableRandom(seed);
            gapNs = 1 + random.nextInt(1 << random.nextInt(1, 11));
            gapFromEvent = random.nextInt(3) == 0;
            discarding = random.nextInt(4) == 0;
            latenessNs = lateness(random);
            originNs = origin(random);
            keys = 1 + random.nextInt(1 << random.nextInt(1, 7));
            disorderNs = random.nextInt(1 << random.nextInt(1, 13));
            stepNs = random.nextInt(1 << random.nextInt(1, 8));
            lateOneIn = 1 + random.nextInt(20);
            keyedByRecords = random.nextInt(3) == 0;
            restoreOneIn = random.nextInt(2) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(3) * random.nextInt(40);
        }

        private static long lateness(final SplittableRandom random) {
            return switch (random.nextInt(6)) {
                case 0, 1, 2 -> random.nextInt(1 << random.nextInt(1, 12));
                case 3 -> Long.MAX_VALUE - random.nextInt(3);
                default -> 0;
            };
        }

        private static long origin(final SplittableRandom random) {
            return switch (random.nextInt(6)) {
                case 0 -> Long.MIN_VALUE;
                case 1 -> Long.MAX_VALUE - 5_000;
                case 2, 3 -> -3_000;
                default -> 1_000_000_000L;
            };
        }

        SessionRules<Click> rules() {
            final SessionRules<Click> rules =
                    gapFromEvent ? SessionRules.gapFrom(Click::gapNs) : SessionRules.gap(gapNs);
            final SessionRules<Click> kept = rules.withAllowedLateness(latenessNs);
            return discarding ? kept.withDiscarding() : kept;
        }

        long nextGapNs() {
            if (!gapFromEvent) {
                return gapNs;
            }
            return random.nextInt(10) == 0 ? 1 + random.nextLong(gapNs * 10) : 1 + random.nextLong(gapNs);
        }
    }

    @Test
    void shouldAgreeWithNaiveSessionsAfterEveryStep() {
        for (long seed = 0; seed < 2_000; seed++) {
            compare(seed, 200, Mutant.NONE);
        }
    }

    @Test
    void shouldAgreeWithNaiveSessionsInLongerRuns() {
        for (long seed = 10_000; seed < 10_020; seed++) {
            compare(seed, 4_000, Mutant.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TOUCHING_MERGE",
                "LATE_BY_ITSELF",
                "FIRES_ONE_LATE",
                "KEEPS_ONE_LONGER",
                "NO_RETRACTION",
                "FORGETS_BRIDGED",
                "FORGETS_NOTHING",
                "PLACE_FOR_GOOD"
            })
    void shouldNoticeAnErrorOfTheModel(final Mutant mutant) {
        assertThrows(AssertionError.class, () -> {
            for (long seed = 0; seed < 300; seed++) {
                compare(seed, 300, mutant);
            }
        });
    }

    private static void compare(final long seed, final int steps, final Mutant mutant) {
        final Plan plan = new Plan(seed);
        try (SessionsUnderTest tested = new SessionsUnderTest(plan.rules(), plan.keyedByRecords)) {
            run(seed, plan, tested, new NaiveSessions(new Setup(plan.latenessNs, plan.discarding, mutant)), steps);
        }
    }

    static void run(
            final long seed,
            final Plan plan,
            final SessionsUnderTest tested,
            final NaiveSessions naive,
            final int steps) {
        final SplittableRandom random = plan.random;
        long maxNs = plan.originNs;
        long watermarkNs = Long.MIN_VALUE;
        for (int step = 0; step < steps; step++) {
            final String where = "seed " + seed + " step " + step;
            maxNs = saturatingAdd(maxNs, random.nextInt(50) == 0 ? plan.gapNs * 2 : plan.stepNs);
            // Multiples of the gap meet exactly.
            final long backNs = random.nextInt(8) == 0 ? plan.gapNs : random.nextLong(plan.disorderNs + 1);
            final long timeNs = maxNs - backNs > maxNs ? Long.MIN_VALUE : maxNs - backNs;
            final long key = random.nextInt(plan.keys);
            final long gapNs = plan.nextGapNs();
            // Several timers by processing time become due together, and some before the event.
            final long processingNs = step / 3 * 7L;
            tested.onProcessingTime(processingNs);
            naive.onProcessingTime(processingNs);
            tested.onEvent(key, timeNs, step, gapNs, watermarkNs);
            naive.onEvent(tested.click(), watermarkNs);
            assertEquals(naive.takeOutput(), tested.takeOutput(), where);
            final long lagNs = random.nextInt(plan.lateOneIn) == 0 ? plan.disorderNs / 4 : plan.disorderNs;
            watermarkNs = Math.max(watermarkNs, maxNs - lagNs > maxNs ? Long.MIN_VALUE : maxNs - lagNs);
            tested.onWatermark(watermarkNs);
            naive.onWatermark(watermarkNs);
            assertEquals(naive.takeOutput(), tested.takeOutput(), where);
            assertEquals(naive.countOpen(), tested.sessions().countOpen(), where);
            assertEquals(naive.unfired(), tested.sessions().unfired(), where);
            assertTrue(tested.sessions().nextDueNs() > watermarkNs || watermarkNs == Long.MAX_VALUE, where);
            if (random.nextInt(plan.restoreOneIn) == 0) {
                tested.restore();
            }
        }
        tested.onWatermark(Long.MAX_VALUE);
        naive.onWatermark(Long.MAX_VALUE);
        assertEquals(naive.takeOutput(), tested.takeOutput(), "seed " + seed + " at the end");
        assertEquals(0, tested.sessions().countOpen(), "seed " + seed);
        assertEquals(Long.MAX_VALUE, tested.sessions().nextDueNs(), "seed " + seed);
    }

    private static long saturatingAdd(final long timeNs, final long durationNs) {
        final long sum = timeNs + durationNs;
        return sum < timeNs ? Long.MAX_VALUE : sum;
    }

    @Test
    void shouldKeepSessionsApartThatAreExactlyAGapApart() {
        assertEquals(
                List.of(
                        "key 1 [0, 10) count 1 sum 1 from 0 to 0 after 0 dropped at 9",
                        "key 1 [10, 29) count 2 sum 2 from 10 to 19 after 0 dropped at 28"),
                sessionsOf(10, 0, 10, 19));
    }

    private static List<String> sessionsOf(final long gapNs, final long... timesNs) {
        try (SessionsUnderTest tested = new SessionsUnderTest(SessionRules.gap(gapNs), false)) {
            for (final long timeNs : timesNs) {
                tested.onEvent(1, timeNs, 1, gapNs, Long.MIN_VALUE);
            }
            tested.onWatermark(Long.MAX_VALUE);
            return tested.takeOutput();
        }
    }

    @Test
    void shouldMakeOneSessionOfTwoThatAnEventBridges() {
        assertEquals(
                List.of("key 1 [0, 25) count 3 sum 3 from 0 to 15 after 0 dropped at 24"), sessionsOf(10, 0, 15, 7));
        assertEquals(3, sessionsOf(10, 0, 20, 10).size());
    }

    @Test
    void shouldNotCallAnEventLateThatBelongsToASessionThatIsOpen() {
        try (SessionsUnderTest tested = new SessionsUnderTest(SessionRules.gap(10), false)) {
            tested.onEvent(1, 12, 1, 10, Long.MIN_VALUE);
            tested.onWatermark(20);
            tested.onEvent(1, 3, 1, 10, 20);
            tested.onEvent(1, 1, 1, 10, 20);
            tested.onEvent(2, 3, 1, 10, 20);
            tested.onWatermark(21);
            assertEquals(
                    List.of("late 3 by 17 for 3", "key 1 [1, 22) count 3 sum 3 from 1 to 12 after 0 dropped at 21"),
                    tested.takeOutput());
        }
    }

    @Test
    void shouldTakeBackEveryResultThatALateEventReplaces() {
        final SessionRules<Click> rules = SessionRules.<Click>gap(10).withAllowedLateness(100);
        try (SessionsUnderTest tested = new SessionsUnderTest(rules, false)) {
            tested.onEvent(1, 0, 1, 10, Long.MIN_VALUE);
            tested.onEvent(1, 15, 2, 10, Long.MIN_VALUE);
            tested.onWatermark(30);
            tested.takeOutput();
            tested.onEvent(1, 7, 4, 10, 30);
            tested.onEvent(1, 8, 8, 10, 30);
            assertEquals(
                    List.of(
                            "not key 1 [0, 10) count 1 sum 1 from 0 to 0 after 0 taken back at 9",
                            "not key 1 [15, 25) count 1 sum 2 from 15 to 15 after 0 taken back at 24",
                            "key 1 [0, 25) count 3 sum 7 from 0 to 15 after 0 at 24",
                            "key 1 [0, 25) count 4 sum 15 from 0 to 15 after 1 at 24"),
                    tested.takeOutput());
            tested.onEvent(1, 24, 16, 10, 30);
            assertEquals(
                    List.of("not key 1 [0, 25) count 4 sum 15 from 0 to 15 after 1 taken back at 24"),
                    tested.takeOutput());
            tested.onWatermark(33);
            assertEquals(List.of("key 1 [0, 34) count 5 sum 31 from 0 to 24 after 0 at 33"), tested.takeOutput());
            tested.onWatermark(133);
            assertEquals(0, tested.sessions().countOpen());
        }
    }

    @Test
    void shouldRejectAnEventWhoseSessionCannotBeRepresented() {
        try (SessionsUnderTest tested = new SessionsUnderTest(SessionRules.gap(10), false)) {
            tested.onEvent(1, Long.MAX_VALUE - 12, 1, 10, Long.MIN_VALUE);
            tested.onEvent(1, Long.MAX_VALUE - 10, 1, 10, Long.MIN_VALUE);
            tested.onEvent(1, Long.MAX_VALUE - 9, 1, 10, Long.MIN_VALUE);
            tested.onWatermark(Long.MAX_VALUE - 1);
            assertEquals(2, tested.takeOutput().size());
        }
    }

    @Test
    void shouldRefuseAGapOfAnEventThatIsNotPositive() {
        try (SessionsUnderTest tested = new SessionsUnderTest(SessionRules.gapFrom(Click::gapNs), false)) {
            assertThrows(IllegalArgumentException.class, () -> tested.onEvent(1, 5, 1, 0, Long.MIN_VALUE));
            tested.onEvent(1, 5, 1, 1, Long.MIN_VALUE);
            tested.onWatermark(5);
            assertEquals(1, tested.takeOutput().size());
        }
    }

    @Test
    void shouldRefuseRulesThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> SessionRules.gap(0));
        assertThrows(IllegalArgumentException.class, () -> SessionRules.gap(-1));
        assertThrows(IllegalArgumentException.class, () -> SessionRules.gap(1).withAllowedLateness(-1));
    }

    /** Sorting and scanning, once all is there: without disorder beyond the watermark nothing may differ. */
    @Test
    void shouldFindTheSessionsThatSortingAndScanningFinds() {
        for (long seed = 50_000; seed < 50_300; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final long gapNs = 1 + random.nextInt(50);
            final int count = random.nextInt(400);
            final List<Long> times = new ArrayList<>();
            final List<String> found = new ArrayList<>();
            try (SessionsUnderTest tested = new SessionsUnderTest(SessionRules.gap(gapNs), false)) {
                for (int i = 0; i < count; i++) {
                    final long timeNs = i * 10L + random.nextInt(2_000) - 1_000;
                    times.add(timeNs);
                    tested.onEvent(7, timeNs, 1, gapNs, i == 0 ? Long.MIN_VALUE : (i - 1) * 10L - 1_001);
                    tested.onWatermark(i * 10L - 1_001);
                }
                tested.onWatermark(Long.MAX_VALUE);
                tested.takeOutput().forEach(line -> found.add(line.substring(0, line.indexOf(" sum"))));
            }
            assertEquals(scan(times, gapNs), found, "seed " + seed);
        }
    }

    private static List<String> scan(final List<Long> times, final long gapNs) {
        times.sort(null);
        final List<String> sessions = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= times.size(); i++) {
            if (i == times.size() || times.get(i) - times.get(i - 1) >= gapNs) {
                final long endNs = times.get(i - 1) + gapNs;
                sessions.add("key 7 [" + times.get(first) + ", " + endNs + ") count " + (i - first));
                first = i;
            }
        }
        return sessions;
    }

    @Test
    void shouldHaveNothingToDoWithoutEvents() {
        try (SessionsUnderTest tested = new SessionsUnderTest(SessionRules.gap(10), false)) {
            tested.onWatermark(Long.MAX_VALUE);
            tested.sessions().onWatermark(Long.MAX_VALUE);
            assertFalse(tested.sessions().countOpen() > 0);
        }
    }
}
