package io.millrace.engine.operator;

import io.millrace.engine.function.Collector;
import io.millrace.engine.function.FlatMapFunction;
import io.millrace.record.Flyweight;

/** Makes any number of records of each event. */
@PerInstance
public final class FlatMapOperator extends Operator implements Collector<Object> {
    private final FlatMapFunction<Object, Object> function;
    private final Failures failures;
    private final Step step;
    private final OutRecord out;
    private final Operator next;
    private long timeNs;
    private boolean begun;

    /**
     * Creates the operator.
     *
     * @param function the user's function.
     * @param failures what happens when it throws.
     * @param step the stage's step.
     * @param out the record that the function writes.
     * @param next takes the records made.
     */
    public FlatMapOperator(
            final FlatMapFunction<Object, Object> function,
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
        timeNs = step.timeNs;
        begun = false;
        try {
            function.flatMap(event, this);
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
        }
        step.timeNs = timeNs;
    }

    @Override
    public Object next() {
        begun = true;
        return out.begin(timeNs);
    }

    @Override
    public void emit() {
        if (!begun) {
            throw new IllegalStateException("emit() without next()");
        }
        begun = false;
        step.timeNs = out.timeNs(timeNs);
        next.onEvent(out.flyweight());
    }
}
