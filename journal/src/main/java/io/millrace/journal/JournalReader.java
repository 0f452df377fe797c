package io.millrace.journal;

/**
 * Reads excerpts in order, each checked before it is shown. It never waits and never leaves anything out: where the
 * next excerpt is damaged or missing, it throws, again at every call.
 *
 * <p>Excerpts of an epoch come after the epoch's own: where the reader starts inside an epoch, the epoch's excerpt is
 * shown first, and then those that were asked for. It is shown once.
 *
 * <p><b>Not thread-safe</b>: one thread. Reading allocates nothing, except when a file ends.
 */
public interface JournalReader extends AutoCloseable {
    /**
     * Moves to the next excerpt.
     *
     * @return whether there is one; false at the end, where a later call may find what was appended meanwhile.
     * @throws JournalDamagedException if the next excerpt is damaged or missing.
     * @throws JournalException if it was written by another version of the format.
     */
    boolean next();

    /**
     * The excerpt that {@link #next()} moved to.
     *
     * @return always the same view; what it shows holds until the next call of {@link #next()} or {@link #close()}.
     */
    Excerpt excerpt();

    /**
     * The position after the excerpts that were shown.
     *
     * @return the position of the slot that is read next.
     */
    long position();

    @Override
    void close();
}
