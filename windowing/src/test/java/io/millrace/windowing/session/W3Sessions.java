package io.millrace.windowing.session;

import io.millrace.record.RecordType;
import io.millrace.state.Arena;
import io.millrace.windowing.Aggregate;
import io.millrace.windowing.EventContext;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.SessionRules;
import io.millrace.windowing.Window;
import io.millrace.windowing.watermark.WatermarkGenerator;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The work W3 through {@link KeyedSessions} alone: events are made into slots, results go into a checksum. */
final class W3Sessions implements AutoCloseable, ResultHandler<BidStatsFlyweight>, MissedEventHandler<Bid> {
    private static final int SLOT = 32;
    private static final int SLOTS = 16_384;
    private static final long GAP_NS = 2_000_001;
    private static final long DISORDER_NS = 50_000;

    private final int keys;
    private final Arena arena = new Arena(1L << 32);
    private final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * SLOT));
    private final BidFlyweight bid = BidFlyweight.TYPE.newFlyweight();
    private final WatermarkGenerator watermarks =
            Watermarks.boundedDisorder(DISORDER_NS).newGenerator();
    private final KeyedSessions<Bid, BidStatsFlyweight, BidStatsFlyweight> sessions =
            new KeyedSessions<>(arena, "w3", null, SessionRules.gap(GAP_NS), new Stats(), this, this);
    private long state = 0x9E3779B97F4A7C15L;
    private long sequence;
    private long results;
    private long checksum;

    W3Sessions(final int keys) {
        this.keys = keys;
    }

    private static final class Stats implements Aggregate<Bid, BidStatsFlyweight, BidStatsFlyweight> {
        private static final long serialVersionUID = 1L;

        @Override
        public RecordType<?, BidStatsFlyweight> accumulatorType() {
            return BidStatsFlyweight.TYPE;
        }

        @Override
        public RecordType<?, BidStatsFlyweight> outputType() {
            return BidStatsFlyweight.TYPE;
        }

        @Override
        public void create(final BidStatsFlyweight accumulator) {
            accumulator.high(Long.MIN_VALUE).low(Long.MAX_VALUE);
        }

        @Override
        public void add(final BidStatsFlyweight accumulator, final Bid bid, final EventContext context) {
            final long price = bid.price();
            final long quantity = bid.quantity();
            accumulator.count(accumulator.count() + 1);
            accumulator.notional(accumulator.notional() + price * quantity);
            accumulator.volume(accumulator.volume() + quantity);
            if (price > accumulator.high()) {
                accumulator.high(price);
            }
            if (price < accumulator.low()) {
                accumulator.low(price);
            }
        }

        @Override
        public void combine(final BidStatsFlyweight accumulator, final BidStatsFlyweight other) {
            accumulator.count(accumulator.count() + other.count());
            accumulator.notional(accumulator.notional() + other.notional());
            accumulator.volume(accumulator.volume() + other.volume());
            accumulator.high(Math.max(accumulator.high(), other.high()));
            accumulator.low(Math.min(accumulator.low(), other.low()));
        }

        @Override
        public void finish(final Window window, final BidStatsFlyweight accumulator, final BidStatsFlyweight output) {
            output.copyFrom(accumulator);
            output.key(window.key()).startNs(window.startNs());
        }
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
            bid.wrap(slots, slot);
            onBid(i);
        }
        sequence = end;
        state = s;
    }

    private void onBid(final long number) {
        final long timeNs = bid.timeNs();
        sessions.onEvent(bid.key(), timeNs, number, bid, watermarks.watermarkNs());
        final long watermarkNs = watermarks.onEvent(timeNs);
        if (watermarkNs >= sessions.nextDueNs()) {
            sessions.onWatermark(watermarkNs);
        }
    }

    /** Closes what is open, and returns the number of results and the checksum. */
    String finish() {
        sessions.onWatermark(Long.MAX_VALUE);
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
    public void onLate(final Bid event, final long timeNs, final long lateByNs, final long windowStartNs) {
        throw new IllegalStateException("late");
    }

    @Override
    public void onPartlyLate(
            final Bid event, final long timeNs, final long lateByNs, final long firstStartNs, final long lastStartNs) {
        throw new AssertionError("an event has one session");
    }

    @Override
    public void onGap(final Bid event, final long timeNs) {
        throw new AssertionError("sessions have no gaps");
    }

    @Override
    public void onUnrepresentable(final Bid event, final long timeNs) {
        throw new IllegalStateException("unrepresentable");
    }

    @Override
    public void close() {
        arena.close();
    }
}
