package io.millrace.journal.checkpoint;

import io.millrace.journal.JournalException;
import org.agrona.DirectBuffer;

/**
 * Writes one checkpoint: sections in order, each with an id and as many bytes as it likes, then {@link #commit}.
 *
 * <p><b>Not thread-safe</b>: one thread. Closing before the commit leaves nothing.
 */
public interface CheckpointWriter extends AutoCloseable {
    /**
     * Begins a section, and ends the one before.
     *
     * @param id what it is; at least 0; sections may have the same id.
     * @throws JournalException if it cannot be written.
     */
    void beginSection(int id);

    /**
     * Adds bytes to the section that was begun last.
     *
     * @param bytes what holds them.
     * @param offset where they start.
     * @param length how many.
     * @throws JournalException if they cannot be written.
     */
    void write(DirectBuffer bytes, int offset, int length);

    /**
     * Stores the checkpoint: when this returns, it survives a power cut.
     *
     * @param stateDigest the digest of the state, or 0 where there is none.
     * @return what was stored.
     * @throws JournalException if it cannot be stored; what was stored before stays.
     */
    CheckpointInfo commit(long stateDigest);

    @Override
    void close();
}
