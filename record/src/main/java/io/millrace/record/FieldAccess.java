package io.millrace.record;

import java.nio.ByteOrder;

/**
 * Reads and writes the fields of any flyweight by {@link Field}: slower than the generated getters and setters, and
 * works for layouts that are known at run time only. Writing makes an optional field present. Allocates nothing, but
 * for one view per text or 128-bit field when it is first used. <b>As thread-safe as the flyweight: not at all.</b>
 *
 * <p>All methods throw {@link IllegalArgumentException} if the field is of another layout, or of a kind they do not
 * handle.
 */
public final class FieldAccess {
    private FieldAccess() {}

    /**
     * Reads a whole number: an {@code int64}, {@code int32}, {@code int16}, {@code int8} or {@code char}, a decimal's
     * unscaled value, a symbol's id, an enum's ordinal, or 0 or 1 for a boolean.
     *
     * @param record the flyweight.
     * @param field a field of its layout.
     * @return the value.
     */
    public static long getLong(final Flyweight record, final Field field) {
        final int at = record.offset + check(record, field).offset();
        return switch (field.kind()) {
            case INT64, DECIMAL -> record.buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
            case INT32, SYMBOL -> record.buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            case INT16 -> record.buffer.getShort(at, ByteOrder.LITTLE_ENDIAN);
            case CHAR -> record.buffer.getChar(at, ByteOrder.LITTLE_ENDIAN);
            case INT8, BOOLEAN -> record.buffer.getByte(at);
            case ENUM ->
                field.sizeBytes() == 1
                        ? record.buffer.getByte(at) & 0xFF
                        : record.buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            default -> throw wrongKind(record, field, "a whole number");
        };
    }

    /**
     * Writes a whole number; see {@link #getLong}.
     *
     * @param record the flyweight.
     * @param field a field of its layout.
     * @param value the value.
     * @throws IllegalArgumentException also if the value does not fit the field.
     */
    public static void putLong(final Flyweight record, final Field field, final long value) {
        final int at = record.offset + check(record, field).offset();
        requireInRange(record, field, value);
        switch (field.kind()) {
            case INT64, DECIMAL -> record.buffer.putLong(at, value, ByteOrder.LITTLE_ENDIAN);
            case INT32, SYMBOL -> record.buffer.putInt(at, (int) value, ByteOrder.LITTLE_ENDIAN);
            case INT16, CHAR -> record.buffer.putShort(at, (short) value, ByteOrder.LITTLE_ENDIAN);
            case INT8, BOOLEAN -> record.buffer.putByte(at, (byte) value);
            default -> {
                if (field.sizeBytes() == 1) {
                    record.buffer.putByte(at, (byte) value);
                } else {
                    record.buffer.putShort(at, (short) value, ByteOrder.LITTLE_ENDIAN);
                }
            }
        }
        markPresent(record, field);
    }

    /**
     * Reads a {@code float64} or {@code float32}.
     *
     * @param record the flyweight.
     * @param field a field of its layout.
     * @return the value.
     */
    public static double getDouble(final Flyweight record, final Field field) {
        final int at = record.offset + check(record, field).offset();
        return switch (field.kind()) {
            case FLOAT64 -> record.buffer.getDouble(at, ByteOrder.LITTLE_ENDIAN);
            case FLOAT32 -> record.buffer.getFloat(at, ByteOrder.LITTLE_ENDIAN);
            default -> throw wrongKind(record, field, "a floating-point number");
        };
    }

    /**
     * Writes a {@code float64}, or a {@code float32} after rounding to it.
     *
     * @param record the flyweight.
     * @param field a field of its layout.
     * @param value the value.
     */
    public static void putDouble(final Flyweight record, final Field field, final double value) {
        final int at = record.offset + check(record, field).offset();
        switch (field.kind()) {
            case FLOAT64 -> record.buffer.putDouble(at, value, ByteOrder.LITTLE_ENDIAN);
            case FLOAT32 -> record.buffer.putFloat(at, (float) value, ByteOrder.LITTLE_ENDIAN);
            default -> throw wrongKind(record, field, "a floating-point number");
        }
        markPresent(record, field);
    }

    /**
     * Reads a text.
     *
     * @param record the flyweight.
     * @param field a field of its layout.
     * @return a view, valid until the flyweight moves or the text is read again.
     */
    public static TextField getText(final Flyweight record, final Field field) {
        if (!check(record, field).kind().isText()) {
            throw wrongKind(record, field, "a text");
        }
        return record.views().text(field);
    }

    /**
     * Writes a text.
     *
     * @param record the flyweight.
     * @param field a field of its layout.
     * @param value the text.
     * @throws IllegalArgumentException also if the text does not fit; see {@link TextField#set}.
     */
    public static void putText(final Flyweight record, final Field field, final CharSequence value) {
        getText(record, field).set(value);
    }

    /**
     * The number in a 128-bit field, to read and to change.
     *
     * @param record the flyweight.
     * @param field a field of its layout.
     * @return a view that moves with the flyweight.
     */
    public static Int128Field int128(final Flyweight record, final Field field) {
        if (check(record, field).kind() != FieldKind.INT128) {
            throw wrongKind(record, field, "a 128-bit number");
        }
        return record.views().number(field);
    }

    /**
     * Whether a field is there.
     *
     * @param record the flyweight.
     * @param field a field of its layout.
     * @return true for a field that is not optional.
     */
    public static boolean isPresent(final Flyweight record, final Field field) {
        check(record, field);
        return !field.isOptional()
                || record.isPresent(
                        Flyweight.presenceByte(record.type().layout(), field), Flyweight.presenceMask(field));
    }

    /**
     * Sets a field's bytes to zero, and makes it absent if it is optional.
     *
     * @param record the flyweight.
     * @param field a field of its layout.
     */
    public static void clear(final Flyweight record, final Field field) {
        check(record, field);
        record.buffer.setMemory(record.offset + field.offset(), field.sizeBytes(), (byte) 0);
        if (field.isOptional()) {
            record.clearPresent(Flyweight.presenceByte(record.type().layout(), field), Flyweight.presenceMask(field));
        }
    }

    private static void markPresent(final Flyweight record, final Field field) {
        if (field.isOptional()) {
            record.markPresent(Flyweight.presenceByte(record.type().layout(), field), Flyweight.presenceMask(field));
        }
    }

    private static void requireInRange(final Flyweight record, final Field field, final long value) {
        final boolean fits = switch (field.kind()) {
            case INT64, DECIMAL -> true;
            case INT32, SYMBOL -> value == (int) value;
            case INT16 -> value == (short) value;
            case INT8 -> value == (byte) value;
            case CHAR -> value == (char) value;
            case BOOLEAN -> value == 0 || value == 1;
            case ENUM -> value >= 0 && value < field.constants().size();
            default -> throw wrongKind(record, field, "a whole number");
        };
        if (!fits) {
            throw new IllegalArgumentException(value + " does not fit field " + field.name() + " ("
                    + field.kind().word() + ") of record " + record.type().name());
        }
    }

    private static Field check(final Flyweight record, final Field field) {
        final Layout layout = record.type().layout();
        if (field.index() < layout.fields().size()) {
            final Field own = layout.fields().get(field.index());
            if (own == field || own.equals(field)) {
                return field;
            }
        }
        throw new IllegalArgumentException(
                "field " + field.name() + " is not of the layout of record " + layout.name());
    }

    private static IllegalArgumentException wrongKind(final Flyweight record, final Field field, final String wanted) {
        return new IllegalArgumentException("field " + field.name() + " of record "
                + record.type().name() + " is " + field.kind().word() + ", not " + wanted);
    }
}
