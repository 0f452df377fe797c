package golden;

import io.millrace.record.AsciiField;
import io.millrace.record.Flyweight;
import io.millrace.record.Int128;
import io.millrace.record.Int128Field;
import io.millrace.record.Layout;
import io.millrace.record.RecordType;
import io.millrace.record.Utf8Field;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import javax.annotation.processing.Generated;
import org.agrona.UnsafeApi;

/**
 * Reads and writes a {@link Everything}: 464 bytes in a buffer. <b>Not thread-safe.</b>
 */
@Generated("io.millrace.record.processor.RecordProcessor")
final class EverythingFlyweight extends Flyweight implements Everything {
    /**
     * The type of this record.
     */
    public static final RecordType<Everything, EverythingFlyweight> TYPE = RecordType.generated(
            Everything.class, layout(), 0x5a2b78bd2c72394aL, EverythingFlyweight::new);

    /**
     * Offset of {@code int64} in the record, in bytes.
     */
    public static final int INT64_OFFSET = 0;

    /**
     * Offset of {@code int32} in the record, in bytes.
     */
    public static final int INT32_OFFSET = 104;

    /**
     * Offset of {@code int16} in the record, in bytes.
     */
    public static final int INT16_OFFSET = 128;

    /**
     * Offset of {@code int8} in the record, in bytes.
     */
    public static final int INT8_OFFSET = 438;

    /**
     * Offset of {@code character} in the record, in bytes.
     */
    public static final int CHARACTER_OFFSET = 130;

    /**
     * Offset of {@code bool} in the record, in bytes.
     */
    public static final int BOOL_OFFSET = 439;

    /**
     * Offset of {@code float64} in the record, in bytes.
     */
    public static final int FLOAT64_OFFSET = 8;

    /**
     * Offset of {@code float32} in the record, in bytes.
     */
    public static final int FLOAT32_OFFSET = 108;

    /**
     * Offset of {@code unit} in the record, in bytes.
     */
    public static final int UNIT_OFFSET = 440;

    /**
     * Offset of {@code ascii} in the record, in bytes.
     */
    public static final int ASCII_OFFSET = 441;

    /**
     * Offset of {@code utf8} in the record, in bytes.
     */
    public static final int UTF8_OFFSET = 132;

    /**
     * Offset of {@code decimal} in the record, in bytes.
     */
    public static final int DECIMAL_OFFSET = 16;

    /**
     * Offset of {@code symbol} in the record, in bytes.
     */
    public static final int SYMBOL_OFFSET = 112;

    /**
     * Offset of {@code int128} in the record, in bytes.
     */
    public static final int INT128_OFFSET = 24;

    /**
     * Offset of {@code exact} in the record, in bytes.
     */
    public static final int EXACT_OFFSET = 40;

    /**
     * Offset of {@code timeNs} in the record, in bytes.
     */
    public static final int TIME_NS_OFFSET = 56;

    /**
     * Offset of {@code maybeInt64} in the record, in bytes.
     */
    public static final int MAYBE_INT64_OFFSET = 64;

    /**
     * Offset of {@code maybeInt32} in the record, in bytes.
     */
    public static final int MAYBE_INT32_OFFSET = 116;

    /**
     * Offset of {@code maybeInt16} in the record, in bytes.
     */
    public static final int MAYBE_INT16_OFFSET = 434;

    /**
     * Offset of {@code maybeInt8} in the record, in bytes.
     */
    public static final int MAYBE_INT8_OFFSET = 450;

    /**
     * Offset of {@code maybeCharacter} in the record, in bytes.
     */
    public static final int MAYBE_CHARACTER_OFFSET = 436;

    /**
     * Offset of {@code maybeBool} in the record, in bytes.
     */
    public static final int MAYBE_BOOL_OFFSET = 451;

    /**
     * Offset of {@code maybeFloat64} in the record, in bytes.
     */
    public static final int MAYBE_FLOAT64_OFFSET = 72;

