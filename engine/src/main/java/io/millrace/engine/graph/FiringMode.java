package io.millrace.engine.graph;

/** What becomes of a window's contents when it has a result and may have another one. */
public enum FiringMode {
    /** They stay: the next result has them, too. */
    ACCUMULATING,

    /** They go: the next result is of what came since. */
    DISCARDING
}
