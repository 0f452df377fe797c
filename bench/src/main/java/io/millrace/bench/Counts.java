package io.millrace.bench;

import io.millrace.engine.duration.DurationText;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How options spell numbers. */
final class Counts {
    private static final Pattern COUNT = Pattern.compile("([0-9][0-9_]*)([kM]?)");
    private static final long LONGEST_NS = 86_400_000_000_000L;
    private static final Pattern PLAIN = Pattern.compile("[0-9]+");

    private Counts() {}

    /** What is out of range was used wrongly. */
    static void requireRange(
            final CommandSpec spec, final String option, final long value, final long least, final long most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(Locale.ROOT, "%s must be %,d to %,d, not %,d", option, least, most, value));
        }
    }

    /** Numbers of runs: those that count, and those before. */
    static void requireRuns(final CommandSpec spec, final Integer runs, final Integer warmups) {
        if (runs != null && runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs must be 1 or more, not " + runs);
        }
        if (warmups != null && warmups < 0) {
            throw new ParameterException(spec.commandLine(), "--warmups must be 0 or more, not " + warmups);
        }
    }

    /** A time to measure for: some, but not for ever. */
    static void requireDuration(final CommandSpec spec, final long ns) {
        if (ns < 1 || ns > LONGEST_NS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--duration must be longer than 0 and at most 1d, not " + DurationText.format(ns));
        }
    }

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
            final long ns;
            try {
                ns = PLAIN.matcher(text).matches() ? Long.parseLong(text) : DurationText.parseNs(text);
            } catch (final NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is longer than 2^63 - 1 ns");
            } catch (final IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
            if (ns < 0) {
                throw new TypeConversionException("'" + text + "' is negative");
            }
            return ns;
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