    /**
     * Offset of {@code maybeFloat32} in the record, in bytes.
     */
    public static final int MAYBE_FLOAT32_OFFSET = 120;

    /**
     * Offset of {@code maybeUnit} in the record, in bytes.
     */
    public static final int MAYBE_UNIT_OFFSET = 452;

    /**
     * Offset of {@code maybeAscii} in the record, in bytes.
     */
    public static final int MAYBE_ASCII_OFFSET = 453;

    /**
     * Offset of {@code maybeUtf8} in the record, in bytes.
     */
    public static final int MAYBE_UTF8_OFFSET = 457;

    /**
     * Offset of {@code maybeDecimal} in the record, in bytes.
     */
    public static final int MAYBE_DECIMAL_OFFSET = 80;

    /**
     * Offset of {@code maybeSymbol} in the record, in bytes.
     */
    public static final int MAYBE_SYMBOL_OFFSET = 124;

    /**
     * Offset of {@code maybeInt128} in the record, in bytes.
     */
    public static final int MAYBE_INT128_OFFSET = 88;

    private static final TimeUnit[] UNIT_CONSTANTS = TimeUnit.values();

    private static final TimeUnit[] MAYBE_UNIT_CONSTANTS = TimeUnit.values();

    private final AsciiField asciiView = asciiField(9);

    private final Utf8Field utf8View = utf8Field(10);

    private final Int128Field int128View = int128Field(13);

    private final Int128Field exactView = int128Field(14);

    private final AsciiField maybeAsciiView = asciiField(25);

    private final Utf8Field maybeUtf8View = utf8Field(26);

    private final Int128Field maybeInt128View = int128Field(29);

    /**
     * Creates a flyweight that is not wrapped yet.
     */
    public EverythingFlyweight() {
        this(TYPE);
    }

    private EverythingFlyweight(final RecordType<Everything, EverythingFlyweight> type) {
        super(type);
    }

    private static Layout layout() {
        return Layout.builder("Everything")
                .int64("int64")
                .int32("int32")
                .int16("int16")
                .int8("int8")
                .character("character")
                .bool("bool")
                .float64("float64")
                .float32("float32")
                .enumeration("unit", TimeUnit.class)
                .ascii("ascii", 8)
                .utf8("utf8", 300).truncate()
                .decimal("decimal", 2)
                .symbol("symbol")
                .int128("int128", 0)
                .int128("exact", 18)
                .int64("timeNs").eventTime()
                .int64("maybeInt64").optional()
                .int32("maybeInt32").optional()
                .int16("maybeInt16").optional()
                .int8("maybeInt8").optional()
                .character("maybeCharacter").optional()
                .bool("maybeBool").optional()
                .float64("maybeFloat64").optional()
                .float32("maybeFloat32").optional()
                .enumeration("maybeUnit", TimeUnit.class).optional()
                .ascii("maybeAscii", 3).optional()
                .utf8("maybeUtf8", 3).optional()
                .decimal("maybeDecimal", 2).optional()
                .symbol("maybeSymbol").optional()
                .int128("maybeInt128", 0).optional()
                .build();
    }

