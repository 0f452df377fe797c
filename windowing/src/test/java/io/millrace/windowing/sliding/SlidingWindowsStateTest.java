package io.millrace.windowing.sliding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import io.millrace.windowing.Windows;
import io.millrace.windowing.check.Allocation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What sliding windows do to their arena, and what happens when something fails. */
class SlidingWindowsStateTest {
    private static SlidingUnderTest tested(final Windows windows, final TickSums.Kind kind) {
        return new SlidingUnderTest(windows, new TickSums(false, kind), false, NaiveSlidingWindows.Order.ANY);
    }

    @Test
    void shouldGiveBackAllMemoryOfPanesThatAreInNoWindowAnyMore() {
        for (final TickSums.Kind kind : TickSums.Kind.values()) {
            try (SlidingUnderTest tested = tested(Windows.sliding(100, 7), kind)) {
                long usedBytes = 0;
                for (int step = 0; step < 800; step++) {
                    for (int key = 0; key < 200; key++) {
                        tested.onEvent(key + step / 10 % 100, step, 1, 1, step - 1L);
                    }
                    tested.windows().onWatermark(step);
                    tested.takeOutput();
                    usedBytes = step < 500 ? Math.max(usedBytes, tested.arena().usedBytes()) : usedBytes;
                }
                assertTrue(
                        tested.arena().usedBytes() <= usedBytes + 16 * Arena.SEGMENT_BYTES,
                        tested.arena().usedBytes() + " after " + usedBytes);
                tested.windows().onWatermark(Long.MAX_VALUE);
                // What is left are keys, and small blocks that stay small.
                assertTrue(
                        tested.arena().usedBytes() < usedBytes * 3 / 4,
                        tested.arena().usedBytes() + " of " + usedBytes + " while nothing is open");
            }
        }
    }

    @Test
    void shouldForgetKeysThatDoNotComeBack() {
        try (SlidingUnderTest tested = tested(Windows.sliding(100, 10), TickSums.Kind.ALL)) {
            long usedBytes = 0;
            for (int i = 0; i < 60_000; i++) {
                tested.onEvent(i, i, 1, 1, i - 1L);
                tested.windows().onWatermark(i);
                tested.takeOutput();
                usedBytes = i < 30_000 ? tested.arena().usedBytes() : usedBytes;
            }
            assertTrue(
                    tested.arena().usedBytes() <= usedBytes + 64 * Arena.SEGMENT_BYTES,
                    tested.arena().usedBytes() + " after " + usedBytes);
        }
    }

    @Test
    void shouldPassOverYearsWithoutEventsAtOnce() {
        try (SlidingUnderTest tested = tested(Windows.sliding(1_000, 1), TickSums.Kind.ALL)) {
            final long year = 365L * 86_400 * 1_000_000_000;
            for (int i = 0; i < 10; i++) {
                tested.onEvent(1, i * year, 1, 1, i * year - 1);
                tested.windows().onWatermark(i * year);
            }
            tested.windows().onWatermark(Long.MAX_VALUE);
            assertEquals(10_000, tested.takeOutput().size());
        }
    }

    @Test
    void shouldAgreeWithNaiveWindowsWhileFarMorePanesAreOpenThanAreChained() {
        for (long seed = 0; seed < 25; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final NaiveSlidingWindows naive = new NaiveSlidingWindows(23, 5, 3, seed % 2 == 0);
            try (SlidingUnderTest tested = tested(
                    Windows.sliding(23, 5).withOffset(3), seed % 2 == 0 ? TickSums.Kind.SUMS : TickSums.Kind.ALL)) {
                long watermarkNs = Long.MIN_VALUE;
                for (int step = 0; step < 600; step++) {
                    final long timeNs = step + random.nextLong(1_000) - 520;
                    final long key = random.nextInt(5);
                    tested.onEvent(key, timeNs, step, 1, watermarkNs);
                    naive.onEvent(key, timeNs, step, 1, watermarkNs);
                    watermarkNs = step - 500L;
                    tested.windows().onWatermark(watermarkNs);
                    naive.onWatermark(watermarkNs);
                    assertEquals(naive.takeOutput(), tested.takeOutput(), "seed " + seed + " step " + step);
                    if (step % 100 == 99) {
                        tested.restore();
                    }
                }
                tested.windows().onWatermark(Long.MAX_VALUE);
                naive.onWatermark(Long.MAX_VALUE);
                assertEquals(naive.takeOutput(), tested.takeOutput(), "seed " + seed);
            }
        }
    }

