package io.millrace.engine.operator;

import io.millrace.engine.explain.SourceExplanation;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.record.Flyweight;
import io.millrace.windowing.watermark.WatermarkGenerator;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** The entry of what another stage hands over: its records, each behind its event time, and its watermarks. */
@PerInstance
public final class BoundaryEntry extends Entry {
    /** Size of what lies in front of each record, in bytes: its event time, and the sequence of what caused it. */
    public static final int CAUSE_BYTES = 2 * Long.BYTES;

    private final Flyweight event;
    private final Step step;
    private final SourceTime time;
    private final LateLedger ledger;
    private final Operator next;

    /**
     * Creates the entry.
     *
     * @param event flyweight to read the records with.
     * @param step the stage's step.
     * @param time moves the stage's clocks.
     * @param ledger is told of records that a window went without.
     * @param next takes the records.
     */
    public BoundaryEntry(
            final Flyweight event,
            final Step step,
            final SourceTime time,
            final LateLedger ledger,
            final Operator next) {
        this.event = event;
        this.step = step;
        this.time = time;
        this.ledger = ledger;
        this.next = next;
    }

    /**
     * Writes what lies in front of a record; in a mark, its value and what caused it.
     *
     * @param slots the slots.
     * @param slot offset of the slot, in bytes.
     * @param timeNs event time of the record in nanoseconds since the epoch, or the mark's value.
     * @param sequence sequence of the slot that caused it, in the stage before.
     */
    public static void put(final UnsafeBuffer slots, final int slot, final long timeNs, final long sequence) {
        slots.putLong(slot + SlotLayout.RECORD_OFFSET, timeNs, ByteOrder.LITTLE_ENDIAN);
        slots.putLong(slot + SlotLayout.RECORD_OFFSET + Long.BYTES, sequence, ByteOrder.LITTLE_ENDIAN);
    }

    private static long sequence(final UnsafeBuffer slots, final int slot) {
        return SlotLayout.recordLong(slots, slot, Long.BYTES);
    }

    @Override
    public void onMark(final UnsafeBuffer slots, final int slot) {
        if (SlotLayout.kind(slots, slot) != SlotLayout.SYMBOL) {
            step.sequence = sequence(slots, slot);
        }
    }

    @Override
    public void onEvent(final UnsafeBuffer slots, final int slot) {
        final int record = slot + SlotLayout.RECORD_OFFSET;
        final long timeNs = SlotLayout.recordLong(slots, slot, 0);
        event.wrap(slots, record + CAUSE_BYTES);
        step.sequence = sequence(slots, slot);
        step.timeNs = timeNs;
        next.onEvent(event);
        if (step.missed != 0) {
            ledger.onMissed(event, timeNs);
        }
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        time.risesTo(watermarkNs, step);
        time.advance(watermarkNs);
    }

    @Override
    public SourceExplanation explain(final String name) {
        return time.explain(name, time.lastWatermarkNs(), WatermarkGenerator.NONE);
    }

    @Override
    public void onIdle() {
        time.goIdle();
    }

    @Override
    public void onActive() {
        time.goActive();
    }

    @Override
    public boolean hasEnded() {
        return time.hasEnded();
    }

    @Override
    public void onEnd() {
        time.end();
    }
}
