package io.millrace.demo.market;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a rate on the command line: events per second, or {@code max}, which is {@link #MAX}. */
final class RateConverter implements ITypeConverter<Long> {
    /** As fast as it goes. */
    static final long MAX = Long.MAX_VALUE;

    private static final long LARGEST = 1_000_000_000L;

    @Override
    public Long convert(final String value) {
        if (value.equals("max")) {
            return MAX;
        }
        try {
            final long rate = CountConverter.parse(value);
            if (rate >= 1 && rate <= LARGEST) {
                return rate;
            }
        } catch (final IllegalArgumentException | ArithmeticException e) {
            throw notARate(value);
        }
        throw notARate(value);
    }

    private static TypeConversionException notARate(final String value) {
        return new TypeConversionException(
                "'" + value + "' is not a rate (events per second from 1 to " + LARGEST + ", or max)");
    }
}
