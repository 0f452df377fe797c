package io.millrace.record;

import java.util.Objects;

/**
 * The text of a {@link Utf8} field, decoded into a buffer that is reused. <b>Not thread-safe.</b>
 *
 * <p>It shows the text of the last {@link #decode()}, which the flyweight's getter calls.
 */
public final class Utf8Field extends TextField {
    private static final char REPLACEMENT = '\uFFFD';

    private final char[] chars;
    private int length;

    Utf8Field(final Flyweight owner, final Field field) {
        super(owner, field);
        this.chars = new char[field.textBytes()];
    }

    /**
     * Reads the field.
     *
     * @return this, showing the text as it is now.
     */
    public Utf8Field decode() {
        final int bytes = storedBytes();
        length = 0;
        int i = 0;
        while (i < bytes) {
            i += decodeOne(i, bytes);
        }
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(final int index) {
        return chars[Objects.checkIndex(index, length)];
    }

    @Override
    public void set(final CharSequence value) {
        final int end = fittingChars(value);
        int at = 0;
        for (int i = 0; i < end; i++) {
            final char c = value.charAt(i);
            if (Character.isHighSurrogate(c)) {
                i++;
                at = encode(at, Character.toCodePoint(c, value.charAt(i)));
            } else {
                at = encode(at, c);
            }
        }
        finish(at);
    }

    /** How many chars can be stored: all, or as many as fit where the field truncates. */
    private int fittingChars(final CharSequence value) {
        int bytes = 0;
        int fitting = 0;
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                final boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!paired) {
                    throw unfit(value, i, "is half of a character");
                }
                i++;
                bytes += 4;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
            fitting = bytes <= textBytes ? i + 1 : fitting;
        }
        if (bytes > textBytes && field.overflow() == Overflow.REJECT) {
            throw tooLong(bytes);
        }
        return fitting;
    }

    private int encode(final int at, final int codePoint) {
        if (codePoint < 0x80) {
            storeByte(at, codePoint);
            return at + 1;
        }
        if (codePoint < 0x800) {
            storeByte(at, 0xC0 | codePoint >> 6);
            storeByte(at + 1, 0x80 | codePoint & 0x3F);
            return at + 2;
        }
        if (codePoint < 0x10000) {
            storeByte(at, 0xE0 | codePoint >> 12);
            storeByte(at + 1, 0x80 | codePoint >> 6 & 0x3F);
            storeByte(at + 2, 0x80 | codePoint & 0x3F);
            return at + 3;
        }
        storeByte(at, 0xF0 | codePoint >> 18);
        storeByte(at + 1, 0x80 | codePoint >> 12 & 0x3F);
        storeByte(at + 2, 0x80 | codePoint >> 6 & 0x3F);
        storeByte(at + 3, 0x80 | codePoint & 0x3F);
        return at + 4;
    }

    /** Decodes one character and says how many bytes it took. Bytes that are no UTF-8 read as U+FFFD, one by one. */
    private int decodeOne(final int index, final int end) {
        final int first = storedByte(index);
        if (first < 0x80) {
            chars[length++] = (char) first;
            return 1;
        }
        final int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;
        if (size == 0 || index + size > end) {
            chars[length++] = REPLACEMENT;
            return 1;
        }
        int codePoint = first & 0xFF >> size + 1;
        for (int i = 1; i < size; i++) {
            if ((storedByte(index + i) & 0xC0) != 0x80) {
                chars[length++] = REPLACEMENT;
                return 1;
            }
            codePoint = codePoint << 6 | storedByte(index + i) & 0x3F;
        }
        if (size == 4 && Character.isSupplementaryCodePoint(codePoint)) {
            chars[length++] = Character.highSurrogate(codePoint);
            chars[length++] = Character.lowSurrogate(codePoint);
        } else {
            chars[length++] = size == 4 ? REPLACEMENT : (char) codePoint;
        }
        return size;
    }
}
