package io.millrace.journal.checkpoint;

import io.millrace.journal.JournalException;
import io.millrace.journal.folder.PrivateFiles;
import io.millrace.journal.format.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a file piece by piece: once to check it, then for who wants the sections. */
final class FolderReader implements StoredCheckpoint {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(CheckpointLayout.PIECE_HEADER_LENGTH + CheckpointLayout.MAX_PIECE_LENGTH);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final Checksum pieceChecksum = new Checksum();
    private final Checksum fileChecksum = new Checksum();
    private CheckpointHeader header;
    private CheckpointInfo info;
    private long offset;
    private boolean closed;

    /** A file is not as it was written. */
    static final class DamagedCheckpointException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedCheckpointException(final String message) {
            super(message);
        }
    }

    /** Opens a file and reads its header; the sections are neither read nor checked. */
    FolderReader(final Path file) throws IOException, DamagedCheckpointException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean isRead = false;
        try {
            header = readHeader();
            isRead = true;
        } finally {
            if (!isRead) {
                close();
            }
        }
    }

    CheckpointHeader header() {
        return header;
    }

    private CheckpointHeader readHeader() throws IOException, DamagedCheckpointException {
        offset = 0;
        read(0, CheckpointLayout.HEADER_LENGTH);
        if (CheckpointLayout.magic(buffer) != CheckpointLayout.MAGIC) {
            throw damaged("it does not start as a checkpoint does");
        }
        final int fingerprints = CheckpointLayout.fingerprintsLength(buffer);
        if (fingerprints < 0 || fingerprints > CheckpointLayout.MAX_FINGERPRINTS_LENGTH - CheckpointLayout.CRC_LENGTH) {
            throw damaged("its header has an impossible length");
        }
        final int length = CheckpointLayout.HEADER_LENGTH + fingerprints;
        read(CheckpointLayout.HEADER_LENGTH, fingerprints + CheckpointLayout.CRC_LENGTH);
        if (buffer.getInt(length, ORDER) != pieceChecksum.of(buffer, 0, length)) {
            throw damaged("its header has another checksum than its bytes");
        }
        if (CheckpointLayout.version(buffer) != CheckpointLayout.VERSION) {
            throw damaged("it was written by another version of the format, " + CheckpointLayout.version(buffer));
        }
        fileChecksum.reset();
        fileChecksum.update(buffer, 0, length + CheckpointLayout.CRC_LENGTH);
        return CheckpointLayout.header(buffer);
    }

    /** Reads everything, and throws if it is not what was written. */
    void check() throws IOException, DamagedCheckpointException {
        int pieces = 0;
        int tag = readPiece();
        while (tag != CheckpointLayout.ENDS) {
            final int length = CheckpointLayout.pieceLength(buffer);
            fileChecksum.update(buffer, 0, CheckpointLayout.PIECE_HEADER_LENGTH + length);
            pieces++;
            tag = readPiece();
        }
        final int at = CheckpointLayout.PIECE_HEADER_LENGTH;
        final long end = offset - at - CheckpointLayout.END_LENGTH;
        if (CheckpointLayout.pieceLength(buffer) != CheckpointLayout.END_LENGTH
                || buffer.getLong(at + CheckpointLayout.END_LENGTH_OFFSET, ORDER) != end
                || buffer.getInt(at + CheckpointLayout.END_PIECES_OFFSET, ORDER) != pieces
                || buffer.getInt(at + CheckpointLayout.END_CRC_OFFSET, ORDER) != fileChecksum.value()) {
            throw damaged("its end does not fit what is before");
        }
        if (channel.size() != offset) {
            throw damaged("bytes follow its end");
        }
        info = new CheckpointInfo(header, buffer.getLong(at, ORDER), offset, file.toString());
    }

    private int readPiece() throws IOException, DamagedCheckpointException {
        final int headerLength = CheckpointLayout.PIECE_HEADER_LENGTH;
        read(0, headerLength);
        final int length = CheckpointLayout.pieceLength(buffer);
        final int tag = CheckpointLayout.pieceTag(buffer);
        if (length < 0 || length > CheckpointLayout.MAX_PIECE_LENGTH || tag < 1 || tag > CheckpointLayout.ENDS) {
            throw damaged("a piece has an impossible length or kind");
        }
        read(headerLength, length);
        pieceChecksum.reset();
        pieceChecksum.update(buffer, 0, CheckpointLayout.PIECE_CRC_OFFSET);
        pieceChecksum.update(buffer, headerLength, length);
        if (buffer.getInt(CheckpointLayout.PIECE_CRC_OFFSET, ORDER) != pieceChecksum.value()) {
            throw damaged("a piece has another checksum than its bytes");
        }
        return tag;
    }

    private void read(final int to, final int length) throws IOException, DamagedCheckpointException {
        bytes.limit(to + length).position(to);
        while (bytes.hasRemaining()) {
            final int count = channel.read(bytes, offset);
            if (count < 0) {
                throw damaged("it is cut off");
            }
            offset += count;
        }
        bytes.clear();
    }

    private DamagedCheckpointException damaged(final String what) {
        return new DamagedCheckpointException("The checkpoint " + file + " is damaged at byte " + offset + ": " + what);
    }

    @Override
    public CheckpointInfo info() {
        return info;
    }

    @Override
    public void forEachPiece(final PieceReader reader) {
        try {
            readHeader();
            int section = -1;
            int tag = readPiece();
            while (tag != CheckpointLayout.ENDS) {
                section += tag == CheckpointLayout.STARTS ? 1 : 0;
                reader.piece(
                        section,
                        CheckpointLayout.pieceId(buffer),
                        buffer,
                        CheckpointLayout.PIECE_HEADER_LENGTH,
                        CheckpointLayout.pieceLength(buffer));
                tag = readPiece();
            }
        } catch (final IOException e) {
            throw new JournalException(file + " cannot be read: " + PrivateFiles.reason(e), e);
        } catch (final DamagedCheckpointException e) {
            throw new JournalException(e.getMessage() + "; it was whole when it was opened.", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (final IOException e) {
            // It was only read.
            offset = 0;
        } finally {
            BufferUtil.free(bytes);
        }
    }
}
