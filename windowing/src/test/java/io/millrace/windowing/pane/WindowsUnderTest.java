package io.millrace.windowing.pane;

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

/** {@link PaneWindows} with its arena, its output as text, and a way to restore it from a snapshot of itself. */
final class WindowsUnderTest implements AutoCloseable, ResultHandler<BarFlyweight>, MissedEventHandler<Trade> {
    static final long ARENA_BYTES = 1L << 28;

    private final Windows windows;
    private final boolean keyedByRecords;
    private final List<String> out = new ArrayList<>();
    private final TradeFlyweight trade = new TradeFlyweight();
    private final PairKeyFlyweight pair = new PairKeyFlyweight();
    private Arena arena = new Arena(ARENA_BYTES);
    private BarrierAudit audit;
    private PaneWindows<Trade, StatsFlyweight, BarFlyweight> tested;
    private long sequence;

    WindowsUnderTest(final Windows windows, final boolean keyedByRecords) {
        this.windows = windows;
        this.keyedByRecords = keyedByRecords;
        trade.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(trade.sizeBytes())), 0);
        pair.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(pair.sizeBytes())), 0);
        create();
    }

    private void create() {
        tested = new PaneWindows<>(
                arena,
                "windows",
                keyedByRecords ? PairKeyFlyweight.TYPE : null,
                windows,
                new TradeStats(keyedByRecords),
                this,
                this);
        audit = new BarrierAudit(arena);
    }

    Arena arena() {
        return arena;
    }

    PaneWindows<Trade, StatsFlyweight, BarFlyweight> windows() {
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
        trade.key(key).timeNs(timeNs).price(price).quantity(quantity);
        if (keyedByRecords) {
            tested.onEvent(pair.left(key * 31).right((int) key), timeNs, sequence++, trade, watermarkNs);
        } else {
            tested.onEvent(key, timeNs, sequence++, trade, watermarkNs);
        }
        audit.check();
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    @Override
    public void onResult(final BarFlyweight bar, final long timeNs) {
        final long[] sums = {bar.count(), bar.notional(), bar.volume(), bar.high(), bar.low()};
        out.add(NaiveWindows.line(bar.key(), bar.startNs(), sums, timeNs));
    }

    @Override
    public void onLate(final Trade event, final long timeNs, final long lateByNs, final long windowStartNs) {
        out.add("late " + event.timeNs() + " by " + lateByNs + " for " + windowStartNs);
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
        out.add("gap " + timeNs);
    }

    @Override
    public void onUnrepresentable(final Trade event, final long timeNs) {
        out.add("unrepresentable " + event.timeNs());
    }

    @Override
    public void close() {
        arena.close();
    }
}
