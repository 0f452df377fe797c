package io.millrace.windowing.check;

import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.watermark.WatermarkGenerator;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One of the works W1 to W3, whose answers are published, through its windows alone: events are made into slots,
 * results go into a checksum.
 */
public final class PublishedWork implements AutoCloseable, ResultHandler<BidStatsFlyweight> {
    private static final int SLOT = 32;
    private static final int SLOTS = 16_384;
    private static final long DISORDER_NS = 50_000;

    private final int keys;
    private final Arena arena = new Arena(1L << 32);
    private final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * SLOT));
    private final BidFlyweight bid = BidFlyweight.TYPE.newFlyweight();
    private final WatermarkGenerator watermarks =
            Watermarks.boundedDisorder(DISORDER_NS).newGenerator();
    private final KeyedWindows<Bid> windows;
    private long state = 0x9E3779B97F4A7C15L;
    private long sequence;
    private long results;
    private long checksum;

    /** Prepares a work with so many keys. */
    public PublishedWork(final int keys, final Factory factory) {
        this.keys = keys;
        windows = factory.create(arena, new BidStatistics(), this, new NothingMissed<>());
    }

    /** Makes the windows of a work. */
    @FunctionalInterface
    public interface Factory {
        /** Makes them, keyed by long values. */
        KeyedWindows<Bid> create(
                Arena arena,
                Aggregate<Bid, BidStatsFlyweight, BidStatsFlyweight> aggregate,
                ResultHandler<BidStatsFlyweight> results,
                MissedEventHandler<Bid> missed);
    }

    /** Handles the next events. */
    public void run(final long events) {
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
            bid.wrap(slots, slot);
            onBid(i);
        }
        sequence = end;
        state = s;
    }

    private void onBid(final long number) {
        final long timeNs = bid.timeNs();
        windows.onEvent(bid.key(), timeNs, number, bid, watermarks.watermarkNs());
        final long watermarkNs = watermarks.onEvent(timeNs);
        if (watermarkNs >= windows.nextDueNs()) {
            windows.onWatermark(watermarkNs);
        }
    }

    /** Closes what is open, and returns the number of results and the checksum. */
    public String finish() {
        windows.onWatermark(Long.MAX_VALUE);
        return results + " " + Long.toHexString(checksum);
    }

    @Override
    public void onResult(final BidStatsFlyweight stats, final long timeNs) {
        results++;
        long h = stats.key() * 0x9E3779B97F4A7C15L ^ stats.startNs();
        h = Long.rotateLeft(h, 31) * 0xC2B2AE3D27D4EB4FL;
        final long sums = stats.count() + 31 * stats.notional() + 1009 * stats.volume();
        h = (h ^ (sums + 7 * stats.high() + 13 * stats.low())) * 0x165667B19E3779F9L;
        checksum += h ^ (h >>> 29);
    }

    @Override
    public void close() {
        arena.close();
    }
}
