package io.millrace.windowing.cell;

import io.millrace.state.Arena;
import io.millrace.state.ArenaSnapshot;
import io.millrace.windowing.GlobalWindow;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Windows;
import io.millrace.windowing.check.BarrierAudit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@link CellWindows} with their arena, their output as text, and a way to restore them from a snapshot of themselves.
 */
final class CellsUnderTest implements AutoCloseable, ResultHandler<TotalFlyweight>, MissedEventHandler<Tick> {
    static final long ARENA_BYTES = 1L << 28;

    private final NaiveCells.Setup setup;
    private final boolean ofElements;
    private final List<String> out = new ArrayList<>();
    private final TickFlyweight tick = new TickFlyweight();
    private final TickKeyFlyweight keyRecord = new TickKeyFlyweight();
    private Arena arena = new Arena(ARENA_BYTES);
    private BarrierAudit audit;
    private CellWindows<Tick> tested;
    private long sequence;
    private long processingNs = Long.MIN_VALUE;

    CellsUnderTest(final NaiveCells.Setup setup, final boolean ofElements) {
        this.setup = setup;
        this.ofElements = ofElements;
        tick.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(tick.sizeBytes())), 0);
        keyRecord.wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(keyRecord.sizeBytes())), 0);
        create();
    }

    private void create() {
        final CellPlan<Tick> plan = new CellPlan<>(
                setup.sizeNs == 0
                        ? GlobalWindow.INSTANCE
                        : Windows.sliding(setup.sizeNs, setup.slideNs).withOffset(setup.offsetNs),
                setup.trigger,
                setup.latenessNs,
                setup.discarding,
                () -> processingNs);
        final io.millrace.record.RecordType<?, ?> keyType = setup.keyedByRecords ? TickKeyFlyweight.TYPE : null;
        tested = ofElements
                ? CellWindows.collecting(
                        arena, "cells", keyType, plan, TickTotals.ofElements(Integer.MAX_VALUE), this, this)
                : CellWindows.aggregating(arena, "cells", keyType, plan, new TickTotals(), this, this);
        audit = new BarrierAudit(arena);
    }

    Arena arena() {
        return arena;
    }

    CellWindows<Tick> windows() {
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

    Tick tick(final long key, final long timeNs, final long value) {
        return tick.key(key).timeNs(timeNs).value(value);
    }

    void onEvent(
            final long key, final long timeNs, final long value, final long watermarkNs, final long newProcessingNs) {
        processingNs = newProcessingNs;
        tick(key, timeNs, value);
        if (setup.keyedByRecords) {
            tested.onEvent(keyRecord.left(key * 31).right((int) key), timeNs, sequence++, tick, watermarkNs);
        } else {
            tested.onEvent(key, timeNs, sequence++, tick, watermarkNs);
        }
        audit.check();
    }

    void onWatermark(final long watermarkNs) {
        if (watermarkNs >= tested.nextDueNs()) {
            tested.onWatermark(watermarkNs);
        }
        audit.check();
    }

    void onProcessingTime(final long nowNs) {
        processingNs = nowNs;
        if (nowNs >= tested.nextProcessingDueNs()) {
            tested.onProcessingTime(nowNs);
        }
        audit.check();
    }

    List<String> takeOutput() {
        final List<String> taken = new ArrayList<>(out);
        out.clear();
        return taken;
    }

    @Override
    public void onResult(final TotalFlyweight total, final long timeNs) {
        final long[] totals = {total.count(), total.sum(), total.last()};
        final long[] firing = {total.firedBefore(), total.dropped() ? 1 : 0, timeNs};
        out.add(NaiveCells.line(total.key(), total.startNs(), total.endNs(), totals, firing));
    }

    @Override
    public void onLate(final Tick event, final long timeNs, final long lateByNs, final long windowStartNs) {
        out.add("late " + timeNs + " by " + lateByNs + " for " + windowStartNs);
    }

    @Override
    public void onPartlyLate(
            final Tick event, final long timeNs, final long lateByNs, final long firstStartNs, final long lastStartNs) {
        out.add("partly late " + timeNs + " by " + lateByNs + " for " + firstStartNs + " to " + lastStartNs);
    }

    @Override
    public void onGap(final Tick event, final long timeNs) {
        out.add("gap " + timeNs);
    }

    @Override
    public void onUnrepresentable(final Tick event, final long timeNs) {
        out.add("unrepresentable " + timeNs);
    }

    @Override
    public void close() {
        arena.close();
    }
}
