package io.millrace.windowing.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.SessionWindows;
import io.millrace.windowing.WindowAssigner;
import io.millrace.windowing.Windows;
import io.millrace.windowing.join.window.WindowJoin;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowJoinTest {
    private static final int CASES = 400;
    private static final int EVENTS = 40;

    /** Kinds of windows. */
    enum Shape {
        TUMBLING,
        SLIDING,
        GAPS,
        SESSIONS;

        WindowAssigner windows(final SplittableRandom random) {
            final long sizeNs = 1 + random.nextInt(15);
            switch (this) {
                case TUMBLING:
                    return Windows.tumbling(sizeNs).withOffset(random.nextInt(20) - 10);
                case SLIDING:
                    return Windows.sliding(sizeNs + 3, 1 + random.nextInt((int) sizeNs + 2))
                            .withOffset(random.nextInt(20));
                case GAPS:
                    return Windows.sliding(sizeNs, sizeNs + 1 + random.nextInt(5));
                default:
                    return SessionWindows.withGap(1 + random.nextInt(8));
            }
        }
    }

    private static JoinUnderTest tested(final WindowJoinSpec spec, final boolean keyedByRecords) {
        return new JoinUnderTest(
                (setup, handler) -> WindowJoin.open(setup, spec, handler), keyedByRecords, Long.MAX_VALUE);
    }

    @Test
    void shouldJoinWhatIsInOneWindowWhenItCloses() {
        try (JoinUnderTest tested = tested(new WindowJoinSpec(JoinKind.INNER, Windows.tumbling(10)), false)) {
            tested.onEvent(new TestEvent(true, 1, 109, 0), 0);
            tested.onEvent(new TestEvent(true, 1, 101, 1), 0);
            tested.onEvent(new TestEvent(false, 1, 105, 2), 0);
            tested.onEvent(new TestEvent(false, 1, 110, 3), 0);
            tested.onWatermark(108);
            assertEquals(List.of(), tested.takeOutput());
            tested.onWatermark(109);
            assertEquals(List.of("pair L1/1/101 R2/1/105 @109", "pair L0/1/109 R2/1/105 @109"), tested.takeOutput());
            tested.onWatermark(1_000);
            assertEquals(List.of(), tested.takeOutput());
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void shouldAgreeWithTheNaiveJoin(final Shape shape) {
        for (final JoinKind kind : JoinKind.values()) {
            for (long seed = 0; seed < CASES; seed++) {
                assertEquals("", difference(seed, kind, shape, NaiveWindowJoin.Mistake.NONE));
            }
        }
    }

    @Test
    void shouldFindEveryPlantedMistake() {
        final Set<NaiveWindowJoin.Mistake> unseen = EnumSet.complementOf(EnumSet.of(NaiveWindowJoin.Mistake.NONE));
        unseen.removeIf(mistake -> {
            for (final Shape shape : Shape.values()) {
                for (long seed = 0; seed < 200; seed++) {
                    if (!difference(seed, JoinKind.FULL, shape, mistake).isEmpty()) {
                        return true;
                    }
                }
            }
            return false;
        });
        assertEquals(Set.of(), unseen);
    }

    /** Where the join and the naive one differ first; empty if they agree. */
    private static String difference(
            final long seed, final JoinKind kind, final Shape shape, final NaiveWindowJoin.Mistake mistake) {
        final SplittableRandom random = new SplittableRandom(seed);
        final WindowJoinSpec spec = new WindowJoinSpec(kind, shape.windows(random));
        final long boundNs = random.nextInt(4) == 0 ? 0 : random.nextInt(30);
        final int restoreEvery = new int[] {1, 7, Integer.MAX_VALUE}[random.nextInt(3)];
        final NaiveWindowJoin naive = new NaiveWindowJoin(spec, mistake);
        try (JoinUnderTest tested = tested(spec, random.nextBoolean())) {
            long watermarkNs = Long.MIN_VALUE;
            final List<TestEvent> events = TestEvent.random(random, EVENTS);
            for (int i = 0; i <= events.size(); i++) {
                if (i < events.size()) {
                    final TestEvent event = events.get(i);
                    tested.onEvent(event, watermarkNs);
                    naive.onEvent(event, watermarkNs);
                    final List<String> rejected = naive.takeOutput();
                    assertEquals(rejected, tested.takeOutput(), "seed " + seed + " " + spec + " event " + i);
                    if (rejected.stream().noneMatch(line -> line.startsWith("unrepresentable"))) {
                        watermarkNs = TestEvent.watermarkAfter(random, watermarkNs, event.timeNs(), boundNs);
                    }
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
            assertEquals(0, ((WindowJoin) tested.join()).buffered(), "seed " + seed);
        } catch (final AssertionError e) {
            if (mistake == NaiveWindowJoin.Mistake.NONE) {
                throw e;
            }
            return e.getMessage();
        }
        return "";
    }

    @Test
    void shouldGiveBackAllMemoryOfWindowsThatAreClosed() {
        for (final Shape shape : Shape.values()) {
            final WindowJoinSpec spec = new WindowJoinSpec(JoinKind.LEFT, shape.windows(new SplittableRandom(1)));
            try (JoinUnderTest tested = tested(spec, false)) {
                long usedBytes = 0;
                for (int i = 0; i < 100_000; i++) {
                    tested.onEvent(new TestEvent(i % 3 == 0, i / 50, i, i), i - 10);
                    tested.onWatermark(i - 9);
                    assertTrue(((WindowJoin) tested.join()).buffered() < 1_000);
                    usedBytes = i < 50_000 ? tested.arena().usedBytes() : usedBytes;
                    tested.takeOutput();
                }
                assertEquals(usedBytes, tested.arena().usedBytes(), 65_536);
            }
        }
    }

    @Test
    void shouldRefuseWindowsOfOtherKinds() {
        assertThrows(IllegalArgumentException.class, () -> new WindowJoinSpec(JoinKind.INNER, GlobalWindow.INSTANCE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WindowJoinSpec(JoinKind.INNER, SessionWindows.gapFrom(event -> 3)));
    }
}
