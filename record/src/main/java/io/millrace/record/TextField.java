package io.millrace.record;

import java.nio.ByteOrder;

/**
 * The text in a field of a flyweight, as a view that the flyweight owns. <b>Not thread-safe.</b>
 *
 * <p>Equality is not defined, since the text changes in place: compare with {@link #contentEquals}.
 */
public abstract class TextField implements CharSequence {
    final Flyweight owner;
    final Field field;
    final int textBytes;
    private final int lengthOffset;
    private final int bytesOffset;
    private final int presenceByte;
    private final int presenceMask;

    TextField(final Flyweight owner, final Field field) {
        this.owner = owner;
        this.field = field;
        this.textBytes = field.textBytes();
        this.lengthOffset = field.offset();
        this.bytesOffset = field.offset() + field.spec().textPrefixBytes();
        this.presenceByte = Flyweight.presenceByte(owner.type().layout(), field);
        this.presenceMask = Flyweight.presenceMask(field);
    }

    /**
     * Stores a text.
     *
     * @param value the text.
     * @throws IllegalArgumentException if it has characters that the field cannot hold, or is too long and the field
     *     does not truncate. The field then keeps its value.
     */
    public abstract void set(CharSequence value);

    /**
     * Compares character by character. Allocates nothing.
     *
     * @param other the text to compare with.
     * @return true if both have the same characters.
     */
    public final boolean contentEquals(final CharSequence other) {
        final int length = length();
        if (other.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (charAt(i) != other.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A copy of a part. Allocates. */
    @Override
    public final CharSequence subSequence(final int start, final int end) {
        return toString().substring(start, end);
    }

    /** A copy of the text. Allocates. */
    @Override
    public final String toString() {
        return new StringBuilder(length()).append(this, 0, length()).toString();
    }

    /** Length of the stored text in bytes. Memory that was never cleared may say anything, but not more than fits. */
    final int storedBytes() {
        final int position = owner.offset + lengthOffset;
        final int length = textBytes <= 255
                ? owner.buffer.getByte(position) & 0xFF
                : owner.buffer.getShort(position, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        return Math.min(length, textBytes);
    }

    final int storedByte(final int index) {
        return owner.buffer.getByte(owner.offset + bytesOffset + index) & 0xFF;
    }

    final void storeByte(final int index, final int value) {
        owner.buffer.putByte(owner.offset + bytesOffset + index, (byte) value);
    }

    /** Writes the length, and zeros after the text: equal texts have equal bytes. */
    final void finish(final int lengthBytes) {
        final int position = owner.offset + lengthOffset;
        if (textBytes <= 255) {
            owner.buffer.putByte(position, (byte) lengthBytes);
        } else {
            owner.buffer.putShort(position, (short) lengthBytes, ByteOrder.LITTLE_ENDIAN);
        }
        for (int i = lengthBytes; i < textBytes; i++) {
            storeByte(i, 0);
        }
        if (presenceMask != 0) {
            owner.markPresent(presenceByte, presenceMask);
        }
    }

    final IllegalArgumentException tooLong(final int length) {
        return new IllegalArgumentException(
                "text too long for " + field.name() + " of " + owner.type().name() + ": " + length
                        + (field.kind() == FieldKind.ASCII ? " characters" : " bytes") + ", at most " + textBytes);
    }

    final IllegalArgumentException unfit(final CharSequence value, final int index, final String why) {
        return new IllegalArgumentException(
                "text does not fit " + field.name() + " of " + owner.type().name() + ": character " + (index + 1) + " ("
                        + String.format("U+%04X", (int) value.charAt(index)) + ") " + why);
    }
}
