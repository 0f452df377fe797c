package io.millrace.engine.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads standard input or a pipe ahead on a thread of its own, so that the thread that polls can tell whether there is
 * anything to read: a read of a pipe or a terminal cannot be broken off.
 */
final class PumpedInput extends InputStream {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int CHUNKS = 16;
    private static final byte[] END = {};

    private final InputStream in;
    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final Thread thread;
    private volatile IOException failure;
    private byte[] chunk = END;
    private int position;
    private boolean atEnd;

    PumpedInput(final InputStream in) {
        this.in = in;
        thread = new Thread(this::pump, "millrace-input");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether a read would return at once. */
    boolean isReady() {
        return atEnd || position < chunk.length || !chunks.isEmpty();
    }

    private void pump() {
        final byte[] bytes = new byte[CHUNK_BYTES];
        try {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (n > 0) {
                    chunks.put(Arrays.copyOf(bytes, n));
                }
            }
        } catch (final IOException e) {
            failure = e;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            chunks.put(END);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] bytes, final int offset, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!atEnd && position == chunk.length) {
            next();
        }
        if (atEnd) {
            if (failure != null) {
                throw failure;
            }
            return -1;
        }
        final int n = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, bytes, offset, n);
        position += n;
        return n;
    }

    @Override
    public int available() {
        return chunk.length - position;
    }

    /** Lets go of the thread, unless it is in a read, which cannot be broken off. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void next() throws IOException {
        try {
            chunk = chunks.take();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading standard input");
        }
        position = 0;
        atEnd = chunk.length == 0;
    }
}
