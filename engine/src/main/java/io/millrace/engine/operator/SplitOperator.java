package io.millrace.engine.operator;

import io.millrace.engine.function.FilterFunction;
import io.millrace.record.Flyweight;

/** Sends what a function accepts one way, and the rest another. */
@PerInstance
public final class SplitOperator extends Operator {
    private final FilterFunction<Object> function;
    private final Failures failures;
    private final Operator matching;
    private final Operator rest;

    /**
     * Creates the operator.
     *
     * @param function the user's function.
     * @param failures what happens when it throws.
     * @param matching takes what it accepts.
     * @param rest takes the rest.
     */
    public SplitOperator(
            final FilterFunction<Object> function,
            final Failures failures,
            final Operator matching,
            final Operator rest) {
        this.function = function;
        this.failures = failures;
        this.matching = matching;
        this.rest = rest;
    }

    @Override
    public void onEvent(final Flyweight event) {
        final boolean accepted;
        try {
            accepted = function.test(event);
        } catch (final RuntimeException | Error e) {
            failures.handle(e, event);
            return;
        }
        if (accepted) {
            matching.onEvent(event);
        } else {
            rest.onEvent(event);
        }
    }
}
