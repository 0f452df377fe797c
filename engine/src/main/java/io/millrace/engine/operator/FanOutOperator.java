package io.millrace.engine.operator;

import io.millrace.record.Flyweight;

/** Sends every event two ways, one after the other. More ways are a chain of these. */
@PerInstance
public final class FanOutOperator extends Operator {
    private final Operator first;
    private final Operator second;

    /**
     * Creates the operator.
     *
     * @param first takes each event first.
     * @param second takes it when the first has run to completion.
     */
    public FanOutOperator(final Operator first, final Operator second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void onEvent(final Flyweight event) {
        first.onEvent(event);
        second.onEvent(event);
    }
}
