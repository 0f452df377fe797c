package io.millrace.engine.sink;

/** Whether what a sink stores must outlive the run. */
public enum Journaling {
    /** The run is not journaled: each run writes its results anew. */
    NONE,

    /** The run begins a journal: a later run may go on where this one stops. */
    BEGUN,

    /** The run goes on where an earlier one of the same journal stopped: what that one stored stays. */
    RESUMED
}
