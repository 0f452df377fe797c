package io.millrace.journal;

import java.util.Optional;

/**
 * A journal that is open, for writing by this process alone, or for reading only.
 *
 * <p><b>Thread-safe</b>, except where a method says otherwise.
 */
public interface Journal extends AutoCloseable {
    /**
     * The appending side.
     *
     * @return always the same.
     * @throws IllegalStateException if the journal is open for reading only.
     */
    JournalWriter writer();

    /**
     * A reader that starts at a position: with the excerpt that holds it, or the first without slots that stands there.
     *
     * @param position at least {@link #firstPosition()}, at most the end.
     * @return a new reader, to be closed by the caller.
     * @throws IllegalArgumentException if the journal does not hold the position.
     * @throws JournalDamagedException if what lies before it in the same file is damaged.
     */
    JournalReader reader(long position);

    /**
     * The position of the first slot that is still held.
     *
     * @return 0, unless old files were removed.
     */
    long firstPosition();

    /**
     * What was found when the journal was opened.
     *
     * @return always the same.
     */
    Opening opening();

    /**
     * The mark of the last checkpoint, found by reading backwards. It takes time.
     *
     * @return the mark, or empty if there is none.
     * @throws JournalDamagedException if what is read is damaged.
     */
    Optional<CheckpointMark> lastCheckpoint();

    /**
     * Reads everything and checks it. It takes time, and changes nothing.
     *
     * @return what was found.
     */
    Verification verify();

    /**
     * Removes whole files that hold only slots before a position. Some slots before it may stay.
     *
     * @param position the first position that must stay.
     * @return the position of the first slot that is still held.
     * @throws IllegalStateException if the journal is open for reading only.
     */
    long prune(long position);

    /**
     * Closes readers' files, writer and lock. What was appended is synced before, unless the policy is none. A second
     * call does nothing.
     *
     * @throws JournalSyncException if that sync fails; all else is closed then too.
     */
    @Override
    void close();
}
