package io.millrace.engine.csv;

import io.millrace.record.Decimals;

/** Reads decimal numbers out of an array of characters. */
final class NumberText {
    private static final int MAX_DIGITS = 19;

    private NumberText() {}

    /**
     * Reads a decimal number: plain ones here, the others (and the mistakes) as {@link Decimals#parse} does.
     *
     * @param chars the characters.
     * @param start index of the number's first character.
     * @param end index after its last one.
     * @param scale digits after the point in the result.
     * @param text for the slow path.
     * @return the number times ten to the power of the scale.
     * @throws io.millrace.record.DecimalFormatException if it is not a number, has too many decimals, or does not fit.
     */
    static long parse(final char[] chars, final int start, final int end, final int scale, final FieldText text) {
        long value = 0;
        int digits = 0;
        int point = end;
        final boolean negative = start < end && chars[start] == '-';
        for (int i = negative ? start + 1 : start; i < end; i++) {
            final int digit = chars[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                digits++;
            } else if (chars[i] == '.' && point == end) {
                point = i;
            } else {
                return Decimals.parse(text.wrap(chars, start, end), scale);
            }
        }
        final int missing = scale - Math.max(0, end - point - 1);
        // Nineteen digits fit 64 bits without a sign, so that a number that is too large shows as a negative one.
        if (digits == 0 || missing < 0 || digits + missing > MAX_DIGITS || value < 0) {
            return Decimals.parse(text.wrap(chars, start, end), scale);
        }
        final long scaled = value * Decimals.powerOfTen(missing);
        if (scaled < 0) {
            return Decimals.parse(text.wrap(chars, start, end), scale);
        }
        return negative ? -scaled : scaled;
    }
}
