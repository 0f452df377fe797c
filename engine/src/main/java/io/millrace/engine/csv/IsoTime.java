package io.millrace.engine.csv;

/** Reads ISO 8601 times without allocating; see {@link TimeText#ISO}. */
final class IsoTime {
    private static final int MIN_LENGTH = 19;
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int[] DAYS_BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    private IsoTime() {}

    static long parseNs(final CharSequence text) {
        if (text.length() < MIN_LENGTH) {
            throw notATime(text);
        }
        require(text, 4, '-');
        require(text, 7, '-');
        final char between = text.charAt(10);
        if (between != 'T' && between != 't' && between != ' ') {
            throw notATime(text);
        }
        require(text, 13, ':');
        require(text, 16, ':');
        final long days = epochDay(text, number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
        final int second = secondOfDay(text, number(text, 11, 2), number(text, 14, 2), number(text, 17, 2));
        int end = MIN_LENGTH;
        int nanos = 0;
        if (end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == ',')) {
            int digits = 0;
            for (end++; end < text.length() && isDigit(text.charAt(end)); end++, digits++) {
                nanos = digits < NANO_DIGITS ? nanos * 10 + text.charAt(end) - '0' : tooManyDecimals(text);
            }
            if (digits == 0) {
                throw notATime(text);
            }
            for (; digits < NANO_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        final long seconds = days * SECONDS_PER_DAY + second - offsetSeconds(text, end);
        return exactNs(text, seconds, nanos);
    }

    /** Rounds down before multiplying, so that the smallest times do not overflow on the way. */
    private static long exactNs(final CharSequence text, final long seconds, final int nanos) {
        try {
            return seconds < 0
                    ? Math.addExact(Math.multiplyExact(seconds + 1, 1_000_000_000L), nanos - 1_000_000_000L)
                    : Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), nanos);
        } catch (final ArithmeticException e) {
            throw new IllegalArgumentException("time out of range: \"" + text + "\" is not within 1678 to 2261", e);
        }
    }

    private static long epochDay(final CharSequence text, final int year, final int month, final int day) {
        final boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (month < 1 || month > 12) {
            throw notATime(text);
        }
        final int length = DAYS_BEFORE[month] - DAYS_BEFORE[month - 1] + (leap && month == 2 ? 1 : 0);
        if (day < 1 || day > length) {
            throw notATime(text);
        }
        final long before = year - 1L;
        final long leapDays = Math.floorDiv(before, 4L) - Math.floorDiv(before, 100L) + Math.floorDiv(before, 400L);
        final long daysToYear = before * 365 + leapDays - 719_162;
        return daysToYear + DAYS_BEFORE[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
    }

    private static int secondOfDay(final CharSequence text, final int hour, final int minute, final int second) {
        if (hour > 23 || minute > 59 || second > 59) {
            throw notATime(text);
        }
        return (hour * 60 + minute) * 60 + second;
    }

    /** {@code Z}, {@code +hh}, {@code +hhmm}, {@code +hh:mm}, or nothing. */
    private static int offsetSeconds(final CharSequence text, final int start) {
        final int length = text.length() - start;
        if (length == 0 || length == 1 && (text.charAt(start) == 'Z' || text.charAt(start) == 'z')) {
            return 0;
        }
        final char sign = text.charAt(start);
        final boolean colon = length == 6 && text.charAt(start + 3) == ':';
        if (sign != '+' && sign != '-' || length != 3 && length != 5 && !colon) {
            throw notATime(text);
        }
        final int hours = number(text, start + 1, 2);
        final int minutes = length == 3 ? 0 : number(text, start + length - 2, 2);
        if (hours > 18 || minutes > 59) {
            throw notATime(text);
        }
        final int seconds = (hours * 60 + minutes) * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static int number(final CharSequence text, final int start, final int digits) {
        int value = 0;
        for (int i = start; i < start + digits; i++) {
            final char c = text.charAt(i);
            if (!isDigit(c)) {
                throw notATime(text);
            }
            value = value * 10 + c - '0';
        }
        return value;
    }

    private static boolean isDigit(final char c) {
        return c >= '0' && c <= '9';
    }

    private static void require(final CharSequence text, final int index, final char expected) {
        if (text.charAt(index) != expected) {
            throw notATime(text);
        }
    }

    private static int tooManyDecimals(final CharSequence text) {
        throw new IllegalArgumentException("too many decimals: \"" + text + "\", at most nine");
    }

    private static IllegalArgumentException notATime(final CharSequence text) {
        return new IllegalArgumentException("not a time: \"" + text + "\", expected one like 2024-08-08T09:30:00.123Z");
    }
}
