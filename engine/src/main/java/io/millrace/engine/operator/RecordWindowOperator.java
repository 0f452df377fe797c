package io.millrace.engine.operator;

import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.record.Flyweight;

/** An aggregate over windows, by keys that are records. */
@PerInstance
public final class RecordWindowOperator extends WindowOperator {
    private final RecordKeyFunction<Object, Object> key;
    private final OutRecord keyRecord;

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
        super(key.type(), id, spec, place, failures, late, next);
        this.key = key.function();
        this.keyRecord = new OutRecord(key.type());
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
    public void poison() {
        keyRecord.poison();
        super.poison();
    }
}
