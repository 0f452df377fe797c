package io.millrace.engine.operator;

import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.record.Flyweight;
import io.millrace.windowing.MissedEventHandler;
import io.millrace.windowing.ResultHandler;
import io.millrace.windowing.Window;
import io.millrace.windowing.pane.PaneWindows;

/** An aggregate over windows, by keys that are records. */
@PerInstance(packages = "io.millrace.windowing.pane")
public final class RecordWindowOperator extends TimedOperator
        implements ResultHandler<Flyweight>, MissedEventHandler<Object>, RecordOwner {
    private final RecordKeyFunction<Object, Object> key;
    private final OutRecord keyRecord;
    private final Failures failures;
    private final Step step;
    private final EventClock clock;
    private final long missedBit;
    private final Operator late;
    private final Operator next;
    private final PaneWindows<Object, Flyweight, Flyweight> windows;
    private Flyweight lastResult;

    /**
     * Creates the operator.
     *
     * @param key takes the key of an event.
     * @param id stable id of its state.
     * @param spec what it computes.
     * @param place where in the stage it works.
     * @param failures what happens when a user function throws.
     * @param late takes events that are late for all windows.
     * @param next takes the results.
     */
    public RecordWindowOperator(
            final RecordKey key,
            final String id,
            final WindowSpec spec,
            final StagePlace place,
            final Failures failures,
            final Operator late,
            final Operator next) {
        this.key = key.function();
        this.keyRecord = new OutRecord(key.type());
        this.failures = failures;
        this.step = place.step();
        this.clock = place.clock();
        this.missedBit = place.missedBit();
        this.late = late;
        this.next = next;
        windows = new PaneWindows<>(place.arena(), id, key.type(), spec.windows(), spec.aggregate(), this, this);
    }

    @Override
    public void onEvent(final Flyweight event) {
        try {
            final Step at = step;
            final Flyweight taken = keyRecord.begin(0);
            key.keyOf(event, taken);
            windows.onEvent(taken, at.timeNs, at.sequence, event, clock.judgedNs());
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
        }
        clock.dueAt(windows.nextDueNs());
    }

    @Override
    public void onWatermark(final long watermarkNs) {
        windows.onWatermark(watermarkNs);
    }

    @Override
    public long nextDueNs() {
        return windows.nextDueNs();
    }

    @Override
    public long countOpen() {
        return windows.countOpen();
    }

    @Override
    public void onResult(final Flyweight result, final long timeNs) {
        if (lastResult != result) {
            lastResult = result;
        }
        final long eventTimeNs = step.timeNs;
        step.timeNs = timeNs;
        next.onEvent(result);
        step.timeNs = eventTimeNs;
    }

    @Override
    public void poison() {
        keyRecord.poison();
        if (lastResult != null) {
            OutRecord.poison(lastResult);
        }
    }

    @Override
    public void onFailure(final RuntimeException failure, final Window window) {
        failures.handle(failure, null);
    }

    @Override
    public void onLate(final Object event, final long timeNs, final long lateByNs, final long windowStartNs) {
        step.missed |= missedBit;
        step.missedWatermarkNs = clock.judgedNs();
        late.onEvent((Flyweight) event);
    }

    @Override
    public void onUnrepresentable(final Object event, final long timeNs) {
        step.unrepresentable = true;
        failures.reject();
    }
}
