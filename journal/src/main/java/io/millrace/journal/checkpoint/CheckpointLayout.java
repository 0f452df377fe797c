package io.millrace.journal.checkpoint;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where the fields of a checkpoint's file lie. All numbers are little-endian.
 *
 * <pre>
 * header
 *   0  int    magic, "MRC1"
 *   4  int    version of the format, 1
 *   8  long   id
 *  16  long   position
 *  24  int    epoch
 *  28  int    length of the fingerprints
 *  32  fingerprints
 *   …  int    CRC32C of all bytes before
 *
 * piece, as often as needed
 *   0  int    1: starts a section, 2: goes on with it, 3: the end of the file
 *   4  int    the section's id
 *   8  int    length
 *  12  int    CRC32C of the twelve bytes before and of the bytes
 *  16  bytes
 *
 * the last piece holds
 *  16  long   digest of the state
 *  24  long   length of the file before this piece
 *  32  int    number of pieces before this one
 *  36  int    CRC32C of the whole file before this piece
 * </pre>
 */
final class CheckpointLayout {
    static final int MAGIC = 0x31_43_52_4d;
    static final int VERSION = 1;
    static final int HEADER_LENGTH = 32;
    static final int MAX_FINGERPRINTS_LENGTH = 1 << 20;
    static final int CRC_LENGTH = 4;

    static final int PIECE_HEADER_LENGTH = 16;
    static final int PIECE_CRC_OFFSET = 12;
    static final int MAX_PIECE_LENGTH = 1 << 20;
    static final int STARTS = 1;
    static final int GOES_ON = 2;
    static final int ENDS = 3;

    static final int END_LENGTH = 24;
    static final int END_LENGTH_OFFSET = 8;
    static final int END_PIECES_OFFSET = 16;
    static final int END_CRC_OFFSET = 20;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private CheckpointLayout() {}

    static int putHeader(final UnsafeBuffer buffer, final CheckpointHeader header) {
        final byte[] fingerprints = header.fingerprints();
        buffer.putInt(0, MAGIC, ORDER);
        buffer.putInt(4, VERSION, ORDER);
        buffer.putLong(8, header.id(), ORDER);
        buffer.putLong(16, header.position(), ORDER);
        buffer.putInt(24, header.epoch(), ORDER);
        buffer.putInt(28, fingerprints.length, ORDER);
        buffer.putBytes(HEADER_LENGTH, fingerprints);
        return HEADER_LENGTH + fingerprints.length;
    }

    static int fingerprintsLength(final UnsafeBuffer buffer) {
        return buffer.getInt(28, ORDER);
    }

    static int magic(final UnsafeBuffer buffer) {
        return buffer.getInt(0, ORDER);
    }

    static int version(final UnsafeBuffer buffer) {
        return buffer.getInt(4, ORDER);
    }

    static CheckpointHeader header(final UnsafeBuffer buffer) {
        final byte[] fingerprints = new byte[fingerprintsLength(buffer)];
        buffer.getBytes(HEADER_LENGTH, fingerprints);
        return new CheckpointHeader(
                buffer.getLong(8, ORDER), buffer.getLong(16, ORDER), buffer.getInt(24, ORDER), fingerprints);
    }

    static void putPieceHeader(final UnsafeBuffer buffer, final int tag, final int id, final int length) {
        buffer.putInt(0, tag, ORDER);
        buffer.putInt(4, id, ORDER);
        buffer.putInt(8, length, ORDER);
    }

    static int pieceTag(final UnsafeBuffer buffer) {
        return buffer.getInt(0, ORDER);
    }

    static int pieceId(final UnsafeBuffer buffer) {
        return buffer.getInt(4, ORDER);
    }

    static int pieceLength(final UnsafeBuffer buffer) {
        return buffer.getInt(8, ORDER);
    }
}
