package io.millrace.demo.market;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts what is in a CSV file: after a failure only the file knows. */
final class WrittenRows {
    private static final int BUFFER_BYTES = 1 << 16;

    private WrittenRows() {}

    /** Rows behind the header; -1 where that cannot be known, as of a device. */
    static long of(final Path file) {
        if (!Files.isRegularFile(file)) {
            return -1;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Math.max(0, lines(in) - 1);
        } catch (final IOException e) {
            return -1;
        }
    }

    /** Line ends outside of quotes. */
    private static long lines(final InputStream in) throws IOException {
        final byte[] bytes = new byte[BUFFER_BYTES];
        long lines = 0;
        boolean quoted = false;
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
            for (int i = 0; i < n; i++) {
                if (bytes[i] == '"') {
                    quoted = !quoted;
                } else if (bytes[i] == '\n' && !quoted) {
                    lines++;
                }
            }
        }
        return lines;
    }
}
