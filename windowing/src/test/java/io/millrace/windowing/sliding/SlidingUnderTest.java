package io.millrace.windowing.sliding;

import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Windows;
import io.millrace.windowing.check.BarrierAudit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** {@link SlidingWindows} with its arena, its output as text, and a way to restore it from a snapshot of itself. */
final class SlidingUnderTest implements AutoCloseable, ResultHandler<SumsFlyweight>, MissedEventHandler<Tick> {
    private static final long ARENA_BYTES = 1L << 28;

    private final Windows windows;
    private final TickSums aggregate;
    private final boolean keyedByRecords;
    private final boolean inOrder;
    private final List<String> out = new ArrayList<>();
    private final TickFlyweight tick = new TickFlyweight();
    private final TickKeyFlyweight pair = new TickKeyFlyweight();
    private Arena arena = new Arena(ARENA_BYTES);
    private BarrierAudit audit;
    private SlidingWindows<Tick, SumsFlyweight, SumsFlyweight> tested;
    private long sequence;

    SlidingUnderTest(
            final Windows windows,
            final TickSums aggregate,
            final boolean keyedByRecords,
            final NaiveSlidingWindows.Order order) {
        this.windows = windows;
        this.aggregate = aggregate;
        this.keyedByRecords = keyedByRecords;
        inOrder = order == NaiveSlidingWindows.Order.OF_TIME;
        tick.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(tick.sizeBytes())), 0);
        pair.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(pair.sizeBytes())), 0);
        create();
    }

    private void create() {
        tested = new SlidingWindows<>(
                arena, "windows", keyedByRecords ? TickKeyFlyweight.TYPE : null, windows, aggregate, this, this);
        audit = new BarrierAudit(arena);
    }

    Arena arena() {
        return arena;
    }

    SlidingWindows<Tick, SumsFlyweight, SumsFlyweight> windows() {
        return tested;
    }

    /** Whether every store is still being checked. */
    boolean isAudited() {
        return audit.isOn();
    }

    void restore() {
        final byte[] snapshot = ArenaSnapshot.toBytes(arena);
        arena.close();
        arena = ArenaSnapshot.fromBytes(snapshot, ARENA_BYTES);
        create();
    }

    void onEvent(final long key, final long timeNs, final long price, final long quantity, final long watermarkNs) {
        tick.key(key).timeNs(timeNs).price(price).quantity(quantity);
        if (keyedByRecords) {
            tested.onEvent(pair.left(key * 31).right((int) key), timeNs, sequence++, tick, watermarkNs);
        } else {
            tested.onEvent(key, timeNs, sequence++, tick, watermarkNs);
        }
        audit.check();
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    @Override
    public void onResult(final SumsFlyweight result, final long timeNs) {
        final long[] sums = {
            result.count(),
            result.notional(),
            result.volume(),
            result.high(),
            result.low(),
            inOrder ? result.chain() : 0
        };
        out.add(NaiveSlidingWindows.line(result.key(), result.startNs(), sums, timeNs));
    }

    @Override
    public void onLate(final Tick event, final long timeNs, final long lateByNs, final long windowStartNs) {
        out.add("late " + event.timeNs() + " by " + lateByNs + " for " + windowStartNs);
    }

    @Override
    public void onPartlyLate(
            final Tick event, final long timeNs, final long lateByNs, final long firstStartNs, final long lastStartNs) {
        out.add("partly late " + event.timeNs() + " by " + lateByNs + " for " + firstStartNs + " to " + lastStartNs);
    }

    @Override
    public void onGap(final Tick event, final long timeNs) {
        throw new AssertionError("gap " + timeNs);
    }

    @Override
    public void onUnrepresentable(final Tick event, final long timeNs) {
        out.add("unrepresentable " + event.timeNs());
    }

    @Override
    public void close() {
        arena.close();
    }
}
