package io.millrace.engine.graph;

/** What an operator does when a user function throws. */
public enum ErrorPolicy {
    /** Stop the run with the operator, the sequence, the record and the cause. */
    STOP,

    /** Leave the event out at this operator, count it, and go on. */
    SKIP
}
