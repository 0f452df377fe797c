package io.millrace.journal.format;

import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * CRC32C of memory outside the heap, wherever it lies, without garbage.
 *
 * <p>The JDK computes it fast for a direct byte buffer only, and has no way to make one over memory it did not give
 * out. So one byte buffer is made, and is laid over each run of bytes in turn.
 *
 * <p>Not thread-safe: one per thread.
 */
public final class Checksum {
    private static final long ADDRESS_OFFSET = fieldOffset("address");
    private static final long CAPACITY_OFFSET = fieldOffset("capacity");

    private final CRC32C crc = new CRC32C();
    private final ByteBuffer view = ByteBuffer.allocateDirect(0);

    /** Makes one. */
    public Checksum() {
        UnsafeApi.putInt(view, CAPACITY_OFFSET, Integer.MAX_VALUE);
    }

    /**
     * The checksum of a run of bytes.
     *
     * @param buffer what holds them; outside the heap, or an array.
     * @param offset where they start.
     * @param length how many they are.
     * @return the checksum.
     */
    public int of(final DirectBuffer buffer, final int offset, final int length) {
        crc.reset();
        update(buffer, offset, length);
        return (int) crc.getValue();
    }

    /** Starts a checksum over several runs of bytes. */
    public void reset() {
        crc.reset();
    }

    /**
     * Adds a run of bytes.
     *
     * @param buffer what holds them; outside the heap, or an array.
     * @param offset where they start.
     * @param length how many they are.
     */
    public void update(final DirectBuffer buffer, final int offset, final int length) {
        buffer.boundsCheck(offset, length);
        final byte[] array = buffer.byteArray();
        if (array != null) {
            crc.update(array, buffer.wrapAdjustment() + offset, length);
        } else {
            UnsafeApi.putLong(view, ADDRESS_OFFSET, buffer.addressOffset() + offset);
            view.limit(length).position(0);
            crc.update(view);
        }
    }

    /**
     * The checksum of all bytes since {@link #reset}.
     *
     * @return the checksum.
     */
    public int value() {
        return (int) crc.getValue();
    }

    private static long fieldOffset(final String name) {
        try {
            final Field field = Buffer.class.getDeclaredField(name);
            return UnsafeApi.objectFieldOffset(field);
        } catch (final NoSuchFieldException e) {
            throw new IllegalStateException("This Java has no field Buffer." + name + ".", e);
        }
    }
}
