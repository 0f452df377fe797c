package io.millrace.windowing.join;

/**
 * Declares a lookup: every left event with an entry of reference data, at once.
 *
 * @param historyNs {@link #LATEST} for the entry that arrived last; else the entry with the largest time at or before
 *     the left event's of those that have arrived, and how far the watermark may be ahead of left events and entries,
 *     in nanoseconds.
 * @param deletion which records take an entry away; null if none does.
 */
public record LookupSpec(long historyNs, DeletionPredicate<?> deletion) implements JoinSpec {
    /** In place of a history: the entry that arrived last. */
    public static final long LATEST = -1;

    /**
     * Checks the declaration.
     *
     * @throws IllegalArgumentException if the history is negative.
     */
    public LookupSpec {
        if (historyNs < LATEST) {
            throw new IllegalArgumentException("history must not be negative: " + historyNs + " ns");
        }
    }

    @Override
    public boolean needsWatermarks() {
        return historyNs != LATEST;
    }

    @Override
    public String toString() {
        return historyNs == LATEST ? "lookup of the latest" : "lookup by event time, history " + historyNs + " ns";
    }
}