    @Override
    public long int64() {
        return address != 0 ? UnsafeApi.getLong(address + INT64_OFFSET) : buffer.getLong(offset + INT64_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code int64}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight int64(final long value) {
        if (address != 0) {
            UnsafeApi.putLong(address + INT64_OFFSET, value);
        } else {
            buffer.putLong(offset + INT64_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public int int32() {
        return address != 0 ? UnsafeApi.getInt(address + INT32_OFFSET) : buffer.getInt(offset + INT32_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code int32}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight int32(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + INT32_OFFSET, value);
        } else {
            buffer.putInt(offset + INT32_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public short int16() {
        return address != 0 ? UnsafeApi.getShort(address + INT16_OFFSET) : buffer.getShort(offset + INT16_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code int16}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight int16(final short value) {
        if (address != 0) {
            UnsafeApi.putShort(address + INT16_OFFSET, value);
        } else {
            buffer.putShort(offset + INT16_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public byte int8() {
        return address != 0 ? UnsafeApi.getByte(address + INT8_OFFSET) : buffer.getByte(offset + INT8_OFFSET);
    }

    /**
     * Sets {@code int8}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight int8(final byte value) {
        if (address != 0) {
            UnsafeApi.putByte(address + INT8_OFFSET, value);
        } else {
            buffer.putByte(offset + INT8_OFFSET, value);
        }
        return this;
    }

    @Override
    public char character() {
        return address != 0 ? UnsafeApi.getChar(address + CHARACTER_OFFSET) : buffer.getChar(offset + CHARACTER_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code character}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight character(final char value) {
        if (address != 0) {
            UnsafeApi.putChar(address + CHARACTER_OFFSET, value);
        } else {
            buffer.putChar(offset + CHARACTER_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public boolean bool() {
        return (address != 0 ? UnsafeApi.getByte(address + BOOL_OFFSET) : buffer.getByte(offset + BOOL_OFFSET)) != 0;
    }

    /**
     * Sets {@code bool}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight bool(final boolean value) {
        if (address != 0) {
            UnsafeApi.putByte(address + BOOL_OFFSET, (byte) (value ? 1 : 0));
        } else {
            buffer.putByte(offset + BOOL_OFFSET, (byte) (value ? 1 : 0));
        }
        return this;
    }

    @Override
    public double float64() {
        return address != 0 ? UnsafeApi.getDouble(address + FLOAT64_OFFSET) : buffer.getDouble(offset + FLOAT64_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code float64}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight float64(final double value) {
        if (address != 0) {
            UnsafeApi.putDouble(address + FLOAT64_OFFSET, value);
        } else {
            buffer.putDouble(offset + FLOAT64_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public float float32() {
        return address != 0 ? UnsafeApi.getFloat(address + FLOAT32_OFFSET) : buffer.getFloat(offset + FLOAT32_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code float32}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight float32(final float value) {
        if (address != 0) {
            UnsafeApi.putFloat(address + FLOAT32_OFFSET, value);
        } else {
            buffer.putFloat(offset + FLOAT32_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public TimeUnit unit() {
        return UNIT_CONSTANTS[(address != 0 ? UnsafeApi.getByte(address + UNIT_OFFSET) : buffer.getByte(offset + UNIT_OFFSET)) & 0xFF];
    }

    /**
     * Sets {@code unit}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight unit(final TimeUnit value) {
        if (address != 0) {
            UnsafeApi.putByte(address + UNIT_OFFSET, (byte) value.ordinal());
        } else {
            buffer.putByte(offset + UNIT_OFFSET, (byte) value.ordinal());
        }
        return this;
    }

    @Override
    public AsciiField ascii() {
        return asciiView;
    }

    /**
     * Sets {@code ascii}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight ascii(final CharSequence value) {
        asciiView.set(value);
        return this;
    }

    @Override
    public Utf8Field utf8() {
        return utf8View.decode();
    }

    /**
     * Sets {@code utf8}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight utf8(final CharSequence value) {
        utf8View.set(value);
        return this;
    }

    @Override
    public long decimal() {
        return address != 0 ? UnsafeApi.getLong(address + DECIMAL_OFFSET) : buffer.getLong(offset + DECIMAL_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code decimal}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight decimal(final long value) {
        if (address != 0) {
            UnsafeApi.putLong(address + DECIMAL_OFFSET, value);
        } else {
            buffer.putLong(offset + DECIMAL_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public int symbol() {
        return address != 0 ? UnsafeApi.getInt(address + SYMBOL_OFFSET) : buffer.getInt(offset + SYMBOL_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code symbol}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight symbol(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + SYMBOL_OFFSET, value);
        } else {
            buffer.putInt(offset + SYMBOL_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public Int128Field int128() {
        return int128View;
    }

    /**
     * Sets {@code int128}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight int128(final Int128 value) {
        int128View.set(value);
        return this;
    }

    @Override
    public Int128Field exact() {
        return exactView;
    }

    /**
     * Sets {@code exact}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight exact(final Int128 value) {
        exactView.set(value);
        return this;
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
    public EverythingFlyweight timeNs(final long value) {
        if (address != 0) {
            UnsafeApi.putLong(address + TIME_NS_OFFSET, value);
        } else {
            buffer.putLong(offset + TIME_NS_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    @Override
    public long maybeInt64() {
        return address != 0 ? UnsafeApi.getLong(address + MAYBE_INT64_OFFSET) : buffer.getLong(offset + MAYBE_INT64_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code maybeInt64}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeInt64(final long value) {
        if (address != 0) {
            UnsafeApi.putLong(address + MAYBE_INT64_OFFSET, value);
        } else {
            buffer.putLong(offset + MAYBE_INT64_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        markPresent(461, 1);
        return this;
    }

    @Override
    public boolean hasMaybeInt64() {
        return isPresent(461, 1);
    }

    /**
     * Makes {@code maybeInt64} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeInt64() {
        clearOptional(461, 1, MAYBE_INT64_OFFSET, 8);
        return this;
    }

    @Override
    public int maybeInt32() {
        return address != 0 ? UnsafeApi.getInt(address + MAYBE_INT32_OFFSET) : buffer.getInt(offset + MAYBE_INT32_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code maybeInt32}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeInt32(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + MAYBE_INT32_OFFSET, value);
        } else {
            buffer.putInt(offset + MAYBE_INT32_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        markPresent(461, 2);
        return this;
    }

    /**
     * Whether {@code maybeInt32} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeInt32() {
        return isPresent(461, 2);
    }

    /**
     * Makes {@code maybeInt32} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeInt32() {
        clearOptional(461, 2, MAYBE_INT32_OFFSET, 4);
        return this;
    }

    @Override
    public short maybeInt16() {
        return address != 0 ? UnsafeApi.getShort(address + MAYBE_INT16_OFFSET) : buffer.getShort(offset + MAYBE_INT16_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code maybeInt16}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeInt16(final short value) {
        if (address != 0) {
            UnsafeApi.putShort(address + MAYBE_INT16_OFFSET, value);
        } else {
            buffer.putShort(offset + MAYBE_INT16_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        markPresent(461, 4);
        return this;
    }

    /**
     * Whether {@code maybeInt16} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeInt16() {
        return isPresent(461, 4);
    }

    /**
     * Makes {@code maybeInt16} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeInt16() {
        clearOptional(461, 4, MAYBE_INT16_OFFSET, 2);
        return this;
    }

    @Override
    public byte maybeInt8() {
        return address != 0 ? UnsafeApi.getByte(address + MAYBE_INT8_OFFSET) : buffer.getByte(offset + MAYBE_INT8_OFFSET);
    }

    /**
     * Sets {@code maybeInt8}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeInt8(final byte value) {
        if (address != 0) {
            UnsafeApi.putByte(address + MAYBE_INT8_OFFSET, value);
        } else {
            buffer.putByte(offset + MAYBE_INT8_OFFSET, value);
        }
        markPresent(461, 8);
        return this;
    }

    /**
     * Whether {@code maybeInt8} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeInt8() {
        return isPresent(461, 8);
    }

    /**
     * Makes {@code maybeInt8} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeInt8() {
        clearOptional(461, 8, MAYBE_INT8_OFFSET, 1);
        return this;
    }

    @Override
    public char maybeCharacter() {
        return address != 0 ? UnsafeApi.getChar(address + MAYBE_CHARACTER_OFFSET) : buffer.getChar(offset + MAYBE_CHARACTER_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code maybeCharacter}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeCharacter(final char value) {
        if (address != 0) {
            UnsafeApi.putChar(address + MAYBE_CHARACTER_OFFSET, value);
        } else {
            buffer.putChar(offset + MAYBE_CHARACTER_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        markPresent(461, 16);
        return this;
    }

    /**
     * Whether {@code maybeCharacter} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeCharacter() {
        return isPresent(461, 16);
    }

    /**
     * Makes {@code maybeCharacter} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeCharacter() {
        clearOptional(461, 16, MAYBE_CHARACTER_OFFSET, 2);
        return this;
    }

    @Override
    public boolean maybeBool() {
        return (address != 0 ? UnsafeApi.getByte(address + MAYBE_BOOL_OFFSET) : buffer.getByte(offset + MAYBE_BOOL_OFFSET)) != 0;
    }

    /**
     * Sets {@code maybeBool}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeBool(final boolean value) {
        if (address != 0) {
            UnsafeApi.putByte(address + MAYBE_BOOL_OFFSET, (byte) (value ? 1 : 0));
        } else {
            buffer.putByte(offset + MAYBE_BOOL_OFFSET, (byte) (value ? 1 : 0));
        }
        markPresent(461, 32);
        return this;
    }

    /**
     * Whether {@code maybeBool} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeBool() {
        return isPresent(461, 32);
    }

    /**
     * Makes {@code maybeBool} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeBool() {
        clearOptional(461, 32, MAYBE_BOOL_OFFSET, 1);
        return this;
    }

    @Override
    public double maybeFloat64() {
        return address != 0 ? UnsafeApi.getDouble(address + MAYBE_FLOAT64_OFFSET) : buffer.getDouble(offset + MAYBE_FLOAT64_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code maybeFloat64}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeFloat64(final double value) {
        if (address != 0) {
            UnsafeApi.putDouble(address + MAYBE_FLOAT64_OFFSET, value);
        } else {
            buffer.putDouble(offset + MAYBE_FLOAT64_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        markPresent(461, 64);
        return this;
    }

    /**
     * Whether {@code maybeFloat64} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeFloat64() {
        return isPresent(461, 64);
    }

    /**
     * Makes {@code maybeFloat64} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeFloat64() {
        clearOptional(461, 64, MAYBE_FLOAT64_OFFSET, 8);
        return this;
    }

    @Override
    public float maybeFloat32() {
        return address != 0 ? UnsafeApi.getFloat(address + MAYBE_FLOAT32_OFFSET) : buffer.getFloat(offset + MAYBE_FLOAT32_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code maybeFloat32}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeFloat32(final float value) {
        if (address != 0) {
            UnsafeApi.putFloat(address + MAYBE_FLOAT32_OFFSET, value);
        } else {
            buffer.putFloat(offset + MAYBE_FLOAT32_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        markPresent(461, 128);
        return this;
    }

    /**
     * Whether {@code maybeFloat32} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeFloat32() {
        return isPresent(461, 128);
    }

    /**
     * Makes {@code maybeFloat32} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeFloat32() {
        clearOptional(461, 128, MAYBE_FLOAT32_OFFSET, 4);
        return this;
    }

    @Override
    public TimeUnit maybeUnit() {
        return MAYBE_UNIT_CONSTANTS[(address != 0 ? UnsafeApi.getByte(address + MAYBE_UNIT_OFFSET) : buffer.getByte(offset + MAYBE_UNIT_OFFSET)) & 0xFF];
    }

    /**
     * Sets {@code maybeUnit}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeUnit(final TimeUnit value) {
        if (address != 0) {
            UnsafeApi.putByte(address + MAYBE_UNIT_OFFSET, (byte) value.ordinal());
        } else {
            buffer.putByte(offset + MAYBE_UNIT_OFFSET, (byte) value.ordinal());
        }
        markPresent(462, 1);
        return this;
    }

    @Override
    public boolean hasMaybeUnit() {
        return isPresent(462, 1);
    }

    /**
     * Makes {@code maybeUnit} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeUnit() {
        clearOptional(462, 1, MAYBE_UNIT_OFFSET, 1);
        return this;
    }

    @Override
    public AsciiField maybeAscii() {
        return maybeAsciiView;
    }

    /**
     * Sets {@code maybeAscii}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeAscii(final CharSequence value) {
        maybeAsciiView.set(value);
        return this;
    }

    /**
     * Whether {@code maybeAscii} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeAscii() {
        return isPresent(462, 2);
    }

    /**
     * Makes {@code maybeAscii} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeAscii() {
        clearOptional(462, 2, MAYBE_ASCII_OFFSET, 4);
        return this;
    }

    @Override
    public Utf8Field maybeUtf8() {
        return maybeUtf8View.decode();
    }

    /**
     * Sets {@code maybeUtf8}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeUtf8(final CharSequence value) {
        maybeUtf8View.set(value);
        return this;
    }

    /**
     * Whether {@code maybeUtf8} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeUtf8() {
        return isPresent(462, 4);
    }

    /**
     * Makes {@code maybeUtf8} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeUtf8() {
        clearOptional(462, 4, MAYBE_UTF8_OFFSET, 4);
        return this;
    }

    @Override
    public long maybeDecimal() {
        return address != 0 ? UnsafeApi.getLong(address + MAYBE_DECIMAL_OFFSET) : buffer.getLong(offset + MAYBE_DECIMAL_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code maybeDecimal}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeDecimal(final long value) {
        if (address != 0) {
            UnsafeApi.putLong(address + MAYBE_DECIMAL_OFFSET, value);
        } else {
            buffer.putLong(offset + MAYBE_DECIMAL_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        markPresent(462, 8);
        return this;
    }

    /**
     * Whether {@code maybeDecimal} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeDecimal() {
        return isPresent(462, 8);
    }

    /**
     * Makes {@code maybeDecimal} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeDecimal() {
        clearOptional(462, 8, MAYBE_DECIMAL_OFFSET, 8);
        return this;
    }

    @Override
    public int maybeSymbol() {
        return address != 0 ? UnsafeApi.getInt(address + MAYBE_SYMBOL_OFFSET) : buffer.getInt(offset + MAYBE_SYMBOL_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sets {@code maybeSymbol}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeSymbol(final int value) {
        if (address != 0) {
            UnsafeApi.putInt(address + MAYBE_SYMBOL_OFFSET, value);
        } else {
            buffer.putInt(offset + MAYBE_SYMBOL_OFFSET, value, ByteOrder.LITTLE_ENDIAN);
        }
        markPresent(462, 16);
        return this;
    }

    /**
     * Whether {@code maybeSymbol} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeSymbol() {
        return isPresent(462, 16);
    }

    /**
     * Makes {@code maybeSymbol} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeSymbol() {
        clearOptional(462, 16, MAYBE_SYMBOL_OFFSET, 4);
        return this;
    }

    @Override
    public Int128Field maybeInt128() {
        return maybeInt128View;
    }

    /**
     * Sets {@code maybeInt128}.
     *
     * @param value the value.
     * @return this.
     */
    public EverythingFlyweight maybeInt128(final Int128 value) {
        maybeInt128View.set(value);
        return this;
    }

    /**
     * Whether {@code maybeInt128} is there.
     *
     * @return true if it is.
     */
    public boolean hasMaybeInt128() {
        return isPresent(462, 32);
    }

    /**
     * Makes {@code maybeInt128} absent.
     *
     * @return this.
     */
    public EverythingFlyweight clearMaybeInt128() {
        clearOptional(462, 32, MAYBE_INT128_OFFSET, 16);
        return this;
    }
}
