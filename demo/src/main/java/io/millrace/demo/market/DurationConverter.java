package io.millrace.demo.market;

import io.millrace.engine.duration.DurationText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations on the command line, in nanoseconds. */
final class DurationConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(final String value) {
        final long ns;
        try {
            ns = DurationText.parseNs(value);
        } catch (final IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
        if (ns < 0) {
            throw new TypeConversionException("'" + value + "' is negative");
        }
        return ns;
    }
}
