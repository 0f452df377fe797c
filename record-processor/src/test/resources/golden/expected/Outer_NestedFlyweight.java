package golden;

import io.millrace.record.Flyweight;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import java.nio.ByteOrder;
import javax.annotation.processing.Generated;
import org.agrona.UnsafeApi;

/**
 * Reads and writes a {@link Outer.Nested}: 32 bytes in a buffer. <b>Not thread-safe.</b>
 */
@Generated("io.millrace.record.processor.RecordProcessor")
@SuppressWarnings({"deprecation", "removal"})
public final class Outer_NestedFlyweight extends Flyweight implements Outer.Nested {
    /**
     * The type of this record.
     */
    public static final RecordType<Outer.Nested, Outer_NestedFlyweight> TYPE = RecordType.generated(
            Outer.Nested.class, layout(), 0x4d8e238c7e905ce5L, Outer_NestedFlyweight::new);

    /**
     * Offset of {@code timeNs} in the record, in bytes.
     */
    public static final int TIME_NS_OFFSET = 0;

    /**
     * Offset of {@code key} in the record, in bytes.
     */
    public static final int KEY_OFFSET = 8;

    /**
     * Offset of {@code own} in the record, in bytes.
     */
    public static final int OWN_OFFSET = 12;

    /**
     * Offset of {@code old} in the record, in bytes.
     */
    public static final int OLD_OFFSET = 16;

    /**
     * Offset of {@code aBc} in the record, in bytes.
     */
    public static final int A_BC_OFFSET = 20;

    /**
     * Offset of {@code a_bc} in the record, in bytes.
     */
    public static final int A_BC_OFFSET_ = 24;

    /**
     * Creates a flyweight that is not wrapped yet.
     */
    public Outer_NestedFlyweight() {
        this(TYPE);
    }

    private Outer_NestedFlyweight(final RecordType<Outer.Nested, Outer_NestedFlyweight> type) {
        super(type);
    }

    private static Layout layout() {
        return Layout.builder("Nested")
                .int64("timeNs").eventTime()
                .int32("key")
                .int32("own")
                .int32("old")
                .int32("aBc")
                .int32("a_bc")
                .build();
    }

    @Override
    public long timeNs() {
        return address != 0 ? UnsafeApi.getLong(address + TIME_NS_OFFSET) : buffer.getLong(offset + TIME_NS_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code timeNs}.
     *
     * @param value the value.
     * @return this.
     */
    public Outer_NestedFlyweight timeNs(final long value) {
        if (address != 0) {
            UnsafeApi.putLong(address + TIME_NS_OFFSET, value);
        } else {
            buffer.putLong(offset + TIME_NS_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public int key() {
        return address != 0 ? UnsafeApi.getInt(address + KEY_OFFSET) : buffer.getInt(offset + KEY_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code key}.
     *
     * @param value the value.
     * @return this.
     */
    public Outer_NestedFlyweight key(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + KEY_OFFSET, value);
        } else {
            buffer.putInt(offset + KEY_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public int own() {
        return address != 0 ? UnsafeApi.getInt(address + OWN_OFFSET) : buffer.getInt(offset + OWN_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code own}.
     *
     * @param value the value.
     * @return this.
     */
    public Outer_NestedFlyweight own(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + OWN_OFFSET, value);
        } else {
            buffer.putInt(offset + OWN_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public int old() {
        return address != 0 ? UnsafeApi.getInt(address + OLD_OFFSET) : buffer.getInt(offset + OLD_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code old}.
     *
     * @param value the value.
     * @return this.
     */
    public Outer_NestedFlyweight old(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + OLD_OFFSET, value);
        } else {
            buffer.putInt(offset + OLD_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public int aBc() {
        return address != 0 ? UnsafeApi.getInt(address + A_BC_OFFSET) : buffer.getInt(offset + A_BC_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code aBc}.
     *
     * @param value the value.
     * @return this.
     */
    public Outer_NestedFlyweight aBc(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + A_BC_OFFSET, value);
        } else {
            buffer.putInt(offset + A_BC_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public int a_bc() {
        return address != 0 ? UnsafeApi.getInt(address + A_BC_OFFSET_) : buffer.getInt(offset + A_BC_OFFSET_, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code a_bc}.
     *
     * @param value the value.
     * @return this.
     */
    public Outer_NestedFlyweight a_bc(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + A_BC_OFFSET_, value);
        } else {
            buffer.putInt(offset + A_BC_OFFSET_, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }
}
