package io.millrace.engine.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 and hands it out up to the end of a line, as long as lines fit its buffer. So when reading fails (gzip
 * cut short), what was handed out ends with a whole line; the failure is kept, and the end is reported to the parser.
 *
 * <p>Bytes that are not UTF-8 become U+FFFD. <b>Not thread-safe.</b>
 */
final class LineReader extends Reader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final PumpedInput pump;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final ByteBuffer lines = ByteBuffer.wrap(bytes);
    private int end;
    private boolean atEnd;
    private long linesRead;
    private IOException failure;

    /**
     * Creates a reader.
     *
     * @param in the bytes, unpacked.
     * @param pump what they come from in the end, if it can be asked whether there is anything; else null.
     */
    LineReader(final InputStream in, final PumpedInput pump) {
        this.in = in;
        this.pump = pump;
        lines.limit(0);
    }

    /** What ended the input too early, or null. */
    IOException failure() {
        return failure;
    }

    /**
     * Whether parsing one more line could wait for input.
     *
     * @param linesParsed lines that the parser has returned so far.
     */
    boolean mayWait(final long linesParsed) {
        if (pump == null || linesRead > linesParsed || lines.hasRemaining() || atEnd) {
            return false;
        }
        while (pump.isReady()) {
            if (fillOnce()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int read(final char[] chars, final int offset, final int length) {
        final CharBuffer out = CharBuffer.wrap(chars, offset, length);
        final int start = out.position();
        while (out.hasRemaining()) {
            if (lines.hasRemaining()) {
                decoder.decode(lines, out, atEnd);
                if (out.position() > start) {
                    break;
                }
            }
            if (atEnd || !fill()) {
                return -1;
            }
        }
        final int read = out.position() - start;
        if (pump != null) {
            countLines(chars, offset, read);
        }
        return read;
    }

    /** Gets at least one more line, or all there is. Returns false at the end. */
    private boolean fill() {
        while (!fillOnce()) {
            // The line goes on.
        }
        return lines.hasRemaining();
    }

    /** Reads once. Returns true if there are lines to decode, or no more will come. */
    private boolean fillOnce() {
        final int undecoded = lines.hasRemaining() ? lines.position() : lines.limit();
        if (undecoded > 0) {
            System.arraycopy(bytes, undecoded, bytes, 0, end - undecoded);
            end -= undecoded;
            lines.clear().limit(0);
        }
        final int n;
        try {
            n = in.read(bytes, end, bytes.length - end);
        } catch (final IOException e) {
            failure = e;
            atEnd = true;
            return true;
        }
        if (n < 0) {
            atEnd = true;
            lines.limit(end);
            return true;
        }
        final int from = end;
        end += n;
        int lineEnd = end;
        while (lineEnd > from && bytes[lineEnd - 1] != '\n') {
            lineEnd--;
        }
        if (lineEnd > from) {
            lines.limit(lineEnd);
        } else if (end == bytes.length) {
            lines.limit(end);
        }
        return lines.hasRemaining();
    }

    private void countLines(final char[] chars, final int offset, final int length) {
        for (int i = offset; i < offset + length; i++) {
            if (chars[i] == '\n') {
                linesRead++;
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
