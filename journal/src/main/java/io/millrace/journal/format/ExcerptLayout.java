package io.millrace.journal.format;

import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Where the fields of an excerpt lie. All numbers are little-endian.
 *
 * <pre>
 *   0  int    magic, "MRX1"
 *   4  int    CRC32C of everything from byte 8 to the end, padding included
 *   8  short  version of the format, 1
 *  10  short  length of this header, 52
 *  12  long   ordinal: the number of the excerpt, from 0 over the journal's whole life
 *  20  long   first position: the number of the first slot
 *  28  int    epoch
 *  32  int    count of slots: the excerpt covers [first position, first position + count)
 *  36  int    kind
 *  40  int    length of the payload
 *  44  int    length of the trailer
 *  48  int    reserved, 0
 *  52  payload, then trailer, then zeros up to a multiple of 8 (counted from 52)
 * </pre>
 *
 * <p>In a roll file four bytes stand before it, so an excerpt takes 56 bytes beside its payload and trailer, and its
 * longs and its payload are aligned to 8.
 *
 * <p>Thread-safe: constants and pure functions.
 */
public final class ExcerptLayout {
    /** The first four bytes, "MRX1" when read as text. */
    public static final int MAGIC = 0x31_58_52_4d;
    /** The version of the format that this code writes. */
    public static final short VERSION = 1;
    /** The bytes before the payload. */
    public static final int HEADER_LENGTH = 52;
    /** The largest number of bytes of payload and trailer together that the format can hold. */
    public static final int MAX_BODY_LENGTH = 1 << 29;

    /** Not an excerpt: the first four bytes are others. */
    public static final int NO_MAGIC = -1;
    /** The lengths in the header are impossible, or reach past the bytes there are. */
    public static final int BAD_LENGTH = -2;
    /** The checksum is another than that of the bytes. */
    public static final int BAD_CHECKSUM = -3;
    /** A whole excerpt, written by a version of the format that this code does not know. */
    public static final int OTHER_VERSION = -4;

    static final int CRC_OFFSET = 4;
    static final int CHECKED_OFFSET = 8;

    private static final int VERSION_OFFSET = 8;
    private static final int HEADER_LENGTH_OFFSET = 10;
    private static final int ORDINAL_OFFSET = 12;
    private static final int FIRST_POSITION_OFFSET = 20;
    private static final int EPOCH_OFFSET = 28;
    private static final int COUNT_OFFSET = 32;
    private static final int KIND_OFFSET = 36;
    private static final int PAYLOAD_LENGTH_OFFSET = 40;
    private static final int TRAILER_LENGTH_OFFSET = 44;
    private static final int RESERVED_OFFSET = 48;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private ExcerptLayout() {}

    /**
     * The bytes an excerpt takes, padding included.
     *
     * @param payloadLength bytes of payload.
     * @param trailerLength bytes of trailer.
     * @return header, payload, trailer and padding.
     */
    public static int length(final int payloadLength, final int trailerLength) {
        return HEADER_LENGTH + BitUtil.align(payloadLength + trailerLength, Long.BYTES);
    }

    /**
     * Looks whether a whole excerpt starts at an offset.
     *
     * @param buffer the bytes; must lie outside the heap.
     * @param offset where the excerpt would start.
     * @param limit where the readable bytes end.
     * @param checksum the caller's.
     * @return the excerpt's length, or one of {@link #NO_MAGIC}, {@link #BAD_LENGTH}, {@link #BAD_CHECKSUM},
     *     {@link #OTHER_VERSION}.
     */
    public static int check(final DirectBuffer buffer, final int offset, final int limit, final Checksum checksum) {
        if (limit - offset < HEADER_LENGTH || buffer.getInt(offset, ORDER) != MAGIC) {
            return NO_MAGIC;
        }
        final int payloadLength = payloadLength(buffer, offset);
        final int trailerLength = trailerLength(buffer, offset);
        if (payloadLength < 0
                || trailerLength < 0
                || payloadLength > MAX_BODY_LENGTH
                || trailerLength > MAX_BODY_LENGTH - payloadLength
                || length(payloadLength, trailerLength) > limit - offset) {
            return BAD_LENGTH;
        }
        final int length = length(payloadLength, trailerLength);
        final int crc = checksum.of(buffer, offset + CHECKED_OFFSET, length - CHECKED_OFFSET);
        if (crc != buffer.getInt(offset + CRC_OFFSET, ORDER)) {
            return BAD_CHECKSUM;
        }
        return buffer.getShort(offset + VERSION_OFFSET, ORDER) == VERSION
                        && buffer.getShort(offset + HEADER_LENGTH_OFFSET, ORDER) == HEADER_LENGTH
                ? length
                : OTHER_VERSION;
    }

