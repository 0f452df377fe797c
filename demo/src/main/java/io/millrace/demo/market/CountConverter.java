package io.millrace.demo.market;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers on the command line, such as 5000000, 5_000_000, 5,000,000 or 5M. */
final class CountConverter implements ITypeConverter<Long> {
    private static final Pattern COUNT = Pattern.compile("(-?[0-9][0-9_,]*)([kM]?)");

    @Override
    public Long convert(final String value) {
        try {
            return parse(value);
        } catch (final IllegalArgumentException e) {
            throw new TypeConversionException("'" + value + "' is not a number (such as 500000 or 5M)");
        } catch (final ArithmeticException e) {
            throw new TypeConversionException("'" + value + "' is too large a number");
        }
    }

    /**
     * Reads a number.
     *
     * @throws IllegalArgumentException if it is none.
     * @throws ArithmeticException if it exceeds 64 bits.
     */
    static long parse(final String value) {
        final Matcher matcher = COUNT.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(value);
        }
        final long unit = matcher.group(2).isEmpty() ? 1 : matcher.group(2).equals("k") ? 1_000 : 1_000_000;
        return Math.multiplyExact(number(matcher.group(1).replace("_", "").replace(",", "")), unit);
    }

    /** The text has digits only. */
    private static long number(final String digits) {
        try {
            return Long.parseLong(digits);
        } catch (final NumberFormatException e) {
            throw (ArithmeticException) new ArithmeticException(digits).initCause(e);
        }
    }
}
