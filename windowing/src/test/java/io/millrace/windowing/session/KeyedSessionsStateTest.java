package io.millrace.windowing.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionRules;
import io.millrace.windowing.Window;
import io.millrace.windowing.check.Allocation;
import io.millrace.windowing.check.NothingMissed;
import io.millrace.windowing.check.PublishedWork;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What sessions do to their arena, what they allocate, and what happens when something fails. */
class KeyedSessionsStateTest {
    private static PublishedWork w3() {
        return new PublishedWork(
                1_000,
                (arena, aggregate, results, missed) -> new KeyedSessions<>(
                        arena, "w3", null, SessionRules.gap(2_000_001), aggregate, results, missed));
    }

    @Test
    void shouldHaveTheKnownAnswerOfW3() {
        try (PublishedWork w3 = w3()) {
            w3.run(1_000_000);
            assertEquals("135998 c655dd1911eb98c1", w3.finish());
        }
    }

    @Test
    void shouldNotAllocateOnTheSteadyPath() {
        try (PublishedWork w3 = w3()) {
            w3.run(300_000);
            final long least = Allocation.leastBytes(() -> w3.run(300_000));
            assertTrue(least < 1_000, least + " bytes for 300,000 events");
        }
    }

    @Test
    void shouldUseTheMemoryOfSessionsThatAreDroppedAgain() {
        final SessionRules<Click> rules = SessionRules.<Click>gap(100).withAllowedLateness(50);
        try (SessionsUnderTest tested = new SessionsUnderTest(rules, false)) {
            long usedBytes = 0;
            for (int i = 0; i < 200_000; i++) {
                // Every third event of a key bridges two sessions.
                final long timeNs = i + (i / 500 % 3 == 0 ? 0 : i / 500 % 3 == 1 ? 150 : 70);
                tested.onEvent(i % 500, timeNs, 1, 100, i - 1_000L);
                tested.onWatermark(i - 999L);
                usedBytes = i < 20_000 ? tested.arena().usedBytes() : usedBytes;
            }
            assertEquals(usedBytes, tested.arena().usedBytes());
        }
    }

    @Test
    void shouldForgetKeysThatDoNotComeBack() {
        try (SessionsUnderTest tested = new SessionsUnderTest(SessionRules.gap(100), false)) {
            long usedBytes = 0;
            for (int i = 0; i < 300_000; i++) {
                tested.onEvent(i, i, 1, 100, i - 1);
                tested.onWatermark(i);
                usedBytes = i < 50_000 ? tested.arena().usedBytes() : usedBytes;
            }
            tested.onWatermark(Long.MAX_VALUE);
            assertEquals(300_000, tested.takeOutput().size());
            assertTrue(
                    tested.arena().usedBytes() <= usedBytes + 64 * Arena.SEGMENT_BYTES,
                    tested.arena().usedBytes() + " after " + usedBytes);
        }
    }

    @Test
    void shouldAnnounceEverySegmentBeforeItIsWrittenTo() {
        final SplittableRandom random = new SplittableRandom(77);
        final SessionRules<Click> rules = SessionRules.<Click>gap(20).withAllowedLateness(100);
        try (SessionsUnderTest tested = new SessionsUnderTest(rules, false)) {
            for (int step = 0; step < 1_500; step++) {
                tested.onEvent(random.nextInt(60), step / 2 + random.nextInt(300), 1, 20, step / 2 - 50);
                tested.onWatermark(step / 2 - 49);
            }
            assertTrue(tested.isAudited());
        }
    }

    @Test
    void shouldReportThatTheArenaIsFullAndGoOnWithWhatItHas() {
        final List<String> out = new ArrayList<>();
        final ClickFlyweight click = new ClickFlyweight();
        click.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(click.sizeBytes())), 0);
        try (Arena arena = new Arena(32 * Arena.SEGMENT_BYTES)) {
            final KeyedSessions<Click, TallyFlyweight, VisitFlyweight> sessions = new KeyedSessions<>(
                    arena,
                    "small",
                    null,
                    SessionRules.gap(1_000),
                    new ClickTally(false),
                    (visit, timeNs) -> out.add(visit.key() + " " + visit.count()),
                    new NothingMissed<>());
            assertThrows(StateLimitException.class, () -> {
                for (int key = 0; key < 100_000; key++) {
                    sessions.onEvent(key, 5, key, click.timeNs(5).key(key), Long.MIN_VALUE);
                }
            });
            sessions.onEvent(3, 6, 0, click.timeNs(6).key(3), Long.MIN_VALUE);
            sessions.onWatermark(1_005);
            assertTrue(out.size() > 100, out.size() + " results");
            assertTrue(out.contains("3 2"));
            sessions.onEvent(3, 2_006, 0, click.timeNs(2_006).key(3), 1_005);
            sessions.onWatermark(3_005);
            assertEquals("3 1", out.get(out.size() - 1));
        }
    }

    @Test
    void shouldSkipAResultThatFailsIfTheHandlerSaysSo() {
        final List<String> out = new ArrayList<>();
        final ResultHandler<VisitFlyweight> results = new ResultHandler<>() {
            @Override
            public void onResult(final VisitFlyweight visit, final long timeNs) {
                if (visit.key() == 2) {
                    throw new IllegalArgumentException("two");
                }
                out.add("key " + visit.key());
            }

            @Override
            public void onFailure(final RuntimeException failure, final Window window) {
                out.add(failure.getMessage() + " failed in " + window);
            }
        };
        final ClickFlyweight click = new ClickFlyweight();
        click.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(click.sizeBytes())), 0);
        try (Arena arena = new Arena(1L << 22)) {
            final KeyedSessions<Click, TallyFlyweight, VisitFlyweight> sessions = new KeyedSessions<>(
                    arena,
                    "failing",
                    null,
                    SessionRules.gap(10),
                    new ClickTally(false),
                    results,
                    new NothingMissed<>());
            for (int key = 1; key <= 3; key++) {
                sessions.onEvent(key, 5, key, click.key(key), Long.MIN_VALUE);
            }
            sessions.onWatermark(14);
            assertEquals(List.of("key 1", "two failed in [5, 15) of key 2", "key 3"), out);
        }
    }
}
