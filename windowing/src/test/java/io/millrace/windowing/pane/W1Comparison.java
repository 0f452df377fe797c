package io.millrace.windowing.pane;

import io.millrace.state.Arena;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.WatermarkGenerator;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Measures {@link PaneWindows} alone against {@link LimitW1}, alternating in one JVM. Not a test: run its main with
 * {@code -XX:+UseParallelGC --add-opens java.base/jdk.internal.misc=ALL-UNNAMED -Dagrona.disable.bounds.checks=true}.
 */
final class W1Comparison {
    private static final int SLOT = 32;
    private static final long WINDOW_NS = 1_000_000;
    private static final long DISORDER_NS = 50_000;

    private W1Comparison() {}

    private static final class Checksum implements ResultHandler<BarFlyweight>, MissedEventHandler<Trade> {
        private long results;
        private long checksum;

        @Override
        public void onResult(final BarFlyweight bar, final long timeNs) {
            results++;
            checksum += LimitW1.hash(
                    bar.key(), bar.startNs(), bar.count(), bar.notional(), bar.volume(), bar.high(), bar.low());
        }

        @Override
        public void onLate(final Trade event, final long timeNs, final long lateByNs, final long windowStartNs) {
            throw new IllegalStateException("late");
        }

        @Override
        public void onUnrepresentable(final Trade event, final long timeNs) {
            throw new IllegalStateException("unrepresentable");
        }
    }

    private static double run(final UnsafeBuffer slots, final long n, final int keys, final long[] answer) {
        try (Arena arena = new Arena(1L << 32)) {
            final Checksum checksum = new Checksum();
            final PaneWindows<Trade, StatsFlyweight, BarFlyweight> windows =
                    new PaneWindows<>(arena, "w1", Windows.tumbling(WINDOW_NS), new TradeStats(), checksum, checksum);
            final WatermarkGenerator watermarks =
                    Watermarks.boundedDisorder(DISORDER_NS).newGenerator();
            final double ns = loop(slots, n, keys, windows, watermarks);
            answer[0] = checksum.results;
            answer[1] = checksum.checksum;
            return ns;
        }
    }

    private static double loop(
            final UnsafeBuffer slots,
            final long n,
            final int keys,
            final PaneWindows<Trade, StatsFlyweight, BarFlyweight> windows,
            final WatermarkGenerator watermarks) {
        final TradeFlyweight trade = TradeFlyweight.TYPE.newFlyweight();
        long s = 0x9E3779B97F4A7C15L;
        final long begin = LimitW1.cpuNs();
        for (long i = 0; i < n; i++) {
            s ^= s << 13;
            s ^= s >>> 7;
            s ^= s << 17;
            final int slot = (int) (i & 16_383) * SLOT;
            slots.putLong(slot, 1_000_000_000L + i * 1_000 - (((s >>> 20) & 0x3FF) * DISORDER_NS >> 10));
            slots.putLong(slot + 8, ((s >>> 33) * keys) >>> 31);
            slots.putLong(slot + 16, 100_000 + (s & 0x3FF));
            slots.putLong(slot + 24, 1 + ((s >>> 10) & 0x7F));
            trade.wrap(slots, slot);
            onTrade(trade, i, windows, watermarks);
        }
        windows.onWatermark(Long.MAX_VALUE);
        return (LimitW1.cpuNs() - begin) / (double) n;
    }

    private static void onTrade(
            final TradeFlyweight trade,
            final long sequence,
            final PaneWindows<Trade, StatsFlyweight, BarFlyweight> windows,
            final WatermarkGenerator watermarks) {
        final long timeNs = trade.timeNs();
        windows.onEvent(trade.key(), timeNs, sequence, trade, watermarks.watermarkNs());
        final long watermarkNs = watermarks.onEvent(timeNs);
        if (watermarkNs >= windows.nextDueNs()) {
            windows.onWatermark(watermarkNs);
        }
    }

    public static void main(final String[] args) {
        final long n = Long.parseLong(args[0]);
        final int keys = Integer.parseInt(args[1]);
        final int rounds = Integer.parseInt(args[2]);
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(16_384 * SLOT));
        final double[] ratios = new double[rounds];
        final double[] ours = new double[rounds];
        final double[] limits = new double[rounds];
        final long[] answer = new long[2];
        for (int round = 0; round < rounds; round++) {
            limits[round] = keys <= 1000 ? LimitW1.run(slots, n, keys, answer) : LimitW1.run(slots, n, keys, answer);
            final String expected = answer[0] + " " + Long.toHexString(answer[1]);
            ours[round] = run(slots, n, keys, answer);
            final String got = answer[0] + " " + Long.toHexString(answer[1]);
            ratios[round] = limits[round] / ours[round];
            System.out.printf(
                    Locale.ROOT,
                    "limit %.2f ns, windows %.2f ns: %.3f  %s%n",
                    limits[round],
                    ours[round],
                    ratios[round],
                    expected.equals(got) ? got : "expected " + expected + ", got " + got);
        }
        System.out.printf(
                Locale.ROOT,
                "median: limit %.2f ns, windows %.2f ns, %.3f of the limit%n",
                median(limits),
                median(ours),
                median(ratios));
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
