package io.millrace.engine.operator;

import io.millrace.engine.function.LongKeyFunction;
import io.millrace.record.Flyweight;

/** A computation over windows, by keys that are numbers. */
@PerInstance
public final class LongWindowOperator extends WindowOperator {
    private final LongKeyFunction<Object> key;

    /**
     * Creates the operator.
     *
     * @param key takes the key of an event.
     * @param spec its windows.
     * @param place where in the stage it works.
     * @param failures what happens when a user function throws.
     * @param ports where what leaves it goes.
     */
    public LongWindowOperator(
            final LongKeyFunction<Object> key,
            final WindowSpec spec,
            final StagePlace place,
            final Failures failures,
            final WindowPorts ports) {
        super(null, spec, place, failures, ports);
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
        expect();
    }
}
