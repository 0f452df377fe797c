package io.millrace.engine.operator;

import io.millrace.record.Flyweight;

/** Where events go that nobody asked for. */
public final class NoOperator extends Operator {
    /** Creates the operator. */
    public NoOperator() {}

    @Override
    public void onEvent(final Flyweight event) {
        // Nobody listens to this output.
    }
}
