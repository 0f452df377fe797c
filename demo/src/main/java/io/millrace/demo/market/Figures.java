package io.millrace.demo.market;

import io.millrace.record.Decimals;

/** Numbers for people, the same in every locale. */
final class Figures {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MILLI = 1_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;

    private Figures() {}

    /** With a comma every three digits. */
    static String grouped(final long value) {
        final StringBuilder text = new StringBuilder(Long.toString(value));
        final int first = value < 0 ? 1 : 0;
        for (int i = text.length() - 3; i > first; i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /** Nanoseconds as seconds, with a decimal; two below ten, so that short runs show something. */
    static String seconds(final long ns) {
        return decimal(ns, NS_PER_SECOND, ns < 10 * NS_PER_SECOND ? 2 : 1);
    }

    /** Nanoseconds as milliseconds. */
    static String millis(final long ns) {
        return decimal(ns, NS_PER_MILLI, 1);
    }

    /** Nanoseconds as microseconds. */
    static String micros(final long ns) {
        return decimal(ns, 1_000, 1);
    }

    /** Time of day in UTC. */
    static String time(final long ns) {
        if (ns == Long.MIN_VALUE) {
            return "none yet";
        }
        if (ns == Long.MAX_VALUE) {
            return "end of input";
        }
        final long second = Math.floorMod(Math.floorDiv(ns, NS_PER_SECOND), SECONDS_PER_DAY);
        final long milli = Math.floorMod(ns, NS_PER_SECOND) / NS_PER_MILLI;
        return twoDigits(second / 3_600)
                + ':'
                + twoDigits(second / 60 % 60)
                + ':'
                + twoDigits(second % 60)
                + '.'
                + twoDigits(milli / 10)
                + milli % 10;
    }

    /** A number with all digits of its scale. */
    static String decimal(final long unscaled, final int scale) {
        final StringBuilder text = new StringBuilder();
        Decimals.append(unscaled, scale, text);
        return text.toString();
    }

    /** Text in a column, to the right. */
    static String right(final String text, final int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** Text in a column, to the left, cut where it is too long. */
    static String left(final String text, final int width) {
        return cut(text, width) + " ".repeat(Math.max(0, width - text.length()));
    }

    /** Text of a width at most; two points stand for what is cut off. */
    static String cut(final String text, final int width) {
        if (text.length() <= width) {
            return text;
        }
        return width <= 2 ? text.substring(0, width) : text.substring(0, width - 2) + "..";
    }

    private static String decimal(final long ns, final long unitNs, final int digits) {
        final long divisor = unitNs / Decimals.powerOfTen(digits);
        return Decimals.powerOfTen(digits) == 1 || divisor == 0 ? grouped(ns / unitNs) : decimal(ns / divisor, digits);
    }

    private static String twoDigits(final long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }
}