    @Test
    void shouldAnnounceEverySegmentBeforeItIsWrittenTo() {
        for (final TickSums.Kind kind : TickSums.Kind.values()) {
            final SplittableRandom random = new SplittableRandom(77);
            try (SlidingUnderTest tested = tested(Windows.sliding(40, 6), kind)) {
                for (int step = 0; step < 1_500; step++) {
                    final long timeNs = step / 2 + random.nextInt(100) - 40;
                    tested.onEvent(random.nextInt(60), timeNs, 1, 1, step / 2 - 21);
                    tested.windows().onWatermark(step / 2 - 20);
                    tested.takeOutput();
                }
                assertTrue(tested.isAudited());
            }
        }
    }

    @Test
    void shouldNotAllocateOnTheSteadyPath() {
        for (final TickSums.Kind kind : TickSums.Kind.values()) {
            try (Arena arena = new Arena(1L << 26)) {
                final long[] results = new long[1];
                final SlidingWindows<Tick, SumsFlyweight, SumsFlyweight> windows = new SlidingWindows<>(
                        arena,
                        "steady",
                        Windows.sliding(1_000, 30),
                        new TickSums(false, kind),
                        (result, timeNs) -> results[0]++,
                        new CountMissed());
                final TickFlyweight tick = tick();
                run(windows, tick, 0, 60_000);
                final long[] next = {60_000};
                final long least = Allocation.leastBytes(() -> {
                    run(windows, tick, next[0], 60_000);
                    next[0] += 60_000;
                });
                assertTrue(results[0] > 300_000, results[0] + " results");
                assertTrue(least < 1_000, least + " bytes for 60,000 events, " + kind);
            }
        }
    }

    private static void run(
            final SlidingWindows<Tick, SumsFlyweight, SumsFlyweight> windows,
            final TickFlyweight tick,
            final long from,
            final int events) {
        for (long i = from; i < from + events; i++) {
            // Out of order, and now and then late for some windows; keys come and go.
            final long timeNs = i - i * 7 % 61 - (i % 1_000 == 0 ? 200 : 0);
            final long key = (i / 500 * 3 + i % 40) % 1_000;
            windows.onEvent(key, timeNs, i, tick.timeNs(timeNs).key(key).price(i % 777), i - 101);
            windows.onWatermark(i - 100);
        }
    }

