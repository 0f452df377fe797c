package io.millrace.engine.csv;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files, packed or not, and standard input. */
final class CsvInput {
    /** Stands for standard input. */
    static final String STDIN = "-";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;

    private CsvInput() {}

    /** Opens a file. What may keep a reader waiting, a pipe or standard input, is read ahead by a thread of its own. */
    static LineReader open(final String file) throws CsvInputException {
        final InputStream in = file.equals(STDIN) ? System.in : openFile(file);
        if (!file.equals(STDIN) && Files.isRegularFile(Path.of(file))) {
            return new LineReader(unpacked(file, in), null);
        }
        final PumpedInput pump = new PumpedInput(in);
        return new LineReader(unpacked(file, pump), pump);
    }

    /** What to call a file. */
    static String nameOf(final String file) {
        return file.equals(STDIN) ? "standard input" : file;
    }

    /** Opened the old way, since a channel's stream cannot read a pipe. */
    private static InputStream openFile(final String file) throws CsvInputException {
        try {
            final Path path = Path.of(file);
            if (Files.notExists(path)) {
                throw new CsvInputException("there is no file " + file);
            }
            if (Files.isDirectory(path)) {
                throw new CsvInputException(file + " is a folder, not a CSV file");
            }
            if (!Files.isReadable(path)) {
                throw new CsvInputException("no permission to read " + file);
            }
            return new FileInputStream(path.toFile());
        } catch (final CsvInputException e) {
            throw e;
        } catch (final IOException | InvalidPathException e) {
            throw new CsvInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Tells gzip by its first two bytes: names lie. */
    private static InputStream unpacked(final String file, final InputStream raw) throws CsvInputException {
        final BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        try {
            in.mark(2);
            final boolean packed = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
            in.reset();
            return packed ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        } catch (final EOFException | ZipException e) {
            throw new CsvInputException(nameOf(file) + " starts like a gzip file, but is not one, or was cut short", e);
        } catch (final IOException e) {
            throw new CsvInputException("cannot read " + nameOf(file) + ": " + e.getMessage(), e);
        }
    }
}
