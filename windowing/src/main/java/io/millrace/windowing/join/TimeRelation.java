package io.millrace.windowing.join;

/** How the times of a left and a right event must lie for an as-of join to put them together. */
public enum TimeRelation {
    /** As they like: only for {@link AsOfMode#ARRIVAL}, and for the first answer of {@link AsOfMode#CORRECTED}. */
    ANY,

    /** The right one at the left one's time or before. */
    AT_OR_BEFORE,

    /** The right one before the left one's time. */
    BEFORE
}
