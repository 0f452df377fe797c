package io.millrace.windowing.join.cells;

import io.millrace.record.Flyweight;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Copies records into the arena. */
public final class RecordBytes {
    /** Beyond this a call of the runtime's copy routine is cheaper than a loop. */
    private static final int LOOP_BYTES = 128;

    private RecordBytes() {}

    /**
     * Copies a record.
     *
     * @param record the record, on the heap or off it.
     * @param toAddress address of the copy, with room for the record.
     */
    public static void copy(final Flyweight record, final long toAddress) {
        final UnsafeBuffer buffer = record.buffer();
        final byte[] array = buffer.byteArray();
        final long from = buffer.addressOffset() + record.offset();
        final int bytes = record.sizeBytes();
        if (array != null || bytes > LOOP_BYTES) {
            UnsafeApi.copyMemory(array, from, null, toAddress, bytes);
            return;
        }
        for (int i = 0; i < bytes; i += Long.BYTES) {
            UnsafeApi.putLong(toAddress + i, UnsafeApi.getLong(from + i));
        }
    }
}
