package io.millrace.engine.csv;

import io.millrace.engine.sink.StoredOutput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How much of a file counts, kept in a small file beside it, {@code NAME.commit}. Two places are written in turn, so
 * that one is whole whenever the process dies:
 *
 * <pre>
 *   0  magic                8
 *   8  number of the commit 8
 *  16  outputs              8
 *  24  journal position     8
 *  32  digest               8
 *  40  length of the file   8   bytes that count
 *  48  CRC32C of the above  8
 *  56  spare                8
 * </pre>
 *
 * <p>Little-endian. <b>Not thread-safe.</b>
 */
final class CommitFile implements Closeable {
    private static final long MAGIC = 0x31544D4D4F434C4DL; // "MLCOMMT1"
    private static final int PLACE_BYTES = 64;
    private static final int CRC_OFFSET = 48;
    private static final String SUFFIX = ".commit";

    private final FileChannel channel;
    private final ByteBuffer place = ByteBuffer.allocateDirect(PLACE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();
    private long number;
    private long lengthBytes;
    private StoredOutput stored = StoredOutput.NOTHING;

    private CommitFile(final FileChannel channel) {
        this.channel = channel;
    }

    private static Path beside(final Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    /** Removes what an earlier run left. */
    static void delete(final Path file) throws IOException {
        Files.deleteIfExists(beside(file));
    }

    /** Begins: nothing of the file counts yet. */
    static CommitFile begin(final Path file) throws IOException {
        return new CommitFile(FileChannel.open(
                beside(file),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
    }

    /** Goes on: finds the newest commit that the file is long enough for. */
    static CommitFile resume(final Path file, final long fileBytes) throws IOException {
        final CommitFile commits = new CommitFile(FileChannel.open(
                beside(file), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        for (int i = 0; i < 2; i++) {
            commits.load(i, fileBytes);
        }
        return commits;
    }

    private void load(final int index, final long fileBytes) throws IOException {
        place.clear();
        while (place.hasRemaining() && channel.read(place, (long) index * PLACE_BYTES + place.position()) > 0) {
            continue;
        }
        final boolean whole = !place.hasRemaining() && place.getLong(0) == MAGIC && place.getLong(CRC_OFFSET) == sum();
        if (whole && place.getLong(8) > number && place.getLong(40) <= fileBytes) {
            number = place.getLong(8);
            stored = new StoredOutput(place.getLong(16), place.getLong(24), place.getLong(32));
            lengthBytes = place.getLong(40);
        }
    }

    private long sum() {
        crc.reset();
        place.limit(CRC_OFFSET).position(0);
        crc.update(place);
        place.clear();
        return crc.getValue();
    }

    /** What counts. */
    StoredOutput stored() {
        return stored;
    }

    /** How many bytes of the file count. */
    long lengthBytes() {
        return lengthBytes;
    }

    /** Lets a length of the file count, which has been written. */
    void commit(final long outputs, final long position, final long digest, final long newLengthBytes)
            throws IOException {
        number++;
        place.clear();
        place.putLong(MAGIC)
                .putLong(number)
                .putLong(outputs)
                .putLong(position)
                .putLong(digest)
                .putLong(newLengthBytes);
        place.putLong(CRC_OFFSET, sum()).putLong(CRC_OFFSET + Long.BYTES, 0);
        place.clear();
        long at = (number & 1) * PLACE_BYTES;
        while (place.hasRemaining()) {
            at += channel.write(place, at);
        }
    }

    /** Forces the commits to the disk. */
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
