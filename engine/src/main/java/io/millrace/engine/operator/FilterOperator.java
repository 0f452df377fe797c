package io.millrace.engine.operator;

import io.millrace.engine.function.FilterFunction;
import io.millrace.record.Flyweight;

/** Lets through what a function accepts. */
@PerInstance
public final class FilterOperator extends Operator {
    private final FilterFunction<Object> function;
    private final Failures failures;
    private final Operator next;

    /**
     * Creates the operator.
     *
     * @param function the user's function.
     * @param failures what happens when it throws.
     * @param next takes what is let through.
     */
    public FilterOperator(final FilterFunction<Object> function, final Failures failures, final Operator next) {
        this.function = function;
        this.failures = failures;
        this.next = next;
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
            next.onEvent(event);
        }
    }
}
