package io.millrace.record;

import java.util.Objects;

/** The text of an {@link Ascii} field, read in place. <b>Not thread-safe.</b> */
public final class AsciiField extends TextField {
    AsciiField(final Flyweight owner, final Field field) {
        super(owner, field);
    }

    @Override
    public int length() {
        return storedBytes();
    }

    @Override
    public char charAt(final int index) {
        Objects.checkIndex(index, storedBytes());
        return (char) storedByte(index);
    }

    @Override
    public void set(final CharSequence value) {
        int length = value.length();
        if (length > textBytes) {
            if (field.overflow() == Overflow.REJECT) {
                throw tooLong(length);
            }
            length = textBytes;
        }
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) > 127) {
                throw unfit(value, i, "is not ASCII");
            }
        }
        for (int i = 0; i < length; i++) {
            storeByte(i, value.charAt(i));
        }
        finish(length);
    }
}
