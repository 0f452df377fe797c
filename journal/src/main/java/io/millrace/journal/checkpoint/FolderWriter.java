package io.millrace.journal.checkpoint;

import io.millrace.journal.JournalException;
import io.millrace.journal.folder.PrivateFiles;
import io.millrace.journal.format.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes to a temporary file, forces it to the disk, and gives it its name. */
final class FolderWriter implements CheckpointWriter {
    private static final int NO_SECTION = 0;
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final Path file;
    private final Path temporary;
    private final CheckpointHeader header;
    private final CheckpointSteps steps;
    private final Checksum pieceChecksum = new Checksum();
    private final Checksum fileChecksum = new Checksum();
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private FileChannel channel;
    private long written;
    private int pieces;
    private int tag = NO_SECTION;
    private int section;
    private int filled;

    FolderWriter(final Path file, final Path temporary, final CheckpointHeader header, final CheckpointSteps steps) {
        this.file = file;
        this.temporary = temporary;
        this.header = header;
        this.steps = steps;
        final int most = CheckpointLayout.PIECE_HEADER_LENGTH + CheckpointLayout.MAX_PIECE_LENGTH;
        bytes = ByteBuffer.allocateDirect(most + CheckpointLayout.HEADER_LENGTH + CheckpointLayout.CRC_LENGTH);
        buffer = new UnsafeBuffer(bytes);
        steps.at(CheckpointStep.BEFORE_FILE);
        try {
            channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            PrivateFiles.onlyForOwner(temporary);
            fileChecksum.reset();
            writeHeader();
        } catch (final IOException e) {
            close();
            throw failed(e);
        }
    }

    private void writeHeader() throws IOException {
        final int length = CheckpointLayout.putHeader(buffer, header);
        buffer.putInt(length, pieceChecksum.of(buffer, 0, length), ORDER);
        write(length + CheckpointLayout.CRC_LENGTH);
    }

    @Override
    public void beginSection(final int id) {
        if (id < 0) {
            throw new IllegalArgumentException("A section with id " + id + ".");
        }
        endSection();
        tag = CheckpointLayout.STARTS;
        section = id;
    }

    private void endSection() {
        if (tag == CheckpointLayout.STARTS || tag == CheckpointLayout.GOES_ON && filled > 0) {
            writePiece();
        }
        if (tag != NO_SECTION) {
            steps.at(CheckpointStep.WITHIN_FILE);
        }
        tag = NO_SECTION;
    }

    @Override
    public void write(final DirectBuffer source, final int offset, final int length) {
        if (tag == NO_SECTION) {
            throw new IllegalStateException("No section was begun.");
        }
        int done = 0;
        while (done < length) {
            final int part = Math.min(length - done, CheckpointLayout.MAX_PIECE_LENGTH - filled);
            buffer.putBytes(CheckpointLayout.PIECE_HEADER_LENGTH + filled, source, offset + done, part);
            filled += part;
            done += part;
            if (filled == CheckpointLayout.MAX_PIECE_LENGTH) {
                writePiece();
            }
        }
    }

    private void writePiece() {
        CheckpointLayout.putPieceHeader(buffer, tag, section, filled);
        final int crcOffset = CheckpointLayout.PIECE_CRC_OFFSET;
        pieceChecksum.reset();
        pieceChecksum.update(buffer, 0, crcOffset);
        pieceChecksum.update(buffer, CheckpointLayout.PIECE_HEADER_LENGTH, filled);
        buffer.putInt(crcOffset, pieceChecksum.value(), ORDER);
        try {
            write(CheckpointLayout.PIECE_HEADER_LENGTH + filled);
        } catch (final IOException e) {
            throw failed(e);
        }
        pieces++;
        filled = 0;
        tag = CheckpointLayout.GOES_ON;
    }

    private void write(final int length) throws IOException {
        if (channel == null) {
            throw new IOException("the checkpoint is closed");
        }
        fileChecksum.update(buffer, 0, length);
        bytes.limit(length).position(0);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        bytes.clear();
        written += length;
    }

    @Override
    public CheckpointInfo commit(final long stateDigest) {
        endSection();
        final int at = CheckpointLayout.PIECE_HEADER_LENGTH;
        buffer.putLong(at, stateDigest, ORDER);
        buffer.putLong(at + CheckpointLayout.END_LENGTH_OFFSET, written, ORDER);
        buffer.putInt(at + CheckpointLayout.END_PIECES_OFFSET, pieces, ORDER);
        buffer.putInt(at + CheckpointLayout.END_CRC_OFFSET, fileChecksum.value(), ORDER);
        tag = CheckpointLayout.ENDS;
        section = 0;
        filled = CheckpointLayout.END_LENGTH;
        writePiece();
        tag = NO_SECTION;
        try {
            store();
        } catch (final IOException e) {
            throw failed(e);
        }
        return new CheckpointInfo(header, stateDigest, written, file.toString());
    }

    private void store() throws IOException {
        steps.at(CheckpointStep.BEFORE_SYNC);
        channel.force(true);
        channel.close();
        channel = null;
        steps.at(CheckpointStep.BEFORE_RENAME);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        steps.at(CheckpointStep.AFTER_RENAME);
        steps.at(CheckpointStep.BEFORE_FOLDER_SYNC);
        PrivateFiles.syncFolder(file.getParent());
        steps.at(CheckpointStep.STORED);
    }

    private JournalException failed(final IOException e) {
        return new JournalException(
                "The " + header + " cannot be stored as " + file + ": " + PrivateFiles.reason(e)
                        + " Those stored before are as they were.",
                e);
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
            Files.deleteIfExists(temporary);
        } catch (final IOException e) {
            // A temporary file that stays is deleted when the store is opened again.
            channel = null;
        } finally {
            BufferUtil.free(bytes);
        }
    }
}
