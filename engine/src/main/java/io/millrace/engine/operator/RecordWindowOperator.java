package io.millrace.engine.operator;

import io.millrace.engine.function.RecordKeyFunction;
import io.millrace.record.Flyweight;

/** A computation over windows, by keys that are records. */
@PerInstance
public final class RecordWindowOperator extends WindowOperator {
    private final RecordKeyFunction<Object, Object> key;
    private final OutRecord keyRecord;

    /**
     * Creates the operator.
     *
     * @param key takes the key of an event.
     * @param spec its windows.
     * @param place where in the stage it works.
     * @param failures what happens when a user function throws.
     * @param ports where what leaves it goes.
     */
    public RecordWindowOperator(
            final RecordKey key,
            final WindowSpec spec,
            final StagePlace place,
            final Failures failures,
            final WindowPorts ports) {
        super(key.type(), spec, place, failures, ports);
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
        expect();
    }

    @Override
    public void poison() {
        keyRecord.poison();
        super.poison();
    }
}
