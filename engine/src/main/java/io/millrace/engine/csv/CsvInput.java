package io.millrace.engine.csv;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files, packed or not, and standard input. */
final class CsvInput {
    /** Stands for standard input. */
    static final String STDIN = "-";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int START_BYTES = 4;
    private static final String GZIP = "\u001F\u008B";

    /** How other files start that somebody might take for packed CSV, and what to do. */
    private static final Map<String, String> OTHERS = Map.of(
            "\u0028\u00B5\u002F\u00FD", "a zstd file; unpack it: zstd -dc FILE",
            "\u00FD7zX", "an xz file; unpack it: xz -dc FILE",
            "BZh", "a bzip2 file; unpack it: bzip2 -dc FILE",
            "PK\u0003\u0004", "a zip file; unpack it: unzip -p FILE",
            "\u00FF\u00FE", "UTF-16; convert it: iconv -f UTF-16 -t UTF-8 FILE",
            "\u00FE\u00FF", "UTF-16; convert it: iconv -f UTF-16 -t UTF-8 FILE");

    private CsvInput() {}

    /** Opens a file. What may keep a reader waiting, a pipe or standard input, is read ahead by a thread of its own. */
    static LineReader open(final String file) throws CsvInputException {
        final InputStream in = file.equals(STDIN) ? System.in : openFile(file);
        if (isRepeatable(file)) {
            return new LineReader(unpacked(file, in), null);
        }
        final PumpedInput pump = new PumpedInput(in);
        return new LineReader(unpacked(file, pump), pump);
    }

    /** Whether it can be read once more from its beginning. */
    static boolean isRepeatable(final String file) {
        return !file.equals(STDIN) && Files.isRegularFile(Path.of(file));
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

    /** Tells gzip by its first bytes: names lie. */
    private static InputStream unpacked(final String file, final InputStream raw) throws CsvInputException {
        final BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        try {
            final String start = start(in);
            if (start.startsWith(GZIP)) {
                return new GZIPInputStream(in, BUFFER_BYTES);
            }
            for (final Map.Entry<String, String> other : OTHERS.entrySet()) {
                if (start.startsWith(other.getKey())) {
                    throw new CsvInputException(
                            nameOf(file) + " is neither CSV in UTF-8 nor gzip: it starts like " + other.getValue());
                }
            }
            return in;
        } catch (final EOFException | ZipException e) {
            throw new CsvInputException(
                    nameOf(file) + " starts like a gzip file, but is not one, or was cut short; get it once more"
                            + " (gzip -t checks one)",
                    e);
        } catch (final CsvInputException e) {
            throw e;
        } catch (final IOException e) {
            throw new CsvInputException("cannot read " + nameOf(file) + ": " + e.getMessage(), e);
        }
    }

    /** The first bytes, a character each; no more than there are in the first line, so that nobody waits for more. */
    private static String start(final BufferedInputStream in) throws IOException {
        final StringBuilder start = new StringBuilder();
        in.mark(START_BYTES);
        int b = in.read();
        while (b >= 0) {
            start.append((char) b);
            b = start.length() < START_BYTES && b != '\n' ? in.read() : -1;
        }
        in.reset();
        return start.toString();
    }
}
