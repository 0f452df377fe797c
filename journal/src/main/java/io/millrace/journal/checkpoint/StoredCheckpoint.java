package io.millrace.journal.checkpoint;

import org.agrona.DirectBuffer;

/**
 * A checkpoint that is read. It was checked when it was opened, from its first byte to its last.
 *
 * <p><b>Not thread-safe</b>: one thread. What is shown holds until it is closed.
 */
public interface StoredCheckpoint extends AutoCloseable {
    /**
     * What is stored.
     *
     * @return the same at each call.
     */
    CheckpointInfo info();

    /**
     * Hands over all sections, in the order they were written. A section may come in several pieces.
     *
     * @param reader takes them.
     */
    void forEachPiece(PieceReader reader);

    @Override
    void close();

    /** Takes the pieces of the sections. */
    @FunctionalInterface
    interface PieceReader {
        /**
         * A piece of a section.
         *
         * @param section which section, counted from 0.
         * @param id its id.
         * @param bytes what holds the piece; to be read only.
         * @param offset where it starts.
         * @param length its bytes; an empty section comes as one piece of length 0.
         */
        void piece(int section, int id, DirectBuffer bytes, int offset, int length);
    }
}
