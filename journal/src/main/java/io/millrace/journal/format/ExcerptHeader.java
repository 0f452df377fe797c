package io.millrace.journal.format;

/**
 * What is written before a payload, filled in anew for each excerpt.
 *
 * <p>Not thread-safe: one per writer.
 */
public final class ExcerptHeader {
    long ordinal;
    long firstPosition;
    int epoch;
    int count;
    int kind;

    /** Makes a header to be filled in. */
    public ExcerptHeader() {}

    /**
     * Sets where in the journal the excerpt stands.
     *
     * @param theOrdinal the number of the excerpt.
     * @param theEpoch the number of the epoch.
     * @return this.
     */
    public ExcerptHeader at(final long theOrdinal, final int theEpoch) {
        ordinal = theOrdinal;
        epoch = theEpoch;
        return this;
    }

    /**
     * Sets what the excerpt holds.
     *
     * @param theKind its kind.
     * @param theFirstPosition the position of its first slot.
     * @param theCount how many slots it holds.
     * @return this.
     */
    public ExcerptHeader holding(final int theKind, final long theFirstPosition, final int theCount) {
        kind = theKind;
        firstPosition = theFirstPosition;
        count = theCount;
        return this;
    }
}
