package io.millrace.engine.ring;

import io.millrace.engine.operator.BoundaryEntry;
import io.millrace.engine.operator.EventClock;
import io.millrace.engine.operator.Operator;
import io.millrace.engine.operator.Step;
import io.millrace.engine.operator.TickPort;
import io.millrace.engine.sink.SymbolText;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.record.Flyweight;
import java.util.function.IntSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The end of a stage: puts records into the ring of the next one, each behind its event time.
 *
 * <p>The watermark goes along lazily: before a record, if it has risen since, so that the next stage judges the record
 * by the same watermark as this one would; and at the end of a batch. So do symbols that the next stage has not seen.
 *
 * <p><b>Used on the thread of the stage that the records leave.</b>
 */
public final class BoundaryOperator extends Operator implements TickPort {
    private static final int ONLY_ENTRY = 0;

    private final SlotRing ring;
    private final UnsafeBuffer slots;
    private final RingProducer producer;
    private final int recordBytes;
    private final Step step;
    private final EventClock clock;
    private SymbolText symbols;
    private IntSupplier symbolCount = () -> 0;
    private int sentSymbols;
    private boolean sentEnding;
    private long sentWatermarkNs = Long.MIN_VALUE;
    private long intendedNs;
    private long ingressNs = Long.MIN_VALUE;
    private long sequence = -1;

    /**
     * Creates the operator.
     *
     * @param ring a ring of one producer: the next stage's.
     * @param recordBytes size of the records, in bytes.
     * @param step the step of the stage that they leave.
     * @param clock the clock of that stage at its end.
     * @param idle waits for room; not shared with another thread.
     */
    public BoundaryOperator(
            final SlotRing ring,
            final int recordBytes,
            final Step step,
            final EventClock clock,
            final IdleStrategy idle) {
        this.ring = ring;
        this.recordBytes = recordBytes;
        this.step = step;
        this.clock = clock;
        slots = ring.slots;
        producer = ring.newProducer(idle);
    }

    /**
     * Gives the operator the symbols of its stage. Call it once, before the first record.
     *
     * @param text their texts.
     * @param count how many there are.
     */
    public void attach(final SymbolText text, final IntSupplier count) {
        symbols = text;
        symbolCount = count;
    }

    /**
     * Says when the event was planned of which the next records come.
     *
     * @param plannedNs nanoseconds of the run's clock; 0 if unknown.
     */
    public void intendedNs(final long plannedNs) {
        intendedNs = plannedNs;
    }

    @Override
    public void onEvent(final Flyweight event) {
        sendTimes();
        if (symbolCount.getAsInt() != sentSymbols) {
            sendSymbols();
        }
        sequence = step.sequence;
        ingressNs = step.ingressNs;
        final int slot = producer.claim(true);
        SlotLayout.putHeader(slots, slot, SlotLayout.EVENT, ONLY_ENTRY, ingressNs);
        producer.intend(intendedNs);
        BoundaryEntry.put(slots, slot, step.timeNs, sequence);
        slots.putBytes(
                slot + SlotLayout.RECORD_OFFSET + BoundaryEntry.CAUSE_BYTES,
                event.buffer(),
                event.offset(),
                recordBytes);
        producer.publish();
    }

    private void sendTimes() {
        if (clock.isEnding() && !sentEnding) {
            sentEnding = true;
            mark(SlotLayout.ENDING, 0);
        }
        final long judgedNs = clock.judgedNs();
        if (judgedNs > sentWatermarkNs) {
            sendWatermark(judgedNs);
        }
    }

    @Override
    public void onTick() {
        sendTimes();
        sequence = step.sequence;
        ingressNs = step.ingressNs;
        mark(SlotLayout.TICK, 0);
    }

    @Override
    public void onInputEnding() {
        sendTimes();
    }

    @Override
    public void onInputEnded() {
        // The next stage learns of it by the end of its input.
    }

    /** Hands over the watermark, and makes everything visible. Call it when the stage has worked on a batch. */
    public void endBatch() {
        final long watermarkNs = clock.watermarkNs();
        if (watermarkNs > sentWatermarkNs) {
            sendWatermark(watermarkNs);
        }
        producer.flush();
    }

    /** Ends the next stage's input. Call it at most once, when that of this stage has ended. */
    public void endOfInput() {
        mark(SlotLayout.END, 0);
        producer.flush();
    }

    /**
     * The ring that the records go into.
     *
     * @return the ring.
     */
    public SlotRing ring() {
        return ring;
    }

    private void sendWatermark(final long watermarkNs) {
        sentWatermarkNs = watermarkNs;
        mark(SlotLayout.WATERMARK, watermarkNs);
    }

    private void sendSymbols() {
        while (sentSymbols < symbolCount.getAsInt()) {
            final int slot = producer.claim(true);
            SlotLayout.putSymbol(slots, slot, ONLY_ENTRY, ingressNs, sentSymbols, symbols.textOf(sentSymbols));
            producer.publish();
            sentSymbols++;
        }
    }

    /**
     * A slot says which event caused it: its sequence and ingress time are those of the event. A mark bears those of
     * the record before it, so that it does not matter when marks are sent.
     */
    private void mark(final byte kind, final long value) {
        final int slot = producer.claim(true);
        SlotLayout.putMark(slots, slot, kind, ONLY_ENTRY, ingressNs, value);
        BoundaryEntry.put(slots, slot, value, sequence);
        producer.publish();
    }
}
