package io.millrace.windowing.join;

/** What happens to events without a partner. */
public enum JoinKind {
    /** They have no result. */
    INNER,

    /** Left ones have a result without a right event. */
    LEFT,

    /** Those of both sides have a result without the other. */
    FULL
}
