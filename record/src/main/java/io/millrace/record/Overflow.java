package io.millrace.record;

/** What happens when a text is longer than its field. */
public enum Overflow {
    /** The setter throws {@link IllegalArgumentException} and the field keeps its value. */
    REJECT,

    /** The setter stores as many whole characters as fit. */
    TRUNCATE
}
