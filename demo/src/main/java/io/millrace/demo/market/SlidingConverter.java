package io.millrace.demo.market;

import io.millrace.engine.duration.DurationText;
import io.millrace.windowing.Windows;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sliding windows as an option: {@code 10s/1s} are ten seconds long, and one begins every second. */
final class SlidingConverter implements ITypeConverter<Windows> {
    @Override
    public Windows convert(final String value) {
        final int slash = value.indexOf('/');
        if (slash < 0) {
            throw new TypeConversionException("'" + value + "' are no sliding windows: SIZE/SLIDE, such as 10s/1s");
        }
        try {
            return Windows.sliding(
                    DurationText.parseNs(value.substring(0, slash)), DurationText.parseNs(value.substring(slash + 1)));
        } catch (final IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
