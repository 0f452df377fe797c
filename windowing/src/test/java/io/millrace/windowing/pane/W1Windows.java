package io.millrace.windowing.pane;

import io.millrace.state.Arena;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Windows;
import io.millrace.windowing.watermark.WatermarkGenerator;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The work W1 through {@link PaneWindows} alone: events are made into slots, results go into a checksum. */
final class W1Windows implements AutoCloseable, ResultHandler<BarFlyweight>, MissedEventHandler<Trade> {
    private static final int SLOT = 32;
    private static final int SLOTS = 16_384;
    private static final long WINDOW_NS = 1_000_000;
    private static final long DISORDER_NS = 50_000;

    private final int keys;
    private final Arena arena = new Arena(1L << 32);
    private final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * SLOT));
    private final TradeFlyweight trade = TradeFlyweight.TYPE.newFlyweight();
    private final WatermarkGenerator watermarks =
            Watermarks.boundedDisorder(DISORDER_NS).newGenerator();
    private final PaneWindows<Trade, StatsFlyweight, BarFlyweight> windows =
            new PaneWindows<>(arena, "w1", Windows.tumbling(WINDOW_NS), new TradeStats(), this, this);
    private long state = 0x9E3779B97F4A7C15L;
    private long sequence;
    private long results;
    private long checksum;

    W1Windows(final int keys) {
        this.keys = keys;
    }

    /** Handles the next events. */
    void run(final long events) {
        long s = state;
        final long end = sequence + events;
        for (long i = sequence; i < end; i++) {
            s ^= s << 13;
            s ^= s >>> 7;
            s ^= s << 17;
            final int slot = (int) (i & SLOTS - 1) * SLOT;
            slots.putLong(slot, 1_000_000_000L + i * 1_000 - (((s >>> 20) & 0x3FF) * DISORDER_NS >> 10));
            slots.putLong(slot + 8, ((s >>> 33) * keys) >>> 31);
            slots.putLong(slot + 16, 100_000 + (s & 0x3FF));
            slots.putLong(slot + 24, 1 + ((s >>> 10) & 0x7F));
            trade.wrap(slots, slot);
            onTrade(i);
        }
        sequence = end;
        state = s;
    }

    private void onTrade(final long number) {
        final long timeNs = trade.timeNs();
        windows.onEvent(trade.key(), timeNs, number, trade, watermarks.watermarkNs());
        final long watermarkNs = watermarks.onEvent(timeNs);
        if (watermarkNs >= windows.nextDueNs()) {
            windows.onWatermark(watermarkNs);
        }
    }

    /** Closes what is open, and returns the number of results and the checksum. */
    String finish() {
        windows.onWatermark(Long.MAX_VALUE);
        return results + " " + Long.toHexString(checksum);
    }

    @Override
    public void onResult(final BarFlyweight bar, final long timeNs) {
        results++;
        long h = bar.key() * 0x9E3779B97F4A7C15L ^ bar.startNs();
        h = Long.rotateLeft(h, 31) * 0xC2B2AE3D27D4EB4FL;
        final long sums = bar.count() + 31 * bar.notional() + 1009 * bar.volume();
        h = (h ^ (sums + 7 * bar.high() + 13 * bar.low())) * 0x165667B19E3779F9L;
        checksum += h ^ (h >>> 29);
    }

    @Override
    public void onLate(final Trade event, final long timeNs, final long lateByNs, final long windowStartNs) {
        throw new IllegalStateException("late");
    }

    @Override
    public void onPartlyLate(
            final Trade event,
            final long timeNs,
            final long lateByNs,
            final long firstStartNs,
            final long lastStartNs) {
        throw new AssertionError("partly late: " + event);
    }

    @Override
    public void onGap(final Trade event, final long timeNs) {
        throw new AssertionError("gap: " + event);
    }

    @Override
    public void onUnrepresentable(final Trade event, final long timeNs) {
        throw new IllegalStateException("unrepresentable");
    }

    @Override
    public void close() {
        arena.close();
    }
}