    /**
     * In words, why no excerpt was found.
     *
     * @param status what {@link #check} gave.
     * @return a few words that follow "the excerpt …".
     */
    public static String describe(final int status) {
        return switch (status) {
            case NO_MAGIC -> "does not start with the magic number of an excerpt";
            case BAD_LENGTH -> "has impossible lengths, or is cut off";
            case BAD_CHECKSUM -> "has another checksum than its bytes";
            case OTHER_VERSION -> "was written by another version of the format";
            default -> "is whole";
        };
    }

    /**
     * The excerpt's number.
     *
     * @param buffer the bytes.
     * @param offset where the excerpt starts.
     * @return counted from 0 over the journal's whole life.
     */
    public static long ordinal(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + ORDINAL_OFFSET, ORDER);
    }

    /**
     * The position of the first slot.
     *
     * @param buffer the bytes.
     * @param offset where the excerpt starts.
     * @return the position.
     */
    public static long firstPosition(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + FIRST_POSITION_OFFSET, ORDER);
    }

    /**
     * The epoch.
     *
     * @param buffer the bytes.
     * @param offset where the excerpt starts.
     * @return the epoch's number.
     */
    public static int epoch(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + EPOCH_OFFSET, ORDER);
    }

    /**
     * How many slots there are.
     *
     * @param buffer the bytes.
     * @param offset where the excerpt starts.
     * @return the count, 0 where the excerpt holds none.
     */
    public static int count(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + COUNT_OFFSET, ORDER);
    }

    /**
     * What the excerpt is.
     *
     * @param buffer the bytes.
     * @param offset where the excerpt starts.
     * @return its kind.
     */
    public static int kind(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + KIND_OFFSET, ORDER);
    }

    /**
     * The length of the payload, which starts at {@link #HEADER_LENGTH}.
     *
     * @param buffer the bytes.
     * @param offset where the excerpt starts.
     * @return bytes.
     */
    public static int payloadLength(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + PAYLOAD_LENGTH_OFFSET, ORDER);
    }

    /**
     * The length of the trailer, which follows the payload.
     *
     * @param buffer the bytes.
     * @param offset where the excerpt starts.
     * @return bytes.
     */
    public static int trailerLength(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + TRAILER_LENGTH_OFFSET, ORDER);
    }

    /** Writes all of the header but the checksum. */
    static void putHeader(final MutableDirectBuffer buffer, final int offset, final ExcerptHeader header) {
        buffer.putInt(offset, MAGIC, ORDER);
        buffer.putShort(offset + VERSION_OFFSET, VERSION, ORDER);
        buffer.putShort(offset + HEADER_LENGTH_OFFSET, (short) HEADER_LENGTH, ORDER);
        buffer.putLong(offset + ORDINAL_OFFSET, header.ordinal, ORDER);
        buffer.putLong(offset + FIRST_POSITION_OFFSET, header.firstPosition, ORDER);
        buffer.putInt(offset + EPOCH_OFFSET, header.epoch, ORDER);
        buffer.putInt(offset + COUNT_OFFSET, header.count, ORDER);
        buffer.putInt(offset + KIND_OFFSET, header.kind, ORDER);
        buffer.putInt(offset + RESERVED_OFFSET, 0, ORDER);
    }

    /** Writes the two lengths of the header. */
    static void putLengths(final MutableDirectBuffer buffer, final int offset, final int payload, final int trailer) {
        buffer.putInt(offset + PAYLOAD_LENGTH_OFFSET, payload, ORDER);
        buffer.putInt(offset + TRAILER_LENGTH_OFFSET, trailer, ORDER);
    }

    /** Writes the checksum. */
    static void putChecksum(final MutableDirectBuffer buffer, final int offset, final int crc) {
        buffer.putInt(offset + CRC_OFFSET, crc, ORDER);
    }
}
