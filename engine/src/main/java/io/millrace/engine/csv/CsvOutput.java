package io.millrace.engine.csv;

import io.millrace.engine.sink.DurableOutput;
import io.millrace.engine.sink.Journaling;
import io.millrace.engine.sink.StoredOutput;
import io.millrace.record.Decimals;
import io.millrace.record.Int128;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a CSV file (RFC 4180, UTF-8, lines ending with a line feed) field by field. Only whole lines reach the file.
 * Allocates nothing per line, once its buffers have the size of the longest line; text that is not Latin-1 apart.
 *
 * <p><b>Not thread-safe.</b>
 */
public final class CsvOutput implements Closeable, DurableOutput {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final StringBuilder row = new StringBuilder(256);
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private boolean rowHasFields;
    private boolean failed;
    private CommitFile commits;

    private CsvOutput(final Path path, final FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates a file, or empties the one there is.
     *
     * @param path where.
     * @return an output without lines.
     * @throws IOException if that cannot be done, saying why and what helps.
     */
    public static CsvOutput create(final Path path) throws IOException {
        try {
            return new CsvOutput(
                    path,
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING));
        } catch (final IOException e) {
            throw explained(path, e);
        }
    }

    /**
     * Opens a file as the run is journaled: an empty one, of which counts what is committed; or what a run before this
     * one committed, without anything behind it.
     *
     * @param path where.
     * @param journaling how the run is journaled.
     * @return an output; it has no lines, not even a header, where {@link #lengthBytes()} is 0.
     * @throws IOException if that cannot be done, saying why and what helps.
     */
    public static CsvOutput open(final Path path, final Journaling journaling) throws IOException {
        if (journaling != Journaling.RESUMED) {
            final CsvOutput created = create(path);
            if (journaling == Journaling.NONE) {
                CommitFile.delete(path);
            } else {
                created.commits = CommitFile.begin(path);
            }
            return created;
        }
        try {
            final CsvOutput resumed =
                    new CsvOutput(path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            resumed.commits = CommitFile.resume(path, resumed.channel.size());
            resumed.channel.truncate(resumed.commits.lengthBytes());
            resumed.channel.position(resumed.commits.lengthBytes());
            return resumed;
        } catch (final IOException e) {
            throw explained(path, e);
        }
    }

    /**
     * Length of the file, without what is buffered.
     *
     * @return bytes.
     * @throws IOException if the file cannot be looked at.
     */
    public long lengthBytes() throws IOException {
        return channel.position();
    }

    @Override
    public StoredOutput stored() {
        return commits == null ? StoredOutput.NOTHING : commits.stored();
    }

    @Override
    public void commit(final long outputs, final long position, final long digest, final boolean forced)
            throws IOException {
        flush();
        if (failed || commits == null) {
            return;
        }
        try {
            if (forced) {
                channel.force(true);
            }
            commits.commit(outputs, position, digest, channel.position());
            if (forced) {
                commits.force();
            }
        } catch (final IOException e) {
            failed = true;
            throw explained(path, e);
        }
    }

    /**
     * Appends a text, quoted where it has to be.
     *
     * @param value the text.
     * @return this.
     */
    public CsvOutput text(final CharSequence value) {
        beginField();
        if (needsQuotes(value)) {
            appendQuoted(value);
        } else {
            row.append(value);
        }
        return this;
    }

    /**
     * Appends a whole number.
     *
     * @param value the number.
     * @return this.
     */
    public CsvOutput number(final long value) {
        beginField();
        row.append(value);
        return this;
    }

    /**
     * Appends a floating-point number, in the form of {@link Double#toString}.
     *
     * @param value the number.
     * @return this.
     */
    public CsvOutput number(final double value) {
        beginField();
        row.append(value);
        return this;
    }

    /**
     * Appends a decimal number with all digits of its scale.
     *
     * @param unscaled the number times ten to the power of the scale.
     * @param scale digits after the point.
     * @return this.
     */
    public CsvOutput decimal(final long unscaled, final int scale) {
        beginField();
        Decimals.append(unscaled, scale, row);
        return this;
    }

    /**
     * Appends a 128-bit decimal number with all digits of its scale.
     *
     * @param unscaled the number times ten to the power of the scale.
     * @param scale digits after the point.
     * @return this.
     */
    public CsvOutput decimal(final Int128 unscaled, final int scale) {
        beginField();
        Decimals.append(unscaled, scale, row);
        return this;
    }

    /**
     * Appends an empty field.
     *
     * @return this.
     */
    public CsvOutput empty() {
        beginField();
        return this;
    }

    /**
     * Ends the line.
     *
     * @throws IOException if the file cannot be written, saying why and what helps.
     */
    public void endRow() throws IOException {
        row.append('\n');
        if (!appendLatin(row)) {
            append(row.toString().getBytes(StandardCharsets.UTF_8));
        }
        row.setLength(0);
        rowHasFields = false;
    }

    /**
     * Writes what is buffered. After a failure nothing more is written: the file ends with the last whole line that got
     * there, and this does nothing.
     *
     * @throws IOException if the file cannot be written, saying why and what helps.
     */
    public void flush() throws IOException {
        if (failed || buffer.position() == 0) {
            return;
        }
        buffer.flip();
        long writtenBytes = 0;
        try {
            while (buffer.hasRemaining()) {
                writtenBytes += channel.write(buffer);
            }
        } catch (final IOException e) {
            failed = true;
            cutHalfLine(writtenBytes);
            throw explained(path, e);
        }
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        } finally {
            if (commits != null) {
                commits.close();
            }
        }
    }

