package io.millrace.windowing.pane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.state.Arena;
import io.millrace.state.StateLimitException;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import io.millrace.windowing.Windows;
import io.millrace.windowing.check.NothingMissed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What windows do to their arena, and what happens when something fails. */
class PaneWindowsStateTest {
    @Test
    void shouldGiveBackAllMemoryOfPanesThatAreClosed() {
        try (WindowsUnderTest tested = new WindowsUnderTest(Windows.tumbling(1_000), false)) {
            long usedBytes = 0;
            for (int pane = 0; pane < 200; pane++) {
                for (int key = 0; key < 500; key++) {
                    tested.onEvent(key, pane * 1_000L + key, 1, 1, pane * 1_000L - 1);
                }
                tested.windows().onWatermark(pane * 1_000L + 999);
                assertEquals(500, tested.takeOutput().size());
                usedBytes = pane < 5 ? tested.arena().usedBytes() : usedBytes;
            }
            assertEquals(usedBytes, tested.arena().usedBytes());
        }
    }

    @Test
    void shouldTakeLittleMemoryForEachOfVeryManyOpenPanes() {
        final int panes = 100_000;
        try (WindowsUnderTest tested = new WindowsUnderTest(Windows.tumbling(10), false)) {
            for (int pane = 0; pane < panes; pane++) {
                tested.onEvent(pane % 7, pane * 10L, 1, 1, Long.MIN_VALUE);
            }
            final long bytesPerPane = tested.arena().usedBytes() / panes;
            assertTrue(bytesPerPane < 400, bytesPerPane + " bytes per pane");
            final SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < 100_000; i++) {
                final int pane = random.nextInt(panes);
                tested.onEvent(random.nextInt(7), pane * 10L + 1, 1, 1, Long.MIN_VALUE);
            }
            tested.restore();
            tested.windows().onWatermark(Long.MAX_VALUE);
            final long events = tested.takeOutput().stream()
                    .mapToLong(line -> Long.parseLong(line.split(" ")[5]))
                    .sum();
            assertEquals(200_000, events);
        }
    }

    @Test
    void shouldAgreeWithNaiveWindowsWhileFarMorePanesAreOpenThanAreChained() {
        for (long seed = 0; seed < 100; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final NaiveWindows naive = new NaiveWindows(10, 3);
            try (WindowsUnderTest tested =
                    new WindowsUnderTest(Windows.tumbling(10).withOffset(3), random.nextBoolean())) {
                long watermarkNs = Long.MIN_VALUE;
                for (int step = 0; step < 1_000; step++) {
                    final long timeNs = step + random.nextLong(5_000) - 2_500;
                    final long key = random.nextInt(5);
                    tested.onEvent(key, timeNs, step, 1, watermarkNs);
                    naive.onEvent(key, timeNs, step, 1, watermarkNs);
                    watermarkNs = step * 3L - 2_500;
                    tested.windows().onWatermark(watermarkNs);
                    naive.onWatermark(watermarkNs);
                    assertEquals(naive.takeOutput(), tested.takeOutput(), "seed " + seed + " step " + step);
                    if (step % 200 == 199) {
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
    void shouldForgetKeysThatDoNotComeBack() {
        try (WindowsUnderTest tested = new WindowsUnderTest(Windows.tumbling(100), false)) {
            long usedBytes = 0;
            for (int i = 0; i < 300_000; i++) {
                tested.onEvent(i, i, 1, 1, i - 1);
                tested.windows().onWatermark(i);
                usedBytes = i < 50_000 ? tested.arena().usedBytes() : usedBytes;
            }
            assertEquals(300_000, tested.takeOutput().size());
            assertTrue(
                    tested.arena().usedBytes() <= usedBytes + 64 * Arena.SEGMENT_BYTES,
                    tested.arena().usedBytes() + " after " + usedBytes);
        }
    }

    @Test
    void shouldAnnounceEverySegmentBeforeItIsWrittenTo() {
        final SplittableRandom random = new SplittableRandom(77);
        try (WindowsUnderTest tested = new WindowsUnderTest(Windows.tumbling(10), false)) {
            for (int step = 0; step < 1_500; step++) {
                final long timeNs = step / 2 + random.nextInt(300);
                tested.onEvent(random.nextInt(60), timeNs, 1, 1, step / 2 - 50);
                tested.windows().onWatermark(step / 2 - 49);
            }
            assertTrue(tested.isAudited());
        }
    }

    @Test
    void shouldReportThatTheArenaIsFullAndGoOnWithWhatItHas() {
        final List<String> out = new ArrayList<>();
        final TradeFlyweight trade = new TradeFlyweight();
        trade.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(trade.sizeBytes())), 0);
        try (Arena arena = new Arena(32 * Arena.SEGMENT_BYTES)) {
            final PaneWindows<Trade, StatsFlyweight, BarFlyweight> windows = new PaneWindows<>(
                    arena,
                    "small",
                    Windows.tumbling(1_000),
                    new TradeStats(),
                    (bar, timeNs) -> out.add(bar.key() + " " + bar.count()),
                    new NothingMissed<>());
            assertThrows(StateLimitException.class, () -> {
                for (int key = 0; key < 100_000; key++) {
                    windows.onEvent(key, 5, key, trade.timeNs(5).key(key), Long.MIN_VALUE);
                }
            });
            windows.onEvent(3, 6, 0, trade.timeNs(6).key(3), Long.MIN_VALUE);
            windows.onWatermark(999);
            assertTrue(out.size() > 100, out.size() + " results");
            assertTrue(out.contains("3 2"));
            windows.onEvent(3, 1_006, 0, trade.timeNs(1_006).key(3), 999);
            windows.onWatermark(1_999);
            assertEquals("3 1", out.get(out.size() - 1));
        }
    }

    @Test
    void shouldSkipAResultThatFailsIfTheHandlerSaysSo() {
        final List<String> out = new ArrayList<>();
        final ResultHandler<BarFlyweight> results = new ResultHandler<>() {
            @Override
            public void onResult(final BarFlyweight bar, final long timeNs) {
                if (bar.key() == 2) {
                    throw new IllegalArgumentException("two");
                }
                out.add("key " + bar.key());
            }

            @Override
            public void onFailure(final RuntimeException failure, final Window window) {
                out.add(failure.getMessage() + " failed in " + window);
            }
        };
        final TradeFlyweight trade = new TradeFlyweight();
        trade.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(trade.sizeBytes())), 0);
        try (Arena arena = new Arena(1L << 22)) {
            final PaneWindows<Trade, StatsFlyweight, BarFlyweight> windows = new PaneWindows<>(
                    arena, "failing", Windows.tumbling(10), new TradeStats(), results, new NothingMissed<>());
            for (int key = 1; key <= 3; key++) {
                windows.onEvent(key, 5, key, trade.key(key), Long.MIN_VALUE);
            }
            windows.onWatermark(9);
            assertEquals(List.of("key 1", "two failed in [0, 10) of key 2", "key 3"), out);
        }
    }
}
