package io.millrace.record;

import io.millrace.record.DecimalFormatException.Reason;

/** Reads decimal numbers; see {@link Decimals#parse}. */
final class DecimalParser {
    private static final long LIMIT = Long.MIN_VALUE / 10;

    private DecimalParser() {}

    static long parse(final CharSequence text, final int start, final int end, final int scale) {
        int i = start;
        final boolean negative = i < end && text.charAt(i) == '-';
        if (negative || i < end && text.charAt(i) == '+') {
            i++;
        }
        // Accumulated as a negative number, which has room for Long.MIN_VALUE.
        long value = 0;
        int digits = 0;
        int decimals = -1;
        for (; i < end; i++) {
            final char c = text.charAt(i);
            if (c == '.' && decimals < 0) {
                decimals = 0;
                continue;
            }
            final int digit = c - '0';
            if (digit < 0 || digit > 9) {
                throw failure(Reason.NOT_A_NUMBER, text, start, end, scale);
            }
            digits++;
            if (decimals >= 0 && decimals++ >= scale) {
                requireZerosTo(text, i, start, end, scale);
                decimals = scale;
                break;
            }
            value = appendDigit(value, digit, text, start, end, scale);
        }
        if (digits == 0) {
            throw failure(Reason.NOT_A_NUMBER, text, start, end, scale);
        }
        for (int missing = scale - Math.max(0, decimals); missing > 0; missing--) {
            value = appendDigit(value, 0, text, start, end, scale);
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw failure(Reason.OVERFLOW, text, start, end, scale);
        }
        return negative ? value : -value;
    }

    private static long appendDigit(
            final long value,
            final int digit,
            final CharSequence text,
            final int start,
            final int end,
            final int scale) {
        final long shifted = value * 10 - digit;
        if (value < LIMIT || shifted > 0) {
            throw failure(Reason.OVERFLOW, text, start, end, scale);
        }
        return shifted;
    }

    private static void requireZerosTo(
            final CharSequence text, final int from, final int start, final int end, final int scale) {
        boolean zeros = true;
        for (int i = from; i < end; i++) {
            final char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw failure(Reason.NOT_A_NUMBER, text, start, end, scale);
            }
            zeros &= c == '0';
        }
        if (!zeros) {
            throw failure(Reason.TOO_MANY_DECIMALS, text, start, end, scale);
        }
    }

    private static DecimalFormatException failure(
            final Reason reason, final CharSequence text, final int start, final int end, final int scale) {
        final String shown = text.subSequence(start, Math.min(end, start + 64)).toString();
        final String message = switch (reason) {
            case NOT_A_NUMBER -> "not a number: \"" + shown + "\"";
            case TOO_MANY_DECIMALS -> "too many decimals: \"" + shown + "\", at most " + scale;
            case OVERFLOW -> "number too large: \"" + shown + "\" with " + scale + " decimals";
        };
        return new DecimalFormatException(reason, message);
    }
}
