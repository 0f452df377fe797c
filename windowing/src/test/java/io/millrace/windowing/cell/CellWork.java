package io.millrace.windowing.cell;

import io.millrace.record.Flyweight;
import io.millrace.state.Arena;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;

/** A stream of ticks a microsecond apart, up to 50 us out of order, of 1,000 keys, through windows; counts results. */
final class CellWork<O extends Flyweight> implements AutoCloseable, ResultHandler<O>, MissedEventHandler<Tick> {
    private static final long DISORDER_NS = 50_000;
    private static final int SLOT = 24;
    private static final int SLOTS = 16_384;

    private final Arena arena = new Arena(1L << 32);
    private final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocateDirect(SLOTS * SLOT));
    private final TickFlyweight tick = TickFlyweight.TYPE.newFlyweight();
    private final KeyedWindows<Tick> windows;
    private long state = 0x9E3779B97F4A7C15L;
    private long number;
    private long results;
    private long late;

    CellWork(final Function<CellWork<O>, KeyedWindows<Tick>> made) {
        windows = made.apply(this);
    }

    Arena arena() {
        return arena;
    }

    long results() {
        return results;
    }

    long late() {
        return late;
    }

    KeyedWindows<Tick> windows() {
        return windows;
    }

    /** Handles the next events; of a thousand, {@code lateInThousand} come 300 us later than the others may. */
    void run(final long events, final int lateInThousand) {
        long s = state;
        final long end = number + events;
        for (long i = number; i < end; i++) {
            s ^= s << 13;
            s ^= s >>> 7;
            s ^= s << 17;
            final int slot = (int) (i & SLOTS - 1) * SLOT;
            final long lateNs = (s >>> 5 & 0x3FF) < lateInThousand ? 300_000 : 0;
            final long timeNs = 1_000_000_000L + i * 1_000 - (((s >>> 20) & 0x3FF) * DISORDER_NS >> 10) - lateNs;
            slots.putLong(slot, timeNs);
            slots.putLong(slot + 8, ((s >>> 33) * 1_000) >>> 31);
            slots.putLong(slot + 16, s & 0x3FF);
            tick.wrap(slots, slot);
            // The largest time is that of the newest event: near enough for a watermark.
            final long watermarkNs = 1_000_000_000L + i * 1_000 - DISORDER_NS - 1;
            windows.onEvent(tick.key(), timeNs, i, tick, watermarkNs - 1_000);
            if (watermarkNs >= windows.nextDueNs()) {
                windows.onWatermark(watermarkNs);
            }
            if (i >= windows.nextProcessingDueNs()) {
                windows.onProcessingTime(i);
            }
        }
        number = end;
        state = s;
    }

    long number() {
        return number;
    }

    @Override
    public void onResult(final O result, final long timeNs) {
        results++;
    }

    @Override
    public void onLate(final Tick event, final long timeNs, final long lateByNs, final long windowStartNs) {
        late++;
    }

    @Override
    public void onPartlyLate(
            final Tick event, final long timeNs, final long lateByNs, final long firstStartNs, final long lastStartNs) {
        late++;
    }

    @Override
    public void onGap(final Tick event, final long timeNs) {
        throw new AssertionError("gap: " + event);
    }

    @Override
    public void onUnrepresentable(final Tick event, final long timeNs) {
        throw new AssertionError("unrepresentable: " + event);
    }

    @Override
    public void close() {
        arena.close();
    }
}
