package io.millrace.record;

import java.nio.ByteOrder;

/** The 128-bit number in a field of a flyweight: a view that moves with it. <b>Not thread-safe.</b> */
public final class Int128Field extends MutableInt128 {
    private final Flyweight owner;
    private final int fieldOffset;
    private final int presenceByte;
    private final int presenceMask;

    Int128Field(final Flyweight owner, final Field field) {
        this.owner = owner;
        this.fieldOffset = field.offset();
        this.presenceByte = Flyweight.presenceByte(owner.type().layout(), field);
        this.presenceMask = Flyweight.presenceMask(field);
    }

    @Override
    public long high() {
        return owner.buffer.getLong(owner.offset + fieldOffset + Long.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long low() {
        return owner.buffer.getLong(owner.offset + fieldOffset, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void set(final long high, final long low) {
        owner.buffer.putLong(owner.offset + fieldOffset, low, ByteOrder.LITTLE_ENDIAN);
        owner.buffer.putLong(owner.offset + fieldOffset + Long.BYTES, high, ByteOrder.LITTLE_ENDIAN);
        if (presenceMask != 0) {
            owner.markPresent(presenceByte, presenceMask);
        }
    }
}
