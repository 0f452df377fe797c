package io.millrace.engine.operator;

import io.millrace.engine.function.MapFunction;
import io.millrace.record.Flyweight;

/** Makes one record of each event. */
@PerInstance
public final class MapOperator extends Operator {
    private final MapFunction<Object, Object> function;
    private final Failures failures;
    private final Step step;
    private final OutRecord out;
    private final Operator next;

    /**
     * Creates the operator.
     *
     * @param function the user's function.
     * @param failures what happens when it throws.
     * @param step the stage's step.
     * @param out the record that the function writes.
     * @param next takes the records made.
     */
    public MapOperator(
            final MapFunction<Object, Object> function,
            final Failures failures,
            final Step step,
            final OutRecord out,
            final Operator next) {
        this.function = function;
        this.failures = failures;
        this.step = step;
        this.out = out;
        this.next = next;
    }

    @Override
    public void onEvent(final Flyweight event) {
        final long timeNs = step.timeNs;
        final Flyweight made = out.begin(timeNs);
        try {
            function.map(event, made);
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
            return;
        }
        step.timeNs = out.timeNs(timeNs);
        next.onEvent(made);
        step.timeNs = timeNs;
    }
}
