package io.millrace.engine.csv;

import java.io.IOException;
import java.io.Reader;

/**
 * What is behind the first lines of a file, whatever quotes are in them. Line ends are those of the parser: a line
 * feed, a carriage return, or both. <b>Not thread-safe.</b>
 */
final class SkippedLines extends Reader {
    private static final int CHARS = 1 << 14;

    private final Reader in;
    private final char[] chars = new char[CHARS];
    private final StringBuilder last = new StringBuilder();
    private int position;
    private int end;

    /**
     * Skips lines.
     *
     * @param in the file from its beginning.
     * @param lines how many.
     */
    SkippedLines(final Reader in, final long lines) throws IOException {
        this.in = in;
        for (long line = 1; line <= lines; line++) {
            skipLine(line == lines);
        }
    }

    /** How the last of the skipped lines begins. */
    String lastSkipped() {
        return last.toString();
    }

    private void skipLine(final boolean keep) throws IOException {
        for (int c = next(); c >= 0 && c != '\n'; c = next()) {
            if (c == '\r') {
                if (fill() && chars[position] == '\n') {
                    position++;
                }
                return;
            }
            if (keep && last.length() <= LineRejects.MAX_CHARS) {
                last.append(last.length() < LineRejects.MAX_CHARS ? String.valueOf((char) c) : "...");
            }
        }
    }

    private int next() throws IOException {
        return fill() ? chars[position++] : -1;
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(chars, 0, chars.length));
        }
        return position < end;
    }

    @Override
    public int read(final char[] to, final int offset, final int length) throws IOException {
        if (position == end) {
            return in.read(to, offset, length);
        }
        final int count = Math.min(length, end - position);
        System.arraycopy(chars, position, to, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
