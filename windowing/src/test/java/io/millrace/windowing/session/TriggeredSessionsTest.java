package io.millrace.windowing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.windowing.SessionRules;
import io.millrace.windowing.check.Allocation;
import io.millrace.windowing.session.KeyedSessionsTest.Plan;
import io.millrace.windowing.session.NaiveSessions.Mutant;
import io.millrace.windowing.session.NaiveSessions.Setup;
import io.millrace.windowing.trigger.Trigger;
import io.millrace.windowing.trigger.Triggers;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TriggeredSessionsTest {
    @Test
    void shouldDoWithoutAnyOtherTriggerWhatPlainSessionsDo() {
        for (long seed = 0; seed < 600; seed++) {
            compare(seed, new Plan(seed), Triggers.eventTime(), Mutant.NONE);
        }
    }

    @Test
    void shouldAgreeWithNaiveSessionsAfterEveryStep() {
        for (long seed = 20_000; seed < 21_500; seed++) {
            final Plan plan = new Plan(seed);
            compare(seed, plan, trigger(plan), Mutant.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldNoticeAnErrorOfTheModel(final Mutant mutant) {
        assertThrows(AssertionError.class, () -> {
            for (long seed = 20_000; seed < 20_600; seed++) {
                final Plan plan = new Plan(seed);
                compare(seed, plan, trigger(plan), mutant);
            }
        });
    }

    private static Trigger<? super Click> trigger(final Plan plan) {
        final SplittableRandom random = plan.random;
        final long periodNs = 1 + random.nextInt(1 << random.nextInt(1, 9));
        final boolean orAtEnd = random.nextInt(3) == 0;
        return switch (random.nextInt(7)) {
            case 0 -> with(orAtEnd, Triggers.count(1 + random.nextInt(6)));
            case 1 -> with(orAtEnd, Triggers.<Click>when(click -> click.value() % 3 == 0));
            case 2 -> Triggers.every(periodNs, random.nextLong(periodNs));
            case 3 -> Triggers.everyProcessingTime(periodNs);
            case 4 -> with(orAtEnd, Triggers.afterProcessingTime(periodNs));
            default -> with(orAtEnd, new RestlessTrigger(periodNs));
        };
    }

    private static <T> Trigger<T> with(final boolean orAtEnd, final Trigger<T> trigger) {
        return orAtEnd ? trigger.orAtEnd() : trigger;
    }

    private static void compare(
            final long seed, final Plan plan, final Trigger<? super Click> trigger, final Mutant mutant) {
        try (SessionsUnderTest tested = new SessionsUnderTest(plan.rules(), plan.keyedByRecords, trigger)) {
            final Setup setup = new Setup(plan.latenessNs, plan.discarding, trigger, plan.keyedByRecords, mutant);
            KeyedSessionsTest.run(seed, plan, tested, new NaiveSessions(setup), 200);
        }
    }

    @Test
    void shouldNotAllocateOnTheSteadyPath() {
        final SessionRules<Click> rules = SessionRules.<Click>gap(20).withAllowedLateness(50);
        for (final Trigger<? super Click> trigger : List.<Trigger<? super Click>>of(
                Triggers.count(3).orAtEnd(), Triggers.every(10), new RestlessTrigger(4))) {
            try (SessionsUnderTest tested = new SessionsUnderTest(rules, false, trigger)) {
                tested.discardOutput();
                final int[] next = {run(tested, 0, 180_000)};
                final long least = Allocation.leastBytes(() -> next[0] = run(tested, next[0], 60_000));
                assertTrue(least < 1_000, trigger + ": " + least + " bytes for 60,000 events");
            }
        }
    }

    /** Handles events and returns the number of the next one. */
    private static int run(final SessionsUnderTest tested, final int first, final int count) {
        for (int i = first; i < first + count; i++) {
            tested.onProcessingTime(i * 2L);
            // Out of order, so that some events bridge sessions and others come after their session's result.
            tested.onEvent(i % 7 * 10 + i % 11, i - i * 13L % 60, i, 20, i - 41);
            tested.onWatermark(i - 40);
        }
        return first + count;
    }

    @Test
    void shouldAnnounceEverySegmentBeforeItIsWrittenTo() {
        final SplittableRandom random = new SplittableRandom(77);
        final SessionRules<Click> rules = SessionRules.<Click>gap(20).withAllowedLateness(100);
        try (SessionsUnderTest tested = new SessionsUnderTest(rules, false, new RestlessTrigger(4))) {
            for (int step = 0; step < 1_500; step++) {
                tested.onProcessingTime(step);
                tested.onEvent(random.nextInt(60), step / 2 + random.nextInt(300), step, 20, step / 2 - 50);
                tested.onWatermark(step / 2 - 49);
            }
            assertTrue(tested.isAudited());
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
            assertEquals(List.of(), tested.takeOutput(), "nothing is new");
            assertEquals(0, tested.sessions().countOpen());
        }
    }

    @Test
    void shouldFireOnceWhenTheWatermarkJumpsOverTimersAndTheEnd() {
        try (SessionsUnderTest tested = new SessionsUnderTest(SessionRules.gap(25), false, Triggers.every(10))) {
            tested.onEvent(1, 3, 1, 25, Long.MIN_VALUE);
            tested.onWatermark(1_000);
            assertEquals(List.of("key 1 [3, 28) count 1 sum 1 from 3 to 3 after 0 dropped at 27"), tested.takeOutput());
        }
    }

    @Test
    void shouldSayThatASessionIsDroppedWhereTheWatermarkJumpsOverItsLatenessToo() {
        for (final Trigger<Object> trigger :
                List.of(Triggers.eventTime(), Triggers.count(5).orAtEnd())) {
            final SessionRules<Click> rules = SessionRules.<Click>gap(10).withAllowedLateness(30);
            try (SessionsUnderTest tested = new SessionsUnderTest(rules, false, trigger)) {
                tested.onEvent(1, 3, 1, 10, Long.MIN_VALUE);
                tested.onWatermark(12);
                assertEquals(List.of("key 1 [3, 13) count 1 sum 1 from 3 to 3 after 0 at 12"), tested.takeOutput());
                tested.onEvent(1, 100, 1, 10, 12);
                tested.onWatermark(1_000);
                assertEquals(
                        List.of("key 1 [100, 110) count 1 sum 1 from 100 to 100 after 0 dropped at 109"),
                        tested.takeOutput());
            }
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
