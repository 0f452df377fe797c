package io.millrace.engine.operator;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.record.Flyweight;

/** An aggregate over windows, by keys that are numbers. */
@PerInstance
public final class LongWindowOperator extends WindowOperator {
    private final LongKeyFunction<Object> key;

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
    public LongWindowOperator(
            final LongKeyFunction<Object> key,
            final String id,
            final WindowSpec spec,
            final StagePlace place,
            final Failures failures,
            final Operator late,
            final Operator next) {
        super(null, id, spec, place, failures, late, next);
        this.key = key;
    }

    @Override
    public void onEvent(final Flyweight event) {
        try {
            final Step at = step;
            windows.onEvent(key.keyOf(event), at.timeNs, at.sequence, event, clock.judgedNs());
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
        }
        clock.dueAt(windows.nextDueNs());
    }
}
