package io.millrace.state;

import java.util.Locale;

/** What a state keeps for a key. */
public enum StateKind {
    /** One record. */
    VALUE,
    /** The last few records. */
    LIST,
    /** Records by keys of their own. */
    MAP,
    /** One record, into which others of its kind are reduced. */
    REDUCING,
    /** One accumulator, to which inputs are added. */
    AGGREGATING;

    /** The kind as it stands in the catalogue of roots. */
    String word() {
        return name().toLowerCase(Locale.ROOT) + "-state";
    }
}
