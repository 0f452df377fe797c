package io.millrace.record;

/** Decimal numbers on a {@code long}, read from text and written as text without allocation. Thread-safe. */
public final class Decimals {
    /** The largest scale: ten to its power is still a {@code long}. */
    public static final int MAX_SCALE = 18;

    private static final long[] POWERS = new long[MAX_SCALE + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i <= MAX_SCALE; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimals() {}

    /**
     * Ten to the power of a scale.
     *
     * @param scale 0 to {@link #MAX_SCALE}.
     * @return the power.
     */
    public static long powerOfTen(final int scale) {
        return POWERS[scale];
    }

    /**
     * Reads a decimal number: an optional sign, digits, and optionally a point with digits on at least one side.
     * Trailing zeros beyond the scale are accepted, since they change nothing.
     *
     * @param text the number.
     * @param scale digits after the point in the result, 0 to {@link #MAX_SCALE}.
     * @return the number times ten to the power of the scale.
     * @throws DecimalFormatException if it is not a number, has too many decimals, or does not fit.
     */
    public static long parse(final CharSequence text, final int scale) {
        return parse(text, 0, text.length(), scale);
    }

    /**
     * Reads a decimal number that is part of a text; see {@link #parse(CharSequence, int)}.
     *
     * @param text the text.
     * @param start index of the number's first character.
     * @param end index after its last character.
     * @param scale digits after the point in the result, 0 to {@link #MAX_SCALE}.
     * @return the number times ten to the power of the scale.
     * @throws DecimalFormatException if it is not a number, has too many decimals, or does not fit.
     */
    public static long parse(final CharSequence text, final int start, final int end, final int scale) {
        return DecimalParser.parse(text, start, end, scale);
    }

    /**
     * Writes a decimal number with all digits of its scale. Allocates nothing, unless the text has to grow.
     *
     * @param unscaled the number times ten to the power of the scale.
     * @param scale digits after the point, 0 to {@link #MAX_SCALE}.
     * @param out where to append.
     */
    public static void append(final long unscaled, final int scale, final StringBuilder out) {
        if (scale == 0) {
            out.append(unscaled);
            return;
        }
        final long power = POWERS[scale];
        final long whole = unscaled / power;
        final long fraction = Math.abs(unscaled % power);
        if (unscaled < 0 && whole == 0) {
            out.append('-');
        }
        out.append(whole).append('.');
        appendPadded(fraction, scale, out);
    }

    /**
     * Writes a 128-bit decimal number with all digits of its scale. Allocates nothing, unless the text has to grow.
     *
     * @param unscaled the number times ten to the power of the scale.
     * @param scale digits after the point, 0 to {@link #MAX_SCALE}.
     * @param out where to append.
     */
    public static void append(final Int128 unscaled, final int scale, final StringBuilder out) {
        if (unscaled.fitsLong()) {
            append(unscaled.low(), scale, out);
        } else {
            Int128Digits.append(unscaled.high(), unscaled.low(), scale, out);
        }
    }

    private static void appendPadded(final long digits, final int width, final StringBuilder out) {
        for (int i = width - 1; i > 0 && digits < POWERS[i]; i--) {
            out.append('0');
        }
        out.append(digits);
    }
}
