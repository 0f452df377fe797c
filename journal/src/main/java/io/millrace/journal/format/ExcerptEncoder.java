package io.millrace.journal.format;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes excerpts: one copy of the payload, one of the trailer, and the checksum over what then lies there.
 *
 * <p>Not thread-safe: one per writer. It allocates nothing.
 */
public final class ExcerptEncoder {
    private final Checksum checksum = new Checksum();

    /** Makes one. */
    public ExcerptEncoder() {}

    /**
     * Starts an excerpt: header, payload and, behind it, the trailer.
     *
     * @param target where to write; {@link ExcerptLayout#length} bytes from the offset on must be writable.
     * @param offset where the excerpt starts.
     * @param header what it is.
     * @param payload what holds the payload.
     * @param payloadOffset where it starts.
     * @param payloadLength its bytes.
     */
    public void begin(
            final MutableDirectBuffer target,
            final int offset,
            final ExcerptHeader header,
            final DirectBuffer payload,
            final int payloadOffset,
            final int payloadLength) {
        ExcerptLayout.putHeader(target, offset, header);
        target.putBytes(offset + ExcerptLayout.HEADER_LENGTH, payload, payloadOffset, payloadLength);
    }

    /**
     * Ends the excerpt that was begun: the trailer, the lengths and the checksum.
     *
     * @param target where to write.
     * @param offset where the excerpt starts.
     * @param payloadLength the payload's bytes.
     * @param trailer what holds the trailer; not read where its length is 0.
     * @param trailerOffset where it starts.
     * @param trailerLength its bytes.
     * @return the excerpt's length.
     */
    public int end(
            final MutableDirectBuffer target,
            final int offset,
            final int payloadLength,
            final DirectBuffer trailer,
            final int trailerOffset,
            final int trailerLength) {
        final int bodyEnd = ExcerptLayout.HEADER_LENGTH + payloadLength + trailerLength;
        final int length = ExcerptLayout.length(payloadLength, trailerLength);
        if (trailerLength > 0) {
            target.putBytes(offset + bodyEnd - trailerLength, trailer, trailerOffset, trailerLength);
        }
        for (int i = bodyEnd; i < length; i++) {
            target.putByte(offset + i, (byte) 0);
        }
        ExcerptLayout.putLengths(target, offset, payloadLength, trailerLength);
        final int crc =
                checksum.of(target, offset + ExcerptLayout.CHECKED_OFFSET, length - ExcerptLayout.CHECKED_OFFSET);
        ExcerptLayout.putChecksum(target, offset, crc);
        return length;
    }
}
