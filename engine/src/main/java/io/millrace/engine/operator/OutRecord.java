package io.millrace.engine.operator;

import io.millrace.engine.slot.SlotLayout;
import io.millrace.record.Flyweight;
import io.millrace.record.RecordType;
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one record that an operator writes its results into, again and again.
 *
 * <p><b>Used on the stage's thread only.</b>
 */
public final class OutRecord implements RecordOwner {
    private static final byte POISON = (byte) 0xDB;

    private final Flyweight flyweight;
    private final long address;
    private final int sizeBytes;
    private final int eventTimeOffset;

    /**
     * Creates the record.
     *
     * @param type its type.
     */
    public OutRecord(final RecordType<?, ?> type) {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.max(8, type.sizeBytes())));
        address = buffer.addressOffset();
        sizeBytes = type.sizeBytes();
        eventTimeOffset = type.eventTimeOffset();
        flyweight = type.newFlyweight();
        flyweight.wrap(buffer, 0);
    }

    /**
     * Zeroes the record and gives it an event time, if it has a field for that.
     *
     * @param timeNs the event time, in nanoseconds since the epoch.
     * @return the record's flyweight, always the same.
     */
    public Flyweight begin(final long timeNs) {
        SlotLayout.zero(address, sizeBytes);
        if (eventTimeOffset >= 0) {
            UnsafeApi.putLong(address + eventTimeOffset, timeNs);
        }
        return flyweight;
    }

    /**
     * The event time of the finished record.
     *
     * @param inheritedNs the time to take if the record has no field for it, in nanoseconds since the epoch.
     * @return nanoseconds since the epoch.
     */
    public long timeNs(final long inheritedNs) {
        return eventTimeOffset >= 0 ? UnsafeApi.getLong(address + eventTimeOffset) : inheritedNs;
    }

    /**
     * The record's flyweight.
     *
     * @return always the same.
     */
    public Flyweight flyweight() {
        return flyweight;
    }

    @Override
    public void poison() {
        poison(flyweight);
    }

    /**
     * Overwrites a record.
     *
     * @param record the record.
     */
    public static void poison(final Flyweight record) {
        record.buffer().setMemory(record.offset(), record.sizeBytes(), POISON);
    }
}
