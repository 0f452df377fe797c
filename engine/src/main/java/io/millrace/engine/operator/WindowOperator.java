package io.millrace.engine.operator;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import io.millrace.windowing.KeyedWindows;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.OpenWindowVisitor;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;

/**
 * A computation over windows. What takes the key of an event is a subclass, so that the call of the windows is direct.
 * This class is copied along with it.
 */
@PerInstance
abstract class WindowOperator extends TimedOperator
        implements ResultHandler<Flyweight>, MissedEventHandler<Object>, RecordOwner {
    final Step step;
    final EventClock clock;
    final Failures failures;
    final KeyedWindows<Object> windows;
    private final LateLedger ledger;
    private final long missedBit;
    private final long sizeNs;
    private final long slideNs;
    private final Operator late;
    private final Operator next;
    private final Operator retractions;
    private Flyweight lastResult;

    /**
     * Creates what does not depend on the kind of key.
     *
     * @param keyType type of the keys; {@code null} where they are numbers.
     * @param spec its windows.
     * @param place where in the stage it works.
     * @param failures what happens when a user function throws.
     * @param ports where what leaves it goes.
     */
    WindowOperator(
            final RecordType<?, ?> keyType,
            final WindowSpec spec,
            final StagePlace place,
            final Failures failures,
            final WindowPorts ports) {
        this.step = place.step();
        this.clock = place.clock();
        this.failures = failures;
        this.ledger = place.ledger();
        this.missedBit = place.missedBit();
        sizeNs = spec.sizeNs();
        slideNs = spec.slideNs();
        this.late = ports.late();
        this.next = ports.results();
        this.retractions = ports.retractions();
        windows = spec.windows().open(place.arena(), spec.id(), keyType, this, this);
    }

    /** An event may have opened windows: sees to it that they are called. */
    final void expect() {
        clock.dueAt(windows.nextDueNs());
        final long dueNs = windows.nextProcessingDueNs();
        if (dueNs < step.processingDueNs) {
            step.processingDueNs = dueNs;
        }
    }

    @Override
    public final void onWatermark(final long watermarkNs) {
        windows.onWatermark(watermarkNs, Math.max(watermarkNs, clock.watermarkNs()));
        step.processingDueNs = Math.min(step.processingDueNs, windows.nextProcessingDueNs());
    }

    @Override
    public final boolean waitsForEnd() {
        return windows.waitsForEnd();
    }

    @Override
    public final long nextDueNs() {
        return windows.nextDueNs();
    }

    @Override
    public final void onProcessingTime(final long processingNs) {
        windows.onProcessingTime(processingNs);
    }

    @Override
    public final long nextProcessingDueNs() {
        return windows.nextProcessingDueNs();
    }

    @Override
    public final boolean visitOpen(final OpenWindowVisitor visitor) {
        return windows.visitOpen(visitor);
    }

    @Override
    public final long unfired() {
        return windows.unfired();
    }

    @Override
    public final long countOpen() {
        return windows.countOpen();
    }

    @Override
    public final void onResult(final Flyweight result, final long timeNs) {
        handOn(result, timeNs, next);
    }

    @Override
    public final void onRetraction(final Flyweight retracted, final long timeNs) {
        handOn(retracted, timeNs, retractions);
    }

    private void handOn(final Flyweight result, final long timeNs, final Operator to) {
        if (lastResult != result) {
            lastResult = result;
        }
        // What operators behind this one go without is the result, not the step's event, which may even be over.
        final Step at = step;
        final long eventTimeNs = at.timeNs;
        final long eventMissed = at.missed;
        final long eventMissedWatermarkNs = at.missedWatermarkNs;
        final boolean eventUnrepresentable = at.unrepresentable;
        at.timeNs = timeNs;
        at.missed = 0;
        to.onEvent(result);
        if (at.missed != 0) {
            ledger.onMissedBehind(failures.operator(), at, result, timeNs);
        }
        at.timeNs = eventTimeNs;
        at.missed = eventMissed;
        at.missedWatermarkNs = eventMissedWatermarkNs;
        at.unrepresentable = eventUnrepresentable;
    }

    @Override
    public void poison() {
        if (lastResult != null) {
            OutRecord.poison(lastResult);
        }
    }

    @Override
    public final void onFailure(final RuntimeException failure, final Window window) {
        failures.handle(failure, window);
    }

    @Override
    public final void onLate(final Object event, final long timeNs, final long lateByNs, final long windowStartNs) {
        missed(missedWindows(timeNs, windowStartNs), windowStartNs);
        late.onEvent((Flyweight) event);
    }

    @Override
    public final void onPartlyLate(
            final Object event,
            final long timeNs,
            final long lateByNs,
            final long firstStartNs,
            final long lastStartNs) {
        missed(slideNs == 0 ? 1 : (lastStartNs - firstStartNs) / slideNs + 1, lastStartNs);
        step.missedPartly |= missedBit;
    }

    /** How many windows hold a time, of which this is the start of the last one. */
    private long missedWindows(final long timeNs, final long lastStartNs) {
        return slideNs == 0 ? 1 : (sizeNs - 1 - (timeNs - lastStartNs)) / slideNs + 1;
    }

    private void missed(final long windowsMissed, final long lastStartNs) {
        step.missed |= missedBit;
        step.missedPartly &= ~missedBit;
        step.missedWatermarkNs = clock.judgedNs();
        final int number = Long.numberOfTrailingZeros(missedBit);
        step.missedWindows[number] = windowsMissed;
        step.missedStartsNs[number] = lastStartNs;
    }

    @Override
    public final void onGap(final Object event, final long timeNs) {
        step.inGaps++;
    }

    @Override
    public final void onUnrepresentable(final Object event, final long timeNs) {
        step.unrepresentable = true;
        failures.reject();
    }
}
