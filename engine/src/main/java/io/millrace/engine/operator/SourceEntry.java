package io.millrace.engine.operator;

import io.millrace.engine.explain.SourceExplanation;
import io.millrace.engine.slot.SlotLayout;
import io.millrace.record.Flyweight;
import io.millrace.windowing.watermark.WatermarkGenerator;
import org.agrona.concurrent.UnsafeBuffer;

/** The entry of a source's events. */
@PerInstance
public final class SourceEntry extends Entry {
    /** The largest watermark that is not the end of the input. */
    private static final long LATEST_NS = Long.MAX_VALUE - 1;

    private final Flyweight event;
    private final int eventTimeOffset;
    private final Step step;
    private final WatermarkGenerator generator;
    private final SourceTime time;
    private final EventClock onlyClock;
    private final LateLedger ledger;
    private final Operator next;
    private final Failures failures;

    /**
     * Creates the entry.
     *
     * @param event flyweight to read the events with.
     * @param step the stage's step.
     * @param generator turns event times into the source's watermark.
     * @param time moves the clocks that the source is part of.
     * @param ledger is told of events that a window went without.
     * @param next takes the events.
     * @param failures what happens when the generator throws.
     */
    public SourceEntry(
            final Flyweight event,
            final Step step,
            final WatermarkGenerator generator,
            final SourceTime time,
            final LateLedger ledger,
            final Operator next,
            final Failures failures) {
        this.event = event;
        this.eventTimeOffset = event.type().eventTimeOffset();
        this.step = step;
        this.generator = generator;
        this.time = time;
        this.onlyClock = time.onlyClock();
        this.ledger = ledger;
        this.next = next;
        this.failures = failures;
    }

    @Override
    public void onMark(final UnsafeBuffer slots, final int slot) {
        step.sequence++;
    }

    @Override
    public void onEvent(final UnsafeBuffer slots, final int slot) {
        final long timeNs = SlotLayout.recordLong(slots, slot, eventTimeOffset);
        event.wrap(slots, slot + SlotLayout.RECORD_OFFSET);
        step.timeNs = timeNs;
        if (time.isIdle()) {
            time.goActive();
        }
        next.onEvent(event);
        if (step.missed != 0) {
            ledger.onMissed(event, timeNs);
        }
        if (step.unrepresentable) {
            // A time at an end of the axis would carry the watermark away for good: the event is rejected alone.
            step.unrepresentable = false;
            return;
        }
        final long watermarkNs = watermarkOf(timeNs);
        time.risesTo(watermarkNs, step);
        if (onlyClock != null) {
            onlyClock.advance(watermarkNs);
        } else {
            time.advance(watermarkNs);
        }
    }

    private long watermarkOf(final long timeNs) {
        try {
            return Math.min(LATEST_NS, generator.onEvent(timeNs, step.ingressNs, event));
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
            return Long.MIN_VALUE;
        }
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        final long raisedNs;
        try {
            raisedNs = Math.min(LATEST_NS, generator.onWatermark(watermarkNs));
        } catch (final RuntimeException | Error e) {
            failures.handle(e, (Flyweight) null);
            return;
        }
        time.risesTo(raisedNs, step);
        time.advance(raisedNs);
    }

    @Override
    public void onTick(final long ingressNs) {
        final long raisedNs;
        try {
            raisedNs = Math.min(LATEST_NS, generator.onTick(ingressNs));
        } catch (final RuntimeException | Error e) {
            failures.handle(e, (Flyweight) null);
            return;
        }
        time.risesTo(raisedNs, step);
        time.advance(raisedNs);
    }

    @Override
    public long nextTickNs() {
        return generator.nextTickNs();
    }

    @Override
    public SourceExplanation explain(final String name) {
        return time.explain(name, generator.watermarkNs(), generator.raisedByTimeNs());
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
