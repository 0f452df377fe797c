package io.millrace.engine.operator;

import io.millrace.engine.explain.SourceExplanation;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.record.Flyweight;
import io.millrace.windowing.watermark.WatermarkGenerator;
import org.agrona.concurrent.UnsafeBuffer;

/** The entry of what another stage hands over: its records, each behind its event time, and its watermarks. */
@PerInstance
public final class BoundaryEntry extends Entry {
    /** Size of the event time in front of each record, in bytes. */
    public static final int TIME_BYTES = Long.BYTES;

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

    @Override
    public void onEvent(final UnsafeBuffer slots, final int slot) {
        final int record = slot + SlotLayout.RECORD_OFFSET;
        final long timeNs = SlotLayout.recordLong(slots, slot, 0);
        event.wrap(slots, record + TIME_BYTES);
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
    public void onEnd() {
        time.end();
    }
}
