package io.millrace.bench;

import io.millrace.engine.duration.DurationText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options spell numbers. */
final class Counts {
    private static final Pattern COUNT = Pattern.compile("([0-9][0-9_]*)([kM]?)");
    private static final Pattern PLAIN = Pattern.compile("[0-9]+");

    private Counts() {}

    /** Whole numbers, such as 5000000, 5_000_000 or 5M. */
    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(final String text) {
            final Matcher matcher = COUNT.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is not a count (such as 5000000, 5_000_000 or 5M)");
            }
            final long unit = matcher.group(2).isEmpty() ? 1 : matcher.group(2).equals("k") ? 1_000 : 1_000_000;
            try {
                return Math.multiplyExact(Long.parseLong(matcher.group(1).replace("_", "")), unit);
            } catch (final ArithmeticException | NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is too large a count");
            }
        }
    }

    /** Nanoseconds as a plain number, or a duration with its unit. */
    static final class Nanos implements ITypeConverter<Long> {
        @Override
        public Long convert(final String text) {
            try {
                return PLAIN.matcher(text).matches() ? Long.parseLong(text) : DurationText.parseNs(text);
            } catch (final IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** 64 bits as hexadecimal digits. */
    static final class Hex implements ITypeConverter<Long> {
        @Override
        public Long convert(final String text) {
            try {
                return Long.parseUnsignedLong(text.startsWith("0x") ? text.substring(2) : text, 16);
            } catch (final NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a hexadecimal number of 64 bits");
            }
        }
    }
}