    private static TickFlyweight tick() {
        final TickFlyweight tick = new TickFlyweight();
        tick.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(tick.sizeBytes())), 0);
        return tick;
    }

    @Test
    void shouldTakeAccumulatorsOfWhichFewFitIntoASegment() {
        final SplittableRandom random = new SplittableRandom(9);
        final TickFlyweight tick = tick();
        final List<String> out = new ArrayList<>();
        final NaiveSlidingWindows naive = new NaiveSlidingWindows(50, 4, 0, false);
        try (Arena arena = new Arena(1L << 26)) {
            final SlidingWindows<Tick, BigSumsFlyweight, SumsFlyweight> windows = new SlidingWindows<>(
                    arena,
                    "big",
                    Windows.sliding(50, 4),
                    new BigMax(Long.MAX_VALUE),
                    (result, timeNs) -> out.add("key " + result.key() + " start " + result.startNs() + " count "
                            + result.count() + " high " + result.high()),
                    new CountMissed());
            for (int i = 0; i < 2_000; i++) {
                final long timeNs = i - random.nextInt(30);
                final long key = random.nextInt(9);
                windows.onEvent(key, timeNs, i, tick.timeNs(timeNs).key(key).price(i), i - 11);
                naive.onEvent(key, timeNs, i, 0, i - 11);
                windows.onWatermark(i - 10);
                naive.onWatermark(i - 10);
            }
        }
        final List<String> expected = naive.takeOutput().stream()
                .filter(line -> line.startsWith("key"))
                .map(line -> line.replaceAll(" notional.*(?= high)", "").replaceAll(" low.*", ""))
                .toList();
        assertEquals(expected, out);
    }

    @Test
    void shouldReportThatTheArenaIsFullAndGoOnWithWhatItHas() {
        final TickFlyweight tick = tick();
        final List<String> out = new ArrayList<>();
        try (Arena arena = new Arena(64 * Arena.SEGMENT_BYTES)) {
            final SlidingWindows<Tick, SumsFlyweight, SumsFlyweight> windows = new SlidingWindows<>(
                    arena,
                    "small",
                    Windows.sliding(1_000, 500),
                    new TickSums(false, TickSums.Kind.SUMS),
                    (result, timeNs) -> out.add(result.key() + " " + result.count()),
                    new CountMissed());
            assertThrows(StateLimitException.class, () -> {
                for (int key = 0; key < 100_000; key++) {
                    windows.onEvent(key, 5, key, tick.timeNs(5).key(key), Long.MIN_VALUE);
                }
            });
            windows.onEvent(3, 6, 0, tick.timeNs(6).key(3), Long.MIN_VALUE);
            assertThrows(StateLimitException.class, () -> windows.onWatermark(499));
            assertThrows(IllegalStateException.class, () -> windows.onWatermark(499), "what is not whole is not used");
            assertTrue(out.isEmpty());
        }
    }

    @Test
    void shouldSkipAResultThatFailsIfTheHandlerSaysSo() {
        final List<String> out = new ArrayList<>();
        final ResultHandler<SumsFlyweight> results = new ResultHandler<>() {
            @Override
            public void onResult(final SumsFlyweight result, final long timeNs) {
                if (result.key() == 2) {
                    throw new IllegalArgumentException("two");
                }
                out.add("key " + result.key());
            }

            @Override
            public void onFailure(final RuntimeException failure, final Window window) {
                out.add(failure.getMessage() + " failed in " + window);
            }
        };
        final TickFlyweight tick = tick();
        try (Arena arena = new Arena(1L << 22)) {
            final SlidingWindows<Tick, SumsFlyweight, SumsFlyweight> windows = new SlidingWindows<>(
                    arena,
                    "failing",
                    Windows.sliding(10, 5),
                    new TickSums(false, TickSums.Kind.ALL),
                    results,
                    new CountMissed());
            for (int key = 1; key <= 3; key++) {
                windows.onEvent(key, 2, key, tick.key(key), Long.MIN_VALUE);
            }
            windows.onWatermark(4);
            assertEquals(List.of("key 1", "two failed in [-5, 5) of key 2", "key 3"), out);
        }
    }

    @Test
    void shouldTellTheResultHandlerIfPanesCannotBeCombined() {
        final List<String> out = new ArrayList<>();
        final ResultHandler<SumsFlyweight> results = new ResultHandler<>() {
            @Override
            public void onResult(final SumsFlyweight result, final long timeNs) {
                out.add("key " + result.key() + " at " + timeNs);
            }

            @Override
            public void onFailure(final RuntimeException failure, final Window window) {
                out.add(failure.getMessage() + " in " + window);
            }
        };
        final TickFlyweight tick = tick();
        try (Arena arena = new Arena(1L << 22)) {
            final SlidingWindows<Tick, BigSumsFlyweight, SumsFlyweight> windows = new SlidingWindows<>(
                    arena, "failing", Windows.sliding(40, 10), new BigMax(3), results, new CountMissed());
            for (int i = 0; i < 4; i++) {
                windows.onEvent(1, i * 10L, i, tick.timeNs(i * 10L), Long.MIN_VALUE);
                windows.onEvent(2, i / 3, i, tick.timeNs(i / 3), Long.MIN_VALUE);
            }
            windows.onWatermark(39);
            assertEquals("too many in [0, 40) of key 1", out.get(out.size() - 3));
            assertEquals(List.of("key 1 at 39", "key 2 at 39"), out.subList(out.size() - 2, out.size()));
        }
    }

    @Test
    void shouldStayWholeIfAResultStopsTheRest() {
        final TickFlyweight tick = tick();
        final List<String> out = new ArrayList<>();
        try (Arena arena = new Arena(1L << 22)) {
            final SlidingWindows<Tick, SumsFlyweight, SumsFlyweight> windows = new SlidingWindows<>(
                    arena,
                    "stopping",
                    Windows.sliding(10, 5),
                    new TickSums(false, TickSums.Kind.ALL),
                    (result, timeNs) -> {
                        if (timeNs == 4) {
                            throw new IllegalArgumentException("stop");
                        }
                        out.add("key " + result.key() + " at " + timeNs);
                    },
                    new CountMissed());
            for (int key = 1; key <= 2; key++) {
                windows.onEvent(key, 2, key, tick.key(key), Long.MIN_VALUE);
            }
            assertThrows(IllegalArgumentException.class, () -> windows.onWatermark(9));
            windows.onWatermark(9);
            assertEquals(List.of("key 1 at 9", "key 2 at 9"), out);
            assertEquals(0, windows.countOpen());
        }
    }

    private static final class CountMissed implements MissedEventHandler<Tick> {
        private long count;

        @Override
        public void onLate(final Tick event, final long timeNs, final long lateByNs, final long windowStartNs) {
            count++;
        }

        @Override
        public void onPartlyLate(
                final Tick event,
                final long timeNs,
                final long lateByNs,
                final long firstStartNs,
                final long lastStartNs) {
            count++;
        }

        @Override
        public void onGap(final Tick event, final long timeNs) {
            throw new AssertionError("gap: " + event);
        }

        @Override
        public void onUnrepresentable(final Tick event, final long timeNs) {
            throw new AssertionError("unrepresentable: " + event);
        }
    }
}
