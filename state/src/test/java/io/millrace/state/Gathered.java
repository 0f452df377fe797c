package io.millrace.state;

import java.util.Arrays;
import org.agrona.DirectBuffer;

/** A sink that keeps all bytes. */
final class Gathered implements SnapshotSink {
    private final byte[] bytes;
    private int length;

    Gathered(final long capacity) {
        bytes = new byte[(int) capacity];
    }

    @Override
    public void write(final DirectBuffer buffer, final int offset, final int count) {
        buffer.getBytes(offset, bytes, length, count);
        length += count;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
