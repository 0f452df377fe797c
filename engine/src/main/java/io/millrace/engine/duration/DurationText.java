package io.millrace.engine.duration;

import java.util.List;

/**
 * Durations as text: an integer and a unit, such as {@code 200ms}; units are ns, us, ms, s, m, h and d. Zero needs no
 * unit.
 *
 * <p><b>Thread-safe.</b>
 */
public final class DurationText {
    /** From the longest; the names are tried from the end, so that {@code ms} is not taken for {@code s}. */
    private static final List<Unit> UNITS = List.of(
            new Unit("d", 86_400_000_000_000L),
            new Unit("h", 3_600_000_000_000L),
            new Unit("m", 60_000_000_000L),
            new Unit("s", 1_000_000_000L),
            new Unit("ms", 1_000_000L),
            new Unit("us", 1_000L),
            new Unit("ns", 1L));

    private DurationText() {}

    private record Unit(String name, long ns) {}

    /**
     * Reads a duration.
     *
     * @param text the duration.
     * @return nanoseconds; may be negative.
     * @throws IllegalArgumentException if it is not a duration, or exceeds 2^63 - 1 ns (some 292 years).
     */
    public static long parseNs(final String text) {
        final int digits = digits(text);
        final String number = text.substring(0, digits);
        final String name = text.substring(digits);
        if (number.isEmpty() || number.equals("-") || number.equals("+")) {
            throw notADuration(text, "");
        }
        if (name.isEmpty()) {
            return requireZero(text, number);
        }
        for (final Unit unit : UNITS) {
            if (unit.name.equals(name)) {
                return multiply(text, number, unit);
            }
        }
        throw notADuration(text, ": there is no unit '" + name + "'");
    }

    /**
     * Writes a duration with the largest unit in which it is whole.
     *
     * @param ns nanoseconds.
     * @return text that {@link #parseNs} reads back.
     */
    public static String format(final long ns) {
        for (final Unit unit : UNITS) {
            if (ns % unit.ns == 0 && (ns != 0 || unit.ns == 1)) {
                return ns / unit.ns + unit.name;
            }
        }
        throw new AssertionError("the last unit divides everything");
    }

    private static int digits(final String text) {
        int i = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static long requireZero(final String text, final String number) {
        if (number.chars().anyMatch(c -> c >= '1' && c <= '9')) {
            throw notADuration(text, ": the unit is missing");
        }
        return 0;
    }

    private static long multiply(final String text, final String number, final Unit unit) {
        try {
            return Math.multiplyExact(Long.parseLong(number), unit.ns);
        } catch (final ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is longer than 2^63 - 1 ns, which is some 292 years", e);
        }
    }

    private static IllegalArgumentException notADuration(final String text, final String why) {
        return new IllegalArgumentException("'" + text + "' is not a duration" + why
                + " (an integer and one of ns, us, ms, s, m, h, d, such as 200ms)");
    }
}
