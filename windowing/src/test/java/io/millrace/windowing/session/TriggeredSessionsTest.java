package io.millrace.windowing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.windowing.SessionRules;
import io.millrace.windowing.session.KeyedSessionsTest.Plan;
import io.millrace.windowing.session.NaiveSessions.Mutant;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TriggeredSessionsTest {
    @Test
    void shouldDoWithoutAnyOtherTriggerWhatPlainSessionsDo() {
        for (long seed = 0; seed < 600; seed++) {
            final Plan plan = new Plan(seed);
            try (SessionsUnderTest tested =
                    new SessionsUnderTest(plan.rules(), plan.keyedByRecords, Triggers.eventTime())) {
                final NaiveSessions naive = new NaiveSessions(plan.latenessNs, plan.discarding, Mutant.NONE);
                KeyedSessionsTest.run(seed, plan, tested, naive, 200);
            }
        }
    }

    @Test
    void shouldAgreeWithNaiveSessionsThatCount() {
        for (long seed = 20_000; seed < 20_800; seed++) {
            compareCounting(seed, Mutant.NONE);
        }
    }

    @Test
    void shouldNoticeErrorsOfAModelThatCounts() {
        for (final Mutant mutant : List.of(Mutant.NO_RETRACTION, Mutant.FORGETS_BRIDGED, Mutant.FORGETS_NOTHING)) {
            assertThrows(AssertionError.class, () -> {
                for (long seed = 20_000; seed < 20_200; seed++) {
                    compareCounting(seed, mutant);
                }
            });
        }
    }

    private static void compareCounting(final long seed, final Mutant mutant) {
        final Plan plan = new Plan(seed);
        final int every = 1 + plan.random.nextInt(6);
        try (SessionsUnderTest tested =
                new SessionsUnderTest(plan.rules(), plan.keyedByRecords, Triggers.count(every))) {
            final NaiveSessions naive = new NaiveSessions(plan.latenessNs, plan.discarding, mutant, every);
            KeyedSessionsTest.run(seed, plan, tested, naive, 200);
        }
    }

    @Test
    void shouldCountWhatWasInNoResult() {
        final SessionRules<Click> rules = SessionRules.gap(10);
        try (SessionsUnderTest tested = new SessionsUnderTest(rules, false, Triggers.count(2))) {
            tested.onEvent(1, 0, 1, 10, Long.MIN_VALUE);
            tested.onEvent(1, 5, 2, 10, Long.MIN_VALUE);
            tested.onEvent(2, 5, 4, 10, Long.MIN_VALUE);
            tested.onEvent(1, 30, 8, 10, Long.MIN_VALUE);
            tested.onWatermark(Long.MAX_VALUE);
            assertEquals(List.of("key 1 [0, 15) count 2 sum 3 from 0 to 5 after 0 at 14"), tested.takeOutput());
            assertEquals(2, tested.sessions().unfired());
        }
    }

    @Test
    void shouldHaveEarlyResultsAndTakeThemBack() {
        final Trigger<Object> early = Triggers.every(10).orAtEnd();
        try (SessionsUnderTest tested = new SessionsUnderTest(SessionRules.gap(25), false, early)) {
            tested.onEvent(1, 3, 1, 25, Long.MIN_VALUE);
            tested.onWatermark(10);
            assertEquals(List.of("key 1 [3, 28) count 1 sum 1 from 3 to 3 after 0 at 27"), tested.takeOutput());
            tested.onEvent(1, 14, 2, 25, 10);
            assertEquals(
                    List.of("not key 1 [3, 28) count 1 sum 1 from 3 to 3 after 0 taken back at 27"),
                    tested.takeOutput());
            tested.onWatermark(20);
            assertEquals(List.of("key 1 [3, 39) count 2 sum 3 from 3 to 14 after 0 at 38"), tested.takeOutput());
            tested.onWatermark(38);
            final List<String> last = tested.takeOutput();
            assertEquals(
                    "key 1 [3, 39) count 2 sum 3 from 3 to 14 after " + last.size() + " dropped at 38",
                    last.get(last.size() - 1));
            assertEquals(0, tested.sessions().countOpen());
        }
    }

    /** Timers and all: sessions that are restored now and then do what those do that never are. */
    @Test
    void shouldGoOnAfterARestoreWithTimersSet() {
        for (long seed = 30_000; seed < 30_300; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final long latenessNs = random.nextInt(2) * random.nextInt(300);
            final SessionRules<Click> rules =
                    SessionRules.<Click>gap(1 + random.nextInt(100)).withAllowedLateness(latenessNs);
            final long everyNs = 1 + random.nextInt(60);
            final Trigger<Object> trigger = random.nextBoolean()
                    ? Triggers.every(everyNs).orAtEnd()
                    : Triggers.everyProcessingTime(everyNs).orAtEnd();
            try (SessionsUnderTest restored = new SessionsUnderTest(rules, false, trigger);
                    SessionsUnderTest other = new SessionsUnderTest(rules, false, trigger)) {
                long watermarkNs = Long.MIN_VALUE;
                for (int step = 0; step < 150; step++) {
                    final long timeNs = step * 3L - random.nextInt(120);
                    final int key = random.nextInt(4);
                    for (final SessionsUnderTest each : List.of(restored, other)) {
                        each.onProcessingTime(step * 5L);
                        each.onEvent(key, timeNs, step, 1, watermarkNs);
                        each.onWatermark(step * 3L - 80);
                    }
                    watermarkNs = step * 3L - 80;
                    assertEquals(other.takeOutput(), restored.takeOutput(), "seed " + seed + " step " + step);
                    restored.restore();
                }
                restored.onWatermark(Long.MAX_VALUE);
                other.onWatermark(Long.MAX_VALUE);
                assertEquals(other.takeOutput(), restored.takeOutput(), "seed " + seed + " at the end");
                assertEquals(0, restored.sessions().countOpen(), "seed " + seed);
                assertEquals(Long.MAX_VALUE, restored.sessions().nextProcessingDueNs(), "seed " + seed);
            }
        }
    }
}
