package io.millrace.engine.csv;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
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

    static LineReader open(final String file) throws CsvInputException {
        if (file.equals(STDIN)) {
            final PumpedInput pump = new PumpedInput(System.in);
            return new LineReader(unpacked(file, pump), pump);
        }
        return new LineReader(unpacked(file, openFile(file)), null);
    }

    private static InputStream openFile(final String file) throws CsvInputException {
        try {
            final Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw new CsvInputException(file + " is a folder, not a CSV file");
            }
            return Files.newInputStream(path);
        } catch (final NoSuchFileException e) {
            throw new CsvInputException("there is no file " + file, e);
        } catch (final AccessDeniedException e) {
            throw new CsvInputException("no permission to read " + file, e);
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
            throw new CsvInputException(file + " starts like a gzip file, but is not one, or was cut short", e);
        } catch (final IOException e) {
            throw new CsvInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