    private void beginField() {
        if (rowHasFields) {
            row.append(',');
        }
        rowHasFields = true;
    }

    private static boolean needsQuotes(final CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private void appendQuoted(final CharSequence value) {
        row.append('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == '"') {
                row.append('"');
            }
            row.append(c);
        }
        row.append('"');
    }

    /** Copies characters that are one byte in UTF-8. Leaves the buffer as it was if one is not. */
    private boolean appendLatin(final CharSequence line) throws IOException {
        reserve(line.length());
        final byte[] bytes = buffer.array();
        final int start = buffer.position();
        final int length = line.length();
        for (int i = 0; i < length; i++) {
            final char c = line.charAt(i);
            if (c > 127) {
                return false;
            }
            bytes[start + i] = (byte) c;
        }
        buffer.position(start + length);
        return true;
    }

    private void append(final byte[] line) throws IOException {
        reserve(line.length);
        buffer.put(line);
    }

    private void reserve(final int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        flush();
        if (failed) {
            buffer.clear();
        }
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(bytes);
        }
    }

    /** Takes back the beginning of a line. A pipe or a device cannot be cut, and that is nobody's fault. */
    private void cutHalfLine(final long writtenBytes) {
        final int end = (int) writtenBytes;
        int whole = end;
        while (whole > 0 && buffer.array()[whole - 1] != '\n') {
            whole--;
        }
        try {
            if (whole < end) {
                channel.truncate(channel.position() - (end - whole));
            }
        } catch (final IOException e) {
            // The failure that led here is the one to tell.
        }
    }

    private static IOException explained(final Path path, final IOException e) {
        if (e instanceof NoSuchFileException) {
            return new IOException("cannot write " + path + ": there is no folder " + path.getParent(), e);
        }
        if (Files.isDirectory(path)) {
            return new IOException("cannot write " + path + ": it is a folder", e);
        }
        if (e instanceof AccessDeniedException) {
            return new IOException("cannot write " + path + ": no permission; allow it, or write to another folder", e);
        }
        final String reason = reason(e);
        if (reason.contains("No space left") || reason.contains("quota")) {
            return new IOException(
                    "cannot write " + path + ": " + reason + "; free some space, or write to another folder", e);
        }
        return new IOException("cannot write " + path + ": " + reason, e);
    }

    private static String reason(final IOException e) {
        if (e instanceof FileSystemException && ((FileSystemException) e).getReason() != null) {
            return ((FileSystemException) e).getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
