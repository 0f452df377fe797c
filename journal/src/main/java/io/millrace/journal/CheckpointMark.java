package io.millrace.journal;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What the journal says of a checkpoint that was stored.
 *
 * <pre>
 *   0  long  the checkpoint's id
 *   8  long  the position up to which it holds everything
 *  16  long  the digest of its state
 * </pre>
 *
 * <p>Thread-safe: immutable.
 *
 * @param id the checkpoint's id.
 * @param position the position of the first slot that is not in the checkpoint.
 * @param digest the digest of its state.
 */
public record CheckpointMark(long id, long position, long digest) {
    /** The bytes of a mark. */
    public static final int LENGTH = 24;

    /**
     * Reads the mark that an excerpt of kind {@link ExcerptKind#CHECKPOINT} holds.
     *
     * @param excerpt the excerpt.
     * @return the mark.
     */
    public static CheckpointMark of(final Excerpt excerpt) {
        final DirectBuffer bytes = excerpt.payload();
        final int at = excerpt.payloadOffset();
        return new CheckpointMark(
                bytes.getLong(at, ByteOrder.LITTLE_ENDIAN),
                bytes.getLong(at + Long.BYTES, ByteOrder.LITTLE_ENDIAN),
                bytes.getLong(at + 2 * Long.BYTES, ByteOrder.LITTLE_ENDIAN));
    }

    /**
     * Writes the mark.
     *
     * @param buffer where to.
     * @param offset at which offset.
     */
    public void put(final MutableDirectBuffer buffer, final int offset) {
        buffer.putLong(offset, id, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + Long.BYTES, position, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + 2 * Long.BYTES, digest, ByteOrder.LITTLE_ENDIAN);
    }
}
