package io.millrace.windowing.cell;

import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** The one record into which results are written, again and again. */
final class ResultRecord<O extends Flyweight> {
    private final O flyweight;
    private final long address;
    private final int sizeBytes;

    ResultRecord(final RecordType<?, O> type) {
        flyweight = type.newFlyweight();
        sizeBytes = flyweight.sizeBytes();
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.max(Long.BYTES, sizeBytes)));
        flyweight.wrap(buffer, 0);
        address = buffer.addressOffset();
    }

    /** The record, all zeros. */
    O begin() {
        final long end = address + sizeBytes;
        for (long at = address; at < end; at += Long.BYTES) {
            UnsafeApi.putLong(at, 0);
        }
        return flyweight;
    }

    O flyweight() {
        return flyweight;
    }
}
