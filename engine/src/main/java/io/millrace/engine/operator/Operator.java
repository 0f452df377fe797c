package io.millrace.engine.operator;

import io.millrace.record.Flyweight;

/** Something that takes events: one node of a fused chain. <b>Called on its stage's thread only.</b> */
public abstract class Operator {
    /** For the operators of this package and their copies. */
    protected Operator() {}

    /**
     * Takes one event to completion: when this returns, everything behind this operator has seen what came of it.
     *
     * @param event the event; its event time is in the stage's {@link Step}.
     */
    public abstract void onEvent(Flyweight event);
}
